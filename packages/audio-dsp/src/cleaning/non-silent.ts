import { requireFinite } from '../finite-audio.js';
import type { Interval } from './silence.js';

export interface NonSilentOptions {
  readonly sampleRateHz: number;
  /** A stretch whose RMS is at most this (0 dB: full scale) is silent. */
  readonly thresholdDbfs: number;
  /** Shorter silences do not count. */
  readonly minSilenceSec: number;
}

const FULL_SCALE = 32_768;

/**
 * The non-silent parts of a signal, in samples, equal to `pydub.silence.detect_nonsilent` on the same 16-bit samples:
 * windows of the shortest silence slide by a millisecond, their RMS is cut to a whole 16-bit step. A signal shorter
 * than the shortest silence is all non-silent; a wholly silent one has no part.
 * @throws RangeError when the shortest silence is under a millisecond, NonFiniteAudioError
 */
export function nonSilentIntervals(samples: Float32Array | Float64Array, options: NonSilentOptions): Interval[] {
  requireFinite(samples);
  const { sampleRateHz, thresholdDbfs, minSilenceSec } = options;
  const toSamples = (milliseconds: number) =>
    Math.min(samples.length, Math.trunc(milliseconds * (sampleRateHz / 1000)));
  const lengthMs = Math.round((1000 * samples.length) / sampleRateHz);
  const windowMs = Math.round(minSilenceSec * 1000);
  if (windowMs < 1) throw new RangeError(`minSilenceSec must be at least a millisecond, got ${minSilenceSec}`);
  const silent = silentRangesMs(samples, lengthMs, windowMs, 10 ** (thresholdDbfs / 20) * FULL_SCALE, toSamples);
  const intervals: Interval[] = [];
  let endOfSilence = 0;
  for (const [start, end] of silent) {
    if (start > endOfSilence) intervals.push([toSamples(endOfSilence), toSamples(start)]);
    endOfSilence = end;
  }
  if (endOfSilence !== lengthMs) intervals.push([toSamples(endOfSilence), toSamples(lengthMs)]);
  return intervals;
}

function silentRangesMs(
  samples: Float32Array | Float64Array,
  lengthMs: number,
  windowMs: number,
  threshold: number,
  toSamples: (milliseconds: number) => number,
): Interval[] {
  const energyBefore = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) {
    const code = Math.round(samples[i] * FULL_SCALE);
    energyBefore[i + 1] = energyBefore[i] + code * code;
  }
  const ranges: [number, number][] = [];
  for (let start = 0; start <= lengthMs - windowMs; start++) {
    const [from, to] = [toSamples(start), toSamples(start + windowMs)];
    const level = to > from ? Math.trunc(Math.sqrt((energyBefore[to] - energyBefore[from]) / (to - from))) : 0;
    if (level > threshold) continue;
    const open = ranges.at(-1);
    if (open !== undefined && start <= open[1]) open[1] = start + windowMs;
    else ranges.push([start, start + windowMs]);
  }
  return ranges;
}
