import { meanAndStd, meanMagnitudeOf, percentileOf, skewOf, slopeOf } from './series-statistics.js';

/** Pitch, voicing and level of an utterance, frame by frame. */
export interface ProsodyInputs {
  /** Seconds from frame to frame. */
  readonly hopSec: number;
  /** Semitones of each frame; only voiced ones count. */
  readonly semitones: Float64Array;
  readonly isVoiced: (frame: number) => boolean;
  readonly energyDb: Float64Array;
  /** Frames loud enough to count, ascending. */
  readonly active: Int32Array;
}

/** Voiced stretches shorter than this many frames are not counted as such. */
const MIN_RUN = 3;
/** A syllable rises this much above the dips beside it. */
const SYLLABLE_DB = 3;
/** Frames the level is averaged over before syllables are counted, to either side. */
const SMOOTHING_FRAMES = 3;

export const PROSODY_NAMES = [
  'pitch.mean',
  'pitch.std',
  'pitch.p5',
  'pitch.p25',
  'pitch.p50',
  'pitch.p75',
  'pitch.p95',
  'pitch.iqr',
  'pitch.range',
  'pitch.skew',
  'pitch.slope',
  'pitch.meanStep',
  'pitch.stdStep',
  'pitch.firstThird',
  'pitch.lastThird',
  'voicing.share',
  'voicing.runsPerSec',
  'voicing.meanRunSec',
  'voicing.stdRunSec',
  'voicing.maxRunSec',
  'voicing.meanGapSec',
  'voicing.maxGapSec',
  'duration.activeSec',
  'duration.totalSec',
  'duration.activeShare',
  'rhythm.syllablesPerSec',
  'rhythm.meanIntervalSec',
  'rhythm.stdIntervalSec',
  'rhythm.meanHeightDb',
  'level.rangeDb',
  'level.peakOverMeanDb',
] as const;

/** The 31 values of pitch, voicing, duration and rhythm, in the order of PROSODY_NAMES; 0 where nothing is voiced. */
export function prosodyStatistics(inputs: ProsodyInputs): number[] {
  return [
    ...pitchStatistics(inputs),
    ...voicingStatistics(inputs),
    ...durationStatistics(inputs),
    ...rhythmStatistics(inputs),
  ];
}

function pitchStatistics({ hopSec, semitones, isVoiced, active }: ProsodyInputs): number[] {
  const frames = active.filter((frame) => isVoiced(frame));
  const pitch = Float64Array.from(frames, (frame) => semitones[frame]);
  const times = Float64Array.from(frames, (frame) => frame * hopSec);
  const steps: number[] = [];
  for (let i = 1; i < frames.length; i++)
    if (frames[i] === frames[i - 1] + 1) steps.push((pitch[i] - pitch[i - 1]) / hopSec);
  const { mean, std } = meanAndStd(pitch);
  const sorted = pitch.slice().sort();
  const at = (percent: number) => percentileOf(sorted, percent);
  const third = Math.ceil(pitch.length / 3);
  const stepValues = Float64Array.from(steps);
  return [
    mean,
    std,
    at(5),
    at(25),
    at(50),
    at(75),
    at(95),
    at(75) - at(25),
    at(95) - at(5),
    skewOf(pitch),
    slopeOf(times, pitch),
    meanMagnitudeOf(stepValues),
    meanAndStd(stepValues).std,
    meanAndStd(pitch.subarray(0, third)).mean - mean,
    meanAndStd(pitch.subarray(pitch.length - third)).mean - mean,
  ];
}

function voicingStatistics({ hopSec, isVoiced, active }: ProsodyInputs): number[] {
  const runs: number[] = [];
  const gaps: number[] = [];
  const first = active[0];
  const end = active[active.length - 1] + 1;
  let start = first;
  for (let frame = first + 1; frame <= end; frame++) {
    if (frame < end && isVoiced(frame) === isVoiced(start)) continue;
    const length = frame - start;
    if (!isVoiced(start)) gaps.push(length * hopSec);
    else if (length >= MIN_RUN) runs.push(length * hopSec);
    start = frame;
  }
  let voicedCount = 0;
  for (const frame of active) if (isVoiced(frame)) voicedCount++;
  const run = meanAndStd(Float64Array.from(runs));
  return [
    voicedCount / active.length,
    runs.length / (active.length * hopSec),
    run.mean,
    run.std,
    Math.max(0, ...runs),
    meanAndStd(Float64Array.from(gaps)).mean,
    Math.max(0, ...gaps),
  ];
}

function durationStatistics({ hopSec, energyDb, active }: ProsodyInputs): number[] {
  return [active.length * hopSec, energyDb.length * hopSec, active.length / energyDb.length];
}

function rhythmStatistics({ hopSec, energyDb, active }: ProsodyInputs): number[] {
  const smooth = smoothed(energyDb, SMOOTHING_FRAMES);
  const { peaks, heights } = syllables(smooth, active[0], active[active.length - 1]);
  const intervals = Float64Array.from(peaks.slice(1), (peak, i) => (peak - peaks[i]) * hopSec);
  const levels = Float64Array.from(active, (frame) => energyDb[frame]).sort();
  const interval = meanAndStd(intervals);
  return [
    peaks.length / (active.length * hopSec),
    interval.mean,
    interval.std,
    meanAndStd(Float64Array.from(heights)).mean,
    percentileOf(levels, 95) - percentileOf(levels, 5),
    levels[levels.length - 1] - meanAndStd(levels).mean,
  ];
}

/** Peaks of the level that rise by SYLLABLE_DB above the dips on both sides. */
function syllables(level: Float64Array, first: number, last: number): { peaks: number[]; heights: number[] } {
  const peaks: number[] = [];
  const heights: number[] = [];
  let lowest = level[first];
  let highest = first;
  let isRising = true;
  for (let frame = first; frame <= last; frame++) {
    if (isRising) {
      if (level[frame] > level[highest]) highest = frame;
      if (level[highest] - level[frame] < SYLLABLE_DB) continue;
      if (level[highest] - lowest >= SYLLABLE_DB) {
        peaks.push(highest);
        heights.push(level[highest] - lowest);
      }
      isRising = false;
      lowest = level[frame];
    } else {
      lowest = Math.min(lowest, level[frame]);
      if (level[frame] - lowest < SYLLABLE_DB) continue;
      isRising = true;
      highest = frame;
    }
  }
  return { peaks, heights };
}

function smoothed(values: Float64Array, half: number): Float64Array {
  return values.map((_, i) => {
    const part = values.subarray(Math.max(0, i - half), Math.min(values.length, i + half + 1));
    return meanAndStd(part).mean;
  });
}
