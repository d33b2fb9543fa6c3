import { type HeapMatrix, inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';

/**
 * The orthonormal DCT-II (`scipy.fft.dct(type=2, norm='ortho')`) as a matrix, inputs × outputs, row-major. The number
 * of columns is even: an odd `outputCount` gets one column of zeros.
 */
export function dctBasis(outputCount: number, inputCount: number): Float64Array {
  const columnCount = outputCount + (outputCount % 2);
  const basis = new Float64Array(inputCount * columnCount);
  for (let k = 0; k < outputCount; k++) {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / inputCount);
    for (let n = 0; n < inputCount; n++) {
      basis[n * columnCount + k] = scale * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * inputCount));
    }
  }
  return basis;
}

/**
 * Mel-frequency cepstral coefficients of a log-mel spectrogram: DCT-II, orthonormal, no lifter, as
 * `librosa.feature.mfcc(S=…)`.
 * @param logMel frames × mel bands, in dB
 * @param nMfcc coefficients to keep, at most the number of bands
 * @returns frames × nMfcc
 * @throws RangeError when there are fewer bands than coefficients
 */
export function mfcc(logMel: FrameMatrix, nMfcc: number): FrameMatrix {
  return inWorkspace((workspace) =>
    workspace.takeMatrix(mfccIn(workspace, workspace.putMatrix(logMel), nMfcc, dctBasis(nMfcc, logMel.columnCount))),
  );
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
