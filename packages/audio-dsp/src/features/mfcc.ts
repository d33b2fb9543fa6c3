import { type HeapMatrix, inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';
import { type DctOptions, dctBasis } from './dct.js';

export interface MfccOptions extends DctOptions {
  /** Coefficients to keep, at most the number of bands. Default 20. */
  readonly nMfcc?: number;
  /** Above 0: coefficient n (from 1) is multiplied by 1 + lifter / 2 · sin(π n / lifter). Default 0: none. */
  readonly lifter?: number;
}

/**
 * Mel-frequency cepstral coefficients of a log-mel spectrogram: a discrete cosine transform over its bands, as
 * `librosa.feature.mfcc(S=…)` with its parameters and defaults.
 * @param logMel frames × mel bands, in dB
 * @returns frames × nMfcc
 * @throws RangeError when there are fewer bands than coefficients, or the lifter is negative
 */
export function mfcc(logMel: FrameMatrix, options: MfccOptions = {}): FrameMatrix {
  const { nMfcc = 20, lifter = 0 } = options;
  if (!(lifter >= 0)) throw new RangeError(`lifter must not be negative, got ${lifter}`);
  const basis = dctBasis(nMfcc, logMel.columnCount, options);
  const coefficients = inWorkspace((workspace) =>
    workspace.takeMatrix(mfccIn(workspace, workspace.putMatrix(logMel), nMfcc, basis)),
  );
  if (lifter > 0) {
    const { values } = coefficients;
    for (let i = 0; i < values.length; i++) {
      values[i] *= 1 + (lifter / 2) * Math.sin((Math.PI * (1 + (i % nMfcc))) / lifter);
    }
  }
  return coefficients;
}

/** `mfcc` of a matrix in the workspace. @param basis from `dctBasis(nMfcc, mel bands)` */
export function mfccIn(workspace: Workspace, logMel: HeapMatrix, nMfcc: number, basis: Float64Array): HeapMatrix {
  const { frameCount, columnCount: nMels } = logMel;
  if (nMfcc < 1 || nMfcc > nMels) throw new RangeError(`nMfcc must be 1 to ${nMels} (the mel bands), got ${nMfcc}`);
  const columnCount = nMfcc + (nMfcc % 2);
  const wide = workspace.allocateMatrix(frameCount, columnCount);
  const { top } = workspace;
  workspace.kernels.projectDense(logMel.pointer, frameCount, nMels, workspace.put(basis), columnCount, wide.pointer);
  workspace.release(top);
  return nMfcc === columnCount ? wide : dropLastColumn(workspace, wide);
}

/** Moves the rows together in place. */
function dropLastColumn(workspace: Workspace, matrix: HeapMatrix): HeapMatrix {
  const { pointer, frameCount, columnCount } = matrix;
  const values = workspace.viewMatrix(matrix);
  for (let frame = 1; frame < frameCount; frame++) {
    const start = frame * columnCount;
    values.copyWithin(frame * (columnCount - 1), start, start + columnCount - 1);
  }
  return { pointer, frameCount, columnCount: columnCount - 1 };
}
