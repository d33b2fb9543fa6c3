import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import type { MelFilterbank } from './mel-filterbank.js';

/**
 * Energy in each mel band, as `librosa.feature.melspectrogram(S=…)`.
 * @param powerSpectrogram frames × bins
 * @returns frames × nMels
 */
export function melSpectrogram(powerSpectrogram: FrameMatrix, filterbank: MelFilterbank): FrameMatrix {
  const { nMels, firstBins, offsets, weights } = filterbank;
  const { frameCount, columnCount, values } = powerSpectrogram;
  if (columnCount !== filterbank.binCount) {
    throw new RangeError(`the filter bank has ${filterbank.binCount} bins, the spectrogram ${columnCount}`);
  }
  const mel = createFrameMatrix(frameCount, nMels);
  for (let frame = 0, out = 0; frame < frameCount; frame++) {
    const base = frame * columnCount;
    for (let band = 0; band < nMels; band++, out++) {
      let energy = 0;
      let bin = base + firstBins[band];
      const end = offsets[band + 1];
      for (let w = offsets[band]; w < end; w++, bin++) energy += weights[w] * values[bin];
      mel.values[out] = energy;
    }
  }
  return mel;
}
