import { requireFinite } from '../finite-audio.js';
import { inWorkspace } from '../kernels/workspace.js';
import { padInto } from '../spectrum/padding.js';
import { frameSums, wholeHopsOf } from './frame-sums.js';
import { type FramingOptions, frameCountOf, requireEven } from './rms.js';

export interface ZeroCrossingOptions extends FramingOptions {
  /** Samples this near to zero have no sign of their own and count as positive. Default 1e-10. */
  readonly threshold?: number;
}

/**
 * Share of neighbouring samples of different sign in each frame, as `librosa.feature.zero_crossing_rate`; centred
 * frames read the first and last sample beyond the ends.
 * @returns one value a frame, 0…1
 * @throws RangeError when the frame length is odd or the threshold negative, NonFiniteAudioError
 */
export function zeroCrossingRate(
  samples: Float32Array | Float64Array,
  options: ZeroCrossingOptions = {},
): Float64Array {
  const { frameLength = 2048, hopLength = 512, center = true, threshold = 1e-10 } = options;
  requireEven(frameLength);
  requireFinite(samples);
  if (!(threshold >= 0)) throw new RangeError(`threshold must not be negative, got ${threshold}`);
  const margin = center ? frameLength / 2 : 0;
  const frameCount = frameCountOf(samples.length + 2 * margin, frameLength, hopLength);
  if (frameCount === 0) return new Float64Array(0);
  return inWorkspace((workspace) => {
    const length = samples.length + 2 * margin;
    const padded = workspace.allocate(length);
    padInto(workspace.view(padded, length), samples, margin, 'edge');
    const rates = frameSums(workspace, frameCount, frameLength, hopLength, (pieceCount, pieceLength, out) =>
      workspace.kernels.frameCrossings(padded, pieceCount, pieceLength, hopLength, threshold, out),
    );
    const hopsPerFrame = wholeHopsOf(frameLength, hopLength);
    if (hopsPerFrame !== null) {
      addCrossingsBetweenHops(rates, workspace.view(padded, length), hopLength, hopsPerFrame, threshold);
    }
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
  threshold: number,
): void {
  for (let frame = 0; frame < counts.length; frame++) {
    for (let hop = 1; hop < hopsPerFrame; hop++) {
      const at = (frame + hop) * hopLength;
      if (padded[at] < -threshold !== padded[at - 1] < -threshold) counts[frame]++;
    }
  }
}
