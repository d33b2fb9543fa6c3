import { amplitudeToDb } from '../features/decibels.js';
import { rms } from '../features/rms.js';

/** A part of a signal: samples from `start` to before `end`. */
export type Interval = readonly [start: number, end: number];

export interface SilenceOptions {
  /** Frames this much quieter than the reference are silent. Default 60. */
  readonly topDb?: number;
  /** RMS that counts as 0 dB; 'max': the loudest frame's. Default 'max'. */
  readonly ref?: number | 'max';
  /** Default 2048. */
  readonly frameLength?: number;
  /** Default 512. */
  readonly hopLength?: number;
}

/**
 * The non-silent parts of a signal, in samples, equal to `librosa.effects.split`. They follow frames, so that the same
 * recording at another rate gives other seconds. A wholly silent signal is one part: nothing is quieter than the rest.
 * @throws RangeError when topDb is not positive or the frame length odd, NonFiniteAudioError
 */
export function split(samples: Float32Array | Float64Array, options: SilenceOptions = {}): Interval[] {
  const { hopLength = 512 } = options;
  const isLoud = loudFrames(samples, options);
  const intervals: Interval[] = [];
  let start = -1;
  for (let frame = 0; frame <= isLoud.length; frame++) {
    const isOpen = start >= 0;
    if (frame < isLoud.length && isLoud[frame]) {
      if (!isOpen) start = frame;
    } else if (isOpen) {
      intervals.push([Math.min(start * hopLength, samples.length), Math.min(frame * hopLength, samples.length)]);
      start = -1;
    }
  }
  return intervals;
}

/**
 * What remains without leading and trailing silence, in samples, equal to `librosa.effects.trim`; [0, 0] where nothing
 * does.
 * @throws as `split`
 */
export function trimInterval(samples: Float32Array | Float64Array, options: SilenceOptions = {}): Interval {
  const { hopLength = 512 } = options;
  const isLoud = loudFrames(samples, options);
  const first = isLoud.indexOf(true);
  if (first < 0) return [0, 0];
  return [first * hopLength, Math.min(samples.length, (isLoud.lastIndexOf(true) + 1) * hopLength)];
}

/** The parts of a signal one after the other. */
export function joinIntervals(samples: Float64Array, intervals: readonly Interval[]): Float64Array {
  const joined = new Float64Array(intervals.reduce((sum, [start, end]) => sum + end - start, 0));
  let at = 0;
  for (const [start, end] of intervals) {
    joined.set(samples.subarray(start, end), at);
    at += end - start;
  }
  return joined;
}

function loudFrames(samples: Float32Array | Float64Array, options: SilenceOptions): boolean[] {
  const { topDb = 60, ref = 'max' } = options;
  if (!(topDb > 0)) throw new RangeError(`topDb must be positive, got ${topDb}`);
  const decibels = amplitudeToDb(rms(samples, options), { ref, topDb: null });
  return Array.from(decibels, (value) => value > -topDb);
}
