import { delta } from '../features/delta.js';
import { mfcc } from '../features/mfcc.js';
import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import { PROSODY_NAMES, prosodyStatistics } from './prosody-statistics.js';
import { EIGHT_STATISTICS, eightStatistics, meanAndStd, meanMagnitudeOf, slopeOf } from './series-statistics.js';
import { DESCRIPTOR_NAMES, type DescriptorName, descriptorIndex } from './voxboard-setting.js';

const ACTIVE_RANGE_DB = 35;
const MFCC_COUNT = 24;
const SEGMENT_COUNT = 4;
const SEGMENT_MFCC = 12;
const SEGMENT_DESCRIPTORS: readonly DescriptorName[] = [
  'energyDb',
  'centroidHz',
  'harmonicity',
  'alphaRatioDb',
  'flux',
  'slope500To1500',
];
/** All but pitch and voicing, which have statistics of their own. */
const SPECTRAL_DESCRIPTORS = DESCRIPTOR_NAMES.slice(2);
const DELTA_WIDTH = 9;

/** Names of the statistics, in the order `statistics803` gives them. */
export function statistics803Names(melCount: number): string[] {
  const each = (names: readonly string[], statistics: readonly string[]) =>
    names.flatMap((name) => statistics.map((statistic) => `${name}.${statistic}`));
  const mels = Array.from({ length: melCount }, (_, i) => `logMel.${i}`);
  const mfccs = Array.from({ length: MFCC_COUNT }, (_, i) => `mfcc.${i}`);
  return [
    ...each(mels, ['mean', 'std', 'slope']),
    ...each(mfccs, EIGHT_STATISTICS),
    ...each(mfccs, ['deltaStd', 'deltaMagnitude', 'deltaDeltaStd']),
    ...each(SPECTRAL_DESCRIPTORS, EIGHT_STATISTICS),
    ...each(SPECTRAL_DESCRIPTORS, ['deltaStd', 'deltaMagnitude', 'voicedMean', 'voicedStd']),
    ...PROSODY_NAMES,
    ...Array.from({ length: SEGMENT_COUNT }, (_, i) => `segment.${i}`).flatMap((segment) =>
      [...mfccs.slice(0, SEGMENT_MFCC), ...SEGMENT_DESCRIPTORS, 'pitch'].map((name) => `${segment}.${name}`),
    ),
  ];
}

/**
 * The statistics of `voxboard-803` over frames within 35 dB of the loudest: how mels, MFCC and descriptors are
 * distributed, change and move over the utterance, and its prosody. Exactly 803 for 64 mels.
 * @param logMel frames × mels, natural logarithm
 * @param descriptors frames × 22, from `voxboardDescriptors`
 */
export function statistics803(logMel: FrameMatrix, descriptors: FrameMatrix, hopSec: number): Float64Array {
  const energyDb = columnOf(descriptors, descriptorIndex('energyDb'));
  const active = activeFrames(energyDb);
  const times = Float64Array.from(active, (frame) => frame * hopSec);
  const coefficients = mfcc(logMel, { nMfcc: MFCC_COUNT });
  const voicedColumn = columnOf(descriptors, descriptorIndex('voiced'));
  const isVoiced = (frame: number) => voicedColumn[frame] === 1;
  const semitones = columnOf(descriptors, descriptorIndex('semitones'));
  return Float64Array.from([
    ...melStatistics(logMel, active, times),
    ...columnsOf(coefficients).flatMap((column) => eightStatistics(times, pick(column, active))),
    ...changeStatistics(coefficients, active),
    ...descriptorStatistics(descriptors, active, times, isVoiced),
    ...prosodyStatistics({ hopSec, semitones, isVoiced, energyDb, active }),
    ...segmentStatistics(coefficients, descriptors, semitones, active, isVoiced),
  ]);
}

function activeFrames(energyDb: Float64Array): Int32Array {
  let loudest = Number.NEGATIVE_INFINITY;
  for (const level of energyDb) loudest = Math.max(loudest, level);
  const frames: number[] = [];
  energyDb.forEach((level, frame) => {
    if (level > loudest - ACTIVE_RANGE_DB) frames.push(frame);
  });
  return Int32Array.from(frames);
}

