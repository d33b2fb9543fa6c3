import { inWorkspace } from '../kernels/workspace.js';
import { frameSums } from './frame-sums.js';

export interface FramingOptions {
  /** Samples a frame reads. Default 2048. */
  readonly frameLength?: number;
  /** Samples from frame to frame. Default 512. */
  readonly hopLength?: number;
}

/** Frames of a centred framing: 1 + ⌊length / hop⌋ (even frame lengths). */
export function centredFrameCount(sampleCount: number, frameLength: number, hopLength: number): number {
  const padded = sampleCount + 2 * Math.floor(frameLength / 2);
  return padded < frameLength ? 0 : 1 + Math.floor((padded - frameLength) / hopLength);
}

/**
 * Root mean square of each centred frame, with zeros beyond the ends, as `librosa.feature.rms(y=…)`.
 * @returns one value a frame
 * @throws RangeError when the frame length is odd
 */
export function rms(samples: Float32Array | Float64Array, options: FramingOptions = {}): Float64Array {
  const { frameLength = 2048, hopLength = 512 } = options;
  requireEven(frameLength);
  const margin = frameLength / 2;
  const frameCount = centredFrameCount(samples.length, frameLength, hopLength);
  return inWorkspace((workspace) => {
    const padded = workspace.allocate(samples.length + frameLength);
    const view = workspace.view(padded, samples.length + frameLength);
    view.fill(0, 0, margin);
    view.set(samples, margin);
    view.fill(0, margin + samples.length);
    const values = frameSums(workspace, frameCount, frameLength, hopLength, (pieceCount, length, out) =>
      workspace.kernels.frameEnergies(padded, pieceCount, length, hopLength, out),
    );
    for (let frame = 0; frame < frameCount; frame++) values[frame] = Math.sqrt(values[frame] / frameLength);
    return values;
  });
}

/** Frames are read in pairs of samples. */
export function requireEven(frameLength: number): void {
  if (frameLength % 2 !== 0 || frameLength < 2) {
    throw new RangeError(`frameLength must be an even number of at least 2, got ${frameLength}`);
  }
}
