import { inWorkspace } from '../kernels/workspace.js';
import { centredFrameCount, type FramingOptions, requireEven } from './rms.js';

/** Samples this near to zero have no sign of their own and count as positive (librosa's threshold). */
const ZERO_THRESHOLD = 1e-10;

/**
 * Share of neighbouring samples of different sign in each centred frame, the ends repeated beyond the signal, as
 * `librosa.feature.zero_crossing_rate`.
 * @returns one value a frame, 0…1
 * @throws RangeError when the frame length is odd
 */
export function zeroCrossingRate(samples: Float32Array | Float64Array, options: FramingOptions = {}): Float64Array {
  const { frameLength = 2048, hopLength = 512 } = options;
  requireEven(frameLength);
  const margin = frameLength / 2;
  const frameCount = centredFrameCount(samples.length, frameLength, hopLength);
  return inWorkspace((workspace) => {
    const length = samples.length + frameLength;
    const padded = workspace.allocate(length);
    const view = workspace.view(padded, length);
    view.set(samples, margin);
    view.fill(samples.length > 0 ? samples[0] : 0, 0, margin);
    view.fill(samples.length > 0 ? samples[samples.length - 1] : 0, margin + samples.length);
    const crossings = workspace.allocate(frameCount);
    workspace.kernels.frameCrossings(padded, frameCount, frameLength, hopLength, ZERO_THRESHOLD, crossings);
    const rates = workspace.view(crossings, frameCount).slice();
    for (let frame = 0; frame < frameCount; frame++) rates[frame] /= frameLength;
    return rates;
  });
}
