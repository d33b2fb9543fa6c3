import { requireFinite } from '../finite-audio.js';
import { inWorkspace } from '../kernels/workspace.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';
import { type PadMode, padInto } from '../spectrum/padding.js';
import { frameSums } from './frame-sums.js';

export interface FramingOptions {
  /** Samples a frame reads. Default 2048. */
  readonly frameLength?: number;
  /** Samples from frame to frame. Default 512. */
  readonly hopLength?: number;
  /** Frame t is centred on sample t · hopLength. Default true; false: it starts there. */
  readonly center?: boolean;
}

export interface RmsOptions extends FramingOptions {
  /** What centred frames read beyond the ends. Default 'constant': zeros. */
  readonly padMode?: PadMode;
}

/**
 * Frames that fit into `length` samples, padding included: 1 + ⌊(length − frameLength) / hop⌋.
 * @throws RangeError for a hop that is no positive integer
 */
export function frameCountOf(length: number, frameLength: number, hopLength: number): number {
  if (!Number.isInteger(hopLength) || hopLength < 1) {
    throw new RangeError(`hopLength must be a positive integer, got ${hopLength}`);
  }
  return length < frameLength ? 0 : 1 + Math.floor((length - frameLength) / hopLength);
}

/**
 * Root mean square of each frame, as `librosa.feature.rms(y=…)`, in units of the samples (1: full scale).
 * @returns one value a frame; none when an uncentred signal is shorter than a frame
 * @throws RangeError when the frame length is odd, NonFiniteAudioError
 */
export function rms(samples: Float32Array | Float64Array, options: RmsOptions = {}): Float64Array {
  const { frameLength = 2048, hopLength = 512, center = true, padMode = 'constant' } = options;
  requireEven(frameLength);
  requireFinite(samples);
  const margin = center ? frameLength / 2 : 0;
  const frameCount = frameCountOf(samples.length + 2 * margin, frameLength, hopLength);
  if (frameCount === 0) return new Float64Array(0);
  return inWorkspace((workspace) => {
    const length = samples.length + 2 * margin;
    const padded = workspace.allocate(length);
    padInto(workspace.view(padded, length), samples, margin, padMode);
    const values = frameSums(workspace, frameCount, frameLength, hopLength, (pieceCount, length, out) =>
      workspace.kernels.frameEnergies(padded, pieceCount, length, hopLength, out),
    );
    for (let frame = 0; frame < frameCount; frame++) values[frame] = Math.sqrt(values[frame] / frameLength);
    return values;
  });
}

/**
 * Root mean square of each frame from its spectrum, as `librosa.feature.rms(S=…)`: by Parseval's theorem the same as of
 * the windowed samples, so that it is lower than `rms` by the window's own RMS.
 * @param magnitude frames × bins
 * @param frameLength samples of a frame; bins are frameLength / 2 + 1
 * @throws RangeError when the bins are not those of such frames
 */
export function rmsOfSpectrogram(magnitude: FrameMatrix, frameLength = 2048): Float64Array {
  const { frameCount, columnCount, values } = magnitude;
  if (columnCount !== Math.floor(frameLength / 2) + 1) {
    throw new RangeError(
      `frames of ${frameLength} samples have ${Math.floor(frameLength / 2) + 1} bins, not ${columnCount}`,
    );
  }
  const isEven = frameLength % 2 === 0;
  return Float64Array.from({ length: frameCount }, (_, frame) => {
    let sum = 0;
    for (let bin = 0; bin < columnCount; bin++) {
      // DC, and Nyquist of even lengths, stand once in the two-sided spectrum, all other bins twice.
      const isSingle = bin === 0 || (isEven && bin === columnCount - 1);
      sum += (isSingle ? 0.5 : 1) * values[frame * columnCount + bin] ** 2;
    }
    return Math.sqrt((2 * sum) / frameLength ** 2);
  });
}

/** Frames are read in pairs of samples. */
export function requireEven(frameLength: number): void {
  if (frameLength % 2 !== 0 || frameLength < 2) {
    throw new RangeError(`frameLength must be an even number of at least 2, got ${frameLength}`);
  }
}
