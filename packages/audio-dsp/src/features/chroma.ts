import { type HeapMatrix, inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';

export const N_CHROMA = 12;
const CENTRE_OCTAVE = 5;
const OCTAVE_WIDTH = 2;

/** For every bin the chroma classes it feeds: `weights[bin * 12 + class]`, classes from C. */
export interface ChromaFilterbank {
  readonly binCount: number;
  readonly weights: Float64Array;
}

/**
 * Maps the bins of a spectrum to 12 pitch classes, each bin a Gaussian over classes weighted by a Gaussian over octaves
 * around the fifth, as `librosa.filters.chroma`.
 * @param tuning deviation from A440 in fractions of a semitone
 */
export function chromaFilterbank(sampleRateHz: number, nFft: number, tuning: number): ChromaFilterbank {
  const binCount = Math.floor(nFft / 2) + 1;
  const a440 = 440 * 2 ** (tuning / N_CHROMA);
  const position = (bin: number) => N_CHROMA * Math.log2((bin * sampleRateHz) / nFft / (a440 / 16));
  // A place for DC: one and a half octaves under the first bin.
  const positions = Array.from({ length: binCount + 1 }, (_, bin) =>
    bin === 0 ? position(1) - 1.5 * N_CHROMA : position(bin),
  );
  const weights = new Float64Array(binCount * N_CHROMA);
  for (let bin = 0; bin < binCount; bin++) {
    const width = Math.max(positions[bin + 1] - positions[bin], 1);
    const octaveWeight = Math.exp(-0.5 * ((positions[bin] / N_CHROMA - CENTRE_OCTAVE) / OCTAVE_WIDTH) ** 2);
    fillBin(weights.subarray(bin * N_CHROMA, (bin + 1) * N_CHROMA), positions[bin], width, octaveWeight);
  }
  return { binCount, weights };
}

/**
 * Pitch-class energy of each frame, largest class 1, as `librosa.feature.chroma_stft(S=…)`. Silent frames stay zero.
 * @param spectrogram frames × bins, power or magnitude
 * @returns frames × 12, from C
 * @throws RangeError when the bank was made for another number of bins
 */
export function chromaStft(spectrogram: FrameMatrix, filterbank: ChromaFilterbank): FrameMatrix {
  return inWorkspace((workspace) =>
    workspace.takeMatrix(chromaStftIn(workspace, workspace.putMatrix(spectrogram), filterbank)),
  );
}

/** `chromaStft` of a matrix in the workspace. */
export function chromaStftIn(workspace: Workspace, spectrogram: HeapMatrix, filterbank: ChromaFilterbank): HeapMatrix {
  const { pointer, frameCount, columnCount } = spectrogram;
  if (columnCount !== filterbank.binCount) {
    throw new RangeError(`the filter bank has ${filterbank.binCount} bins, the spectrogram ${columnCount}`);
  }
  const chroma = workspace.allocateMatrix(frameCount, N_CHROMA);
  const { top } = workspace;
  const weights = workspace.put(filterbank.weights);
  workspace.kernels.projectDense(pointer, frameCount, columnCount, weights, N_CHROMA, chroma.pointer);
  workspace.release(top);
  normaliseFramesToPeak({ ...chroma, values: workspace.viewMatrix(chroma) });
  return chroma;
}

/** Divides every frame by its largest magnitude, in place; frames of (nearly) nothing stay as they are. */
export function normaliseFramesToPeak({ frameCount, columnCount, values }: FrameMatrix): void {
  for (let frame = 0; frame < frameCount; frame++) {
    const start = frame * columnCount;
    let peak = 0;
    for (let i = start; i < start + columnCount; i++) peak = Math.max(peak, Math.abs(values[i]));
    if (peak < 1.1754943508222875e-38) continue;
    for (let i = start; i < start + columnCount; i++) values[i] /= peak;
  }
}

/** Gaussian over the pitch classes around `position`, of Euclidean length `scale`. */
function fillBin(row: Float64Array, position: number, width: number, scale: number): void {
  const half = N_CHROMA / 2;
  let sumOfSquares = 0;
  for (let pitchClass = 0; pitchClass < N_CHROMA; pitchClass++) {
    const turned = (((position - pitchClass + half) % N_CHROMA) + N_CHROMA) % N_CHROMA;
    const distance = (2 * (turned - half)) / width;
    // Beyond nine widths the bump is below the rounding of the row's length.
    const bump = Math.abs(distance) > 9 ? 0 : Math.exp(-0.5 * distance * distance);
    sumOfSquares += bump * bump;
    // Class 0 of the formula is A; results start at C.
    row[(pitchClass + N_CHROMA - 3) % N_CHROMA] = bump;
  }
  const factor = scale / Math.sqrt(sumOfSquares);
  for (let i = 0; i < N_CHROMA; i++) row[i] *= factor;
}
