import { inWorkspace } from '../kernels/workspace.js';
import { frameSums, wholeHopsOf } from './frame-sums.js';
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
    const rates = frameSums(workspace, frameCount, frameLength, hopLength, (pieceCount, pieceLength, out) =>
      workspace.kernels.frameCrossings(padded, pieceCount, pieceLength, hopLength, ZERO_THRESHOLD, out),
    );
    const hopsPerFrame = wholeHopsOf(frameLength, hopLength);
    if (hopsPerFrame !== null) addCrossingsBetweenHops(rates, workspace.view(padded, length), hopLength, hopsPerFrame);
    for (let frame = 0; frame < frameCount; frame++) rates[frame] /= frameLength;
    return rates;
  });
}

/** Hops were counted one by one, without the step from each to the next. */
function addCrossingsBetweenHops(
  counts: Float64Array,
  padded: Float64Array,
  hopLength: number,
  hopsPerFrame: number,
): void {
  for (let frame = 0; frame < counts.length; frame++) {
    for (let hop = 1; hop < hopsPerFrame; hop++) {
      const at = (frame + hop) * hopLength;
      if (padded[at] < -ZERO_THRESHOLD !== padded[at - 1] < -ZERO_THRESHOLD) counts[frame]++;
    }
  }
}
