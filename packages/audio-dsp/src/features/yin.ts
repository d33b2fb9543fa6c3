import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { centredFrameCount } from './rms.js';

export interface YinOptions {
  readonly sampleRateHz: number;
  /** Default 65.4 Hz (C2). */
  readonly fMinHz?: number;
  /** Default 2,093 Hz (C7). */
  readonly fMaxHz?: number;
  /** Samples a frame reads, a power of two. Default 2048. */
  readonly frameLength?: number;
  /** Default 512. */
  readonly hopLength?: number;
  /** The first trough under this is taken; otherwise the deepest. Default 0.1. */
  readonly troughThreshold?: number;
}

const SMALLEST = 2.2250738585072014e-308;

/**
 * Fundamental frequency of each centred frame, in Hz, as `librosa.yin` (de Cheveigné and Kawahara 2002). Every frame
 * gets an estimate, voiced or not.
 * @throws RangeError when the range is empty, reaches beyond Nyquist or does not fit into a frame
 */
export function yin(samples: Float32Array | Float64Array, options: YinOptions): Float64Array {
  const { sampleRateHz, fMinHz = 65.40639132514966, fMaxHz = 2093.004522404789, frameLength = 2048 } = options;
  const { hopLength = 512, troughThreshold = 0.1 } = options;
  if (!(fMinHz > 0 && fMinHz < fMaxHz && fMaxHz <= sampleRateHz / 2)) {
    throw new RangeError(`pitch range ${fMinHz} … ${fMaxHz} Hz is empty or beyond ${sampleRateHz / 2} Hz`);
  }
  if (sampleRateHz / fMinHz >= frameLength - 1) {
    throw new RangeError(`a period of ${fMinHz} Hz does not fit into frames of ${frameLength} samples`);
  }
  const minPeriod = Math.floor(sampleRateHz / fMaxHz);
  const maxPeriod = Math.min(Math.ceil(sampleRateHz / fMinHz), frameLength - 1);
  const frameCount = centredFrameCount(samples.length, frameLength, hopLength);
  const padded = new Float64Array(samples.length + frameLength);
  padded.set(samples, frameLength / 2);
  const difference = new Float64Array(maxPeriod - minPeriod + 1);
  return inWorkspace((workspace) => {
    const correlate = autocorrelator(workspace, frameLength);
    return Float64Array.from({ length: frameCount }, (_, t) => {
      const frame = padded.subarray(t * hopLength, t * hopLength + frameLength);
      normalisedDifference(frame, correlate(frame), minPeriod, maxPeriod, difference);
      return sampleRateHz / (minPeriod + troughOf(difference, troughThreshold));
    });
  });
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

/** Cumulative-mean-normalised difference function for the periods minPeriod … maxPeriod. */
function normalisedDifference(
  frame: Float64Array,
  autocorrelation: Float64Array,
  minPeriod: number,
  maxPeriod: number,
  out: Float64Array,
): void {
  let energyBefore = 0;
  let sum = 0;
  for (let period = 1; period <= maxPeriod; period++) {
    energyBefore += frame[period - 1] * frame[period - 1];
    const difference = 2 * (autocorrelation[0] - autocorrelation[period]) - energyBefore;
    sum += difference;
    if (period >= minPeriod) out[period - minPeriod] = difference / (sum / period + SMALLEST);
  }
}

/** Place of the chosen trough, refined by a parabola. */
function troughOf(difference: Float64Array, threshold: number): number {
  const last = difference.length - 1;
  let chosen = -1;
  let deepest = 0;
  for (let i = 0; i <= last; i++) {
    if (difference[i] < difference[deepest]) deepest = i;
    const fallsIn = i === 0 || difference[i] < difference[i - 1];
    const risesOut = i === 0 ? difference[0] < difference[1] : i === last || difference[i] <= difference[i + 1];
    if (chosen < 0 && fallsIn && risesOut && difference[i] < threshold) chosen = i;
  }
  const place = chosen < 0 ? deepest : chosen;
  if (place === 0 || place === last) return place;
  const curvature = difference[place + 1] + difference[place - 1] - 2 * difference[place];
  const slope = (difference[place + 1] - difference[place - 1]) / 2;
  return Math.abs(slope) >= Math.abs(curvature) ? place : place - slope / curvature;
}