function melStatistics(logMel: FrameMatrix, active: Int32Array, times: Float64Array): number[] {
  return columnsOf(logMel).flatMap((column) => {
    const values = pick(column, active);
    const { mean, std } = meanAndStd(values);
    return [mean, std, slopeOf(times, values)];
  });
}

function changeStatistics(coefficients: FrameMatrix, active: Int32Array): number[] {
  const first = columnsOf(deltaOf(coefficients, 1));
  const second = columnsOf(deltaOf(coefficients, 2));
  return first.flatMap((column, k) => {
    const change = pick(column, active);
    return [meanAndStd(change).std, meanMagnitudeOf(change), meanAndStd(pick(second[k], active)).std];
  });
}

function descriptorStatistics(
  descriptors: FrameMatrix,
  active: Int32Array,
  times: Float64Array,
  isVoiced: (frame: number) => boolean,
): number[] {
  const columns = columnsOf(descriptors).slice(2);
  const changes = columnsOf(deltaOf(descriptors, 1)).slice(2);
  const voiced = active.filter(isVoiced);
  return [
    ...columns.flatMap((column) => eightStatistics(times, pick(column, active))),
    ...columns.flatMap((column, k) => {
      const change = pick(changes[k], active);
      const whenVoiced = meanAndStd(pick(column, voiced));
      return [meanAndStd(change).std, meanMagnitudeOf(change), whenVoiced.mean, whenVoiced.std];
    }),
  ];
}

/** How the means of four equal parts of the utterance differ from those of the whole. */
function segmentStatistics(
  coefficients: FrameMatrix,
  descriptors: FrameMatrix,
  semitones: Float64Array,
  active: Int32Array,
  isVoiced: (frame: number) => boolean,
): number[] {
  const columns = [
    ...columnsOf(coefficients).slice(0, SEGMENT_MFCC),
    ...SEGMENT_DESCRIPTORS.map((name) => columnOf(descriptors, descriptorIndex(name))),
  ];
  const wholes = columns.map((column) => meanAndStd(pick(column, active)).mean);
  const wholePitch = meanAndStd(pick(semitones, active.filter(isVoiced))).mean;
  return Array.from({ length: SEGMENT_COUNT }, (_, segment) => {
    const from = Math.floor((segment * active.length) / SEGMENT_COUNT);
    const to = Math.floor(((segment + 1) * active.length) / SEGMENT_COUNT);
    const frames = active.subarray(from, to);
    const voiced = frames.filter(isVoiced);
    return [
      ...columns.map((column, k) => (frames.length > 0 ? meanAndStd(pick(column, frames)).mean - wholes[k] : 0)),
      voiced.length > 0 ? meanAndStd(pick(semitones, voiced)).mean - wholePitch : 0,
    ];
  }).flat();
}

/** Derivatives over nine frames, over fewer where there are fewer; all 0 where there are not even three. */
function deltaOf(matrix: FrameMatrix, order: 1 | 2): FrameMatrix {
  const odd = matrix.frameCount - 1 + (matrix.frameCount % 2);
  const width = Math.min(DELTA_WIDTH, odd);
  return width < 3 ? createFrameMatrix(matrix.frameCount, matrix.columnCount) : delta(matrix, { order, width });
}

function columnOf({ frameCount, columnCount, values }: FrameMatrix, column: number): Float64Array {
  const series = new Float64Array(frameCount);
  for (let frame = 0, at = column; frame < frameCount; frame++, at += columnCount) series[frame] = values[at];
  return series;
}

function columnsOf(matrix: FrameMatrix): Float64Array[] {
  const columns: Float64Array[] = [];
  for (let column = 0; column < matrix.columnCount; column++) columns.push(columnOf(matrix, column));
  return columns;
}

function pick(values: Float64Array, frames: Int32Array): Float64Array {
  const picked = new Float64Array(frames.length);
  for (let i = 0; i < frames.length; i++) picked[i] = values[frames[i]];
  return picked;
}
