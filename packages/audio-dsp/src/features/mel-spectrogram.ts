import { type HeapMatrix, inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';
import type { MelFilterbank } from './mel-filterbank.js';

/**
 * Energy in each mel band, as `librosa.feature.melspectrogram(S=…)`.
 * @param powerSpectrogram frames × bins
 * @returns frames × nMels
 * @throws RangeError when the bank was made for another number of bins
 */
export function melSpectrogram(powerSpectrogram: FrameMatrix, filterbank: MelFilterbank): FrameMatrix {
  return inWorkspace((workspace) =>
    workspace.takeMatrix(melSpectrogramIn(workspace, workspace.putMatrix(powerSpectrogram), filterbank)),
  );
}

/** `melSpectrogram` of a matrix in the workspace. */
export function melSpectrogramIn(workspace: Workspace, power: HeapMatrix, filterbank: MelFilterbank): HeapMatrix {
  const { frameCount, columnCount } = power;
  if (columnCount !== filterbank.binCount) {
    throw new RangeError(`the filter bank has ${filterbank.binCount} bins, the spectrogram ${columnCount}`);
  }
  const mel = workspace.allocateMatrix(frameCount, filterbank.nMels);
  const { top } = workspace;
  const firstBins = workspace.putIntegers(filterbank.firstBins);
  const offsets = workspace.putIntegers(filterbank.offsets);
  const weights = workspace.put(filterbank.weights);
  workspace.kernels.projectBands(
    power.pointer,
    frameCount,
    columnCount,
    filterbank.nMels,
    firstBins,
    offsets,
    weights,
    mel.pointer,
  );
  workspace.release(top);
  return mel;
}
