import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';

/** Rows of the orthonormal DCT-II (`scipy.fft.dct(type=2, norm='ortho')`): outputs × inputs, row-major. */
export function dctBasis(outputCount: number, inputCount: number): Float64Array {
  const basis = new Float64Array(outputCount * inputCount);
  for (let k = 0; k < outputCount; k++) {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / inputCount);
    for (let n = 0; n < inputCount; n++) {
      basis[k * inputCount + n] = scale * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * inputCount));
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
 */
export function mfcc(
  logMel: FrameMatrix,
  nMfcc: number,
  basis: Float64Array = dctBasis(nMfcc, logMel.columnCount),
): FrameMatrix {
  const { frameCount, columnCount: nMels, values } = logMel;
  if (nMfcc < 1 || nMfcc > nMels) throw new RangeError(`nMfcc must be 1 to ${nMels} (the mel bands), got ${nMfcc}`);
  const coefficients = createFrameMatrix(frameCount, nMfcc);
  for (let frame = 0, out = 0; frame < frameCount; frame++) {
    const start = frame * nMels;
    const end = start + nMels;
    for (let k = 0, b = 0; k < nMfcc; k++, out++) {
      let sum = 0;
      for (let i = start; i < end; i++, b++) sum += basis[b] * values[i];
      coefficients.values[out] = sum;
    }
  }
  return coefficients;
}
