import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { type PadMode, padInto } from '../spectrum/padding.js';
import { frameCountOf } from './rms.js';

/** What `yin` and `pyin` share. */
export interface PitchRangeOptions {
  readonly sampleRateHz: number;
  /** Default 65.4 Hz (C2). */
  readonly fMinHz?: number;
  /** Default 2,093 Hz (C7). */
  readonly fMaxHz?: number;
  /** Samples a frame reads, a power of two. Default 2048. */
  readonly frameLength?: number;
  /** Default: a quarter of the frame length. */
  readonly hopLength?: number;
  /** Frame t is centred on sample t · hopLength. Default true; false: it starts there. */
  readonly center?: boolean;
  /** What centred frames read beyond the ends. Default 'constant': zeros. */
  readonly padMode?: PadMode;
}

/** The options with every default filled in, and the periods they mean. */
export interface PitchRange {
  readonly sampleRateHz: number;
  readonly fMinHz: number;
  readonly fMaxHz: number;
  readonly hopLength: number;
  /** Shortest and longest period looked at, in samples. */
  readonly minPeriod: number;
  readonly maxPeriod: number;
}

const SMALLEST = 2.2250738585072014e-308;

/**
 * Calls `visit` with the cumulative-mean-normalised difference function (YIN's d′) of each frame for the periods
 * minPeriod … maxPeriod; the array is reused.
 * @throws RangeError when the range is empty, reaches beyond Nyquist or does not fit into a frame
 */
export function visitDifferences(
  samples: Float32Array | Float64Array,
  options: PitchRangeOptions,
  visit: (difference: Float64Array, frame: number, range: PitchRange) => void,
): { readonly frameCount: number; readonly range: PitchRange } {
  const { frameLength = 2048, center = true, padMode = 'constant' } = options;
  const range = pitchRange(options, frameLength);
  const margin = center ? frameLength / 2 : 0;
  const padded = new Float64Array(samples.length + 2 * margin);
  padInto(padded, samples, margin, padMode);
  const frameCount = frameCountOf(padded.length, frameLength, range.hopLength);
  const difference = new Float64Array(range.maxPeriod - range.minPeriod + 1);
  inWorkspace((workspace) => {
    const correlate = autocorrelator(workspace, frameLength);
    for (let t = 0; t < frameCount; t++) {
      const frame = padded.subarray(t * range.hopLength, t * range.hopLength + frameLength);
      normalisedDifference(frame, correlate(frame), range, difference);
      visit(difference, t, range);
    }
  });
  return { frameCount, range };
}

function pitchRange(options: PitchRangeOptions, frameLength: number): PitchRange {
  const { sampleRateHz, fMinHz = 65.40639132514966, fMaxHz = 2093.004522404789 } = options;
  if (!(fMinHz > 0 && fMinHz < fMaxHz && fMaxHz <= sampleRateHz / 2)) {
    throw new RangeError(`pitch range ${fMinHz} … ${fMaxHz} Hz is empty or beyond ${sampleRateHz / 2} Hz`);
  }
  if (sampleRateHz / fMinHz >= frameLength - 1) {
    throw new RangeError(`a period of ${fMinHz} Hz does not fit into frames of ${frameLength} samples`);
  }
  return {
    sampleRateHz,
    fMinHz,
    fMaxHz,
    hopLength: options.hopLength ?? Math.floor(frameLength / 4),
    minPeriod: Math.floor(sampleRateHz / fMaxHz),
    maxPeriod: Math.min(Math.ceil(sampleRateHz / fMinHz), frameLength - 1),
  };
}

/** Linear autocorrelation of a frame through FFTs of twice its length. */
function autocorrelator(workspace: Workspace, frameLength: number): (frame: Float64Array) => Float64Array {
  const size = 2 * frameLength;
  const bins = frameLength + 1;
  const plan = workspace.putFftPlan(size);
  const ones = workspace.put(new Float64Array(size).fill(1));
  const signal = workspace.allocateZeros(size);
  const power = workspace.allocate(bins);
  const zeros = workspace.allocateZeros(bins);
  const result = workspace.allocate(size);
  return (frame) => {
    workspace.view(signal, frameLength).set(frame);
    workspace.kernels.powerFrames(signal, 0, size, 1, plan, size, power);
    workspace.view(result, size).fill(0);
    workspace.kernels.overlapAddFrames(power, zeros, 1, plan, size, ones, size, result);
    return workspace.view(result, frameLength);
  };
}

function normalisedDifference(
  frame: Float64Array,
  autocorrelation: Float64Array,
  { minPeriod, maxPeriod }: PitchRange,
  out: Float64Array,
): void {
  let energyBefore = 0;
  let sum = 0;
  for (let period = 1; period <= maxPeriod; period++) {
    energyBefore += frame[period - 1] * frame[period - 1];
    // librosa 0.11 leaves the first sample's energy out of the first term alone; the mean over periods keeps a trace.
    const difference = 2 * (autocorrelation[0] - autocorrelation[period]) - (period === 1 ? 0 : energyBefore);
    sum += difference;
    if (period >= minPeriod) out[period - minPeriod] = difference / (sum / period + SMALLEST);
  }
}

/** Whether a difference function has a local minimum at `i`, as `librosa.util.localmin` with YIN's rule for the start. */
export function isTrough(difference: Float64Array, i: number): boolean {
  if (i === 0) return difference[0] < difference[1];
  const isLast = i === difference.length - 1;
  return difference[i] < difference[i - 1] && (isLast || difference[i] <= difference[i + 1]);
}

/** A trough's place refined by a parabola through three values. */
export function refinedPlace(difference: Float64Array, place: number): number {
  if (place === 0 || place === difference.length - 1) return place;
  const curvature = difference[place + 1] + difference[place - 1] - 2 * difference[place];
  const slope = (difference[place + 1] - difference[place - 1]) / 2;
  return Math.abs(slope) >= Math.abs(curvature) ? place : place - slope / curvature;
}
