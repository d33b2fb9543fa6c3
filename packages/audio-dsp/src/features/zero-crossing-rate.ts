import { centredFrameCount, type FramingOptions } from './rms.js';

/** Samples this near to zero have no sign of their own and count as positive (librosa's threshold). */
const ZERO_THRESHOLD = 1e-10;

/**
 * Share of neighbouring samples of different sign in each centred frame, the ends repeated beyond the signal, as
 * `librosa.feature.zero_crossing_rate`.
 * @returns one value a frame, 0…1
 */
export function zeroCrossingRate(samples: Float32Array | Float64Array, options: FramingOptions = {}): Float64Array {
  const { frameLength = 2048, hopLength = 512 } = options;
  const margin = Math.floor(frameLength / 2);
  const values = new Float64Array(centredFrameCount(samples.length, frameLength, hopLength));
  // crossingsUpTo[i]: sign changes between samples 0 and i.
  const crossingsUpTo = new Int32Array(Math.max(1, samples.length));
  let wasNegative = samples.length > 0 && samples[0] < -ZERO_THRESHOLD;
  for (let i = 1; i < samples.length; i++) {
    const isNegative = samples[i] < -ZERO_THRESHOLD;
    crossingsUpTo[i] = crossingsUpTo[i - 1] + (isNegative === wasNegative ? 0 : 1);
    wasNegative = isNegative;
  }
  const lastIndex = crossingsUpTo.length - 1;
  for (let frame = 0; frame < values.length; frame++) {
    const start = frame * hopLength - margin;
    const first = Math.max(0, Math.min(lastIndex, start));
    const last = Math.max(0, Math.min(lastIndex, start + frameLength - 1));
    values[frame] = (crossingsUpTo[last] - crossingsUpTo[first]) / frameLength;
  }
  return values;
}
