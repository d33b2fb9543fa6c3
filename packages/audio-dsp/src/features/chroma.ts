import { type HeapMatrix, inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';

export const N_CHROMA = 12;

/** For every bin the chroma classes it feeds: `weights[bin * nChroma + class]`. */
export interface ChromaFilterbank {
  readonly binCount: number;
  readonly nChroma: number;
  readonly weights: Float64Array;
}

export interface ChromaFilterbankOptions {
  /** Pitch classes to the octave, even. Default 12. */
  readonly nChroma?: number;
  /** Centre of the weighting over octaves, in octaves above 27.5 Hz. Default 5. */
  readonly ctroct?: number;
  /** Standard deviation of that weighting, in octaves; null: all octaves alike. Default 2. */
  readonly octwidth?: number | null;
  /** Norm of each bin's weights: p above 0, Infinity included; null: as they are. Default 2. */
  readonly norm?: number | null;
  /** Classes start at C; otherwise at A. Default true. */
  readonly baseC?: boolean;
}

/**
 * Maps the bins of a spectrum to pitch classes, each bin a Gaussian over classes weighted by a Gaussian over octaves
 * around the fifth, as `librosa.filters.chroma` with its parameters and defaults.
 * @param tuning deviation from A440 in fractions of a class. Default 0
 * @throws RangeError for an odd number of classes
 */
export function chromaFilterbank(
  sampleRateHz: number,
  nFft: number,
  tuning = 0,
  options: ChromaFilterbankOptions = {},
): ChromaFilterbank {
  const { nChroma = N_CHROMA, ctroct = 5, octwidth = 2, norm = 2, baseC = true } = options;
  if (!Number.isInteger(nChroma) || nChroma < 2 || nChroma % 2 !== 0) {
    throw new RangeError(`nChroma must be an even number, got ${nChroma}`);
  }
  const binCount = Math.floor(nFft / 2) + 1;
  const a440 = 440 * 2 ** (tuning / nChroma);
  const position = (bin: number) => nChroma * Math.log2((bin * sampleRateHz) / nFft / (a440 / 16));
  // A place for DC: one and a half octaves under the first bin.
  const positions = Array.from({ length: binCount + 1 }, (_, bin) =>
    bin === 0 ? position(1) - 1.5 * nChroma : position(bin),
  );
  // Class 0 of the formula is A.
  const rotation = baseC ? 3 * Math.floor(nChroma / 12) : 0;
  const weights = new Float64Array(binCount * nChroma);
  for (let bin = 0; bin < binCount; bin++) {
    const width = Math.max(positions[bin + 1] - positions[bin], 1);
    const scale = octwidth === null ? 1 : Math.exp(-0.5 * ((positions[bin] / nChroma - ctroct) / octwidth) ** 2);
    const row = weights.subarray(bin * nChroma, (bin + 1) * nChroma);
    fillBin(row, positions[bin], width, rotation);
    const factor = norm === null ? scale : scale / lengthOf(row, norm);
    for (let i = 0; i < nChroma; i++) row[i] *= factor;
  }
  return { binCount, nChroma, weights };
}

/**
 * Pitch-class energy of each frame, as `librosa.feature.chroma_stft(S=…)`, largest class 1 by default. Silent frames
 * stay zero.
 * @param spectrogram frames × bins, power or magnitude
 * @param norm Lp norm that frames are divided by; null: none. Default Infinity
 * @returns frames × nChroma, from C
 * @throws RangeError when the bank was made for another number of bins
 */
export function chromaStft(
  spectrogram: FrameMatrix,
  filterbank: ChromaFilterbank,
  norm: number | null = Number.POSITIVE_INFINITY,
): FrameMatrix {
  return inWorkspace((workspace) =>
    workspace.takeMatrix(chromaStftIn(workspace, workspace.putMatrix(spectrogram), filterbank, norm)),
  );
}

/** `chromaStft` of a matrix in the workspace. */
export function chromaStftIn(
  workspace: Workspace,
  spectrogram: HeapMatrix,
  filterbank: ChromaFilterbank,
  norm: number | null = Number.POSITIVE_INFINITY,
): HeapMatrix {
  const { pointer, frameCount, columnCount } = spectrogram;
  if (columnCount !== filterbank.binCount) {
    throw new RangeError(`the filter bank has ${filterbank.binCount} bins, the spectrogram ${columnCount}`);
  }
  const chroma = workspace.allocateMatrix(frameCount, filterbank.nChroma);
  const { top } = workspace;
  const weights = workspace.put(filterbank.weights);
  workspace.kernels.projectDense(pointer, frameCount, columnCount, weights, filterbank.nChroma, chroma.pointer);
  workspace.release(top);
  if (norm !== null) normaliseFrames({ ...chroma, values: workspace.viewMatrix(chroma) }, norm);
  return chroma;
}

/** Divides every frame by its Lp norm, in place, as `librosa.util.normalize`; frames of (nearly) nothing stay. */
export function normaliseFrames({ frameCount, columnCount, values }: FrameMatrix, p: number): void {
  for (let frame = 0; frame < frameCount; frame++) {
    const row = values.subarray(frame * columnCount, (frame + 1) * columnCount);
    const length = lengthOf(row, p);
    if (length < 1.1754943508222875e-38) continue;
    for (let i = 0; i < columnCount; i++) row[i] /= length;
  }
}

function lengthOf(row: Float64Array, p: number): number {
  let sum = 0;
  if (p === Number.POSITIVE_INFINITY) {
    for (let i = 0; i < row.length; i++) sum = Math.max(sum, Math.abs(row[i]));
    return sum;
  }
  if (p === 2) {
    for (let i = 0; i < row.length; i++) sum += row[i] * row[i];
    return Math.sqrt(sum);
  }
  if (!(p > 0)) throw new RangeError(`norm must be positive, got ${p}`);
  for (let i = 0; i < row.length; i++) sum += Math.abs(row[i]) ** p;
  return sum ** (1 / p);
}

/** Gaussian over the pitch classes around `position`. */
function fillBin(row: Float64Array, position: number, width: number, rotation: number): void {
  const count = row.length;
  const half = count / 2;
  for (let pitchClass = 0; pitchClass < count; pitchClass++) {
    const turned = (((position - pitchClass + half) % count) + count) % count;
    const distance = (2 * (turned - half)) / width;
    // Beyond nine widths the bump is below the rounding of the row's length.
    const bump = Math.abs(distance) > 9 ? 0 : Math.exp(-0.5 * distance * distance);
    row[(pitchClass + count - rotation) % count] = bump;
  }
}
