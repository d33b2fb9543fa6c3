import { type HeapMatrix, inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';

export interface TuningOptions {
  readonly sampleRateHz: number;
  readonly nFft: number;
  /** Default 12. */
  readonly binsPerOctave?: number;
  /** Step of the answer, in fractions of a bin. Default 0.01. */
  readonly resolution?: number;
  /** Range that peaks are looked for in. Default 150 to 4,000 Hz, or to Nyquist where that is lower. */
  readonly fMinHz?: number;
  readonly fMaxHz?: number;
  /** Peaks lower than this share of the frame's largest value are ignored. Default 0.1. */
  readonly threshold?: number;
}

const DEFAULT_RESOLUTION = 0.01;

export interface PitchPeaks {
  readonly frequenciesHz: Float64Array;
  readonly magnitudes: Float64Array;
}

/**
 * Local maxima of each frame in a range of frequencies, refined by a parabola through three bins, as
 * `librosa.piptrack`. Only the peaks are returned, frame by frame.
 * @param spectrogram frames × bins, magnitude or power
 */
export function pitchPeaks(spectrogram: FrameMatrix, options: TuningOptions): PitchPeaks {
  return inWorkspace((workspace) => pitchPeaksIn(workspace, workspace.putMatrix(spectrogram), options));
}

/** `pitchPeaks` of a matrix in the workspace. */
export function pitchPeaksIn(workspace: Workspace, spectrogram: HeapMatrix, options: TuningOptions): PitchPeaks {
  const { pointer, frameCount, columnCount } = spectrogram;
  const { sampleRateHz, nFft, fMinHz = 150, fMaxHz = 4000, threshold = 0.1 } = options;
  const binHz = sampleRateHz / nFft;
  const firstBin = Math.max(1, Math.ceil(fMinHz / binHz));
  const endBin = Math.min(columnCount - 1, Math.ceil(Math.min(fMaxHz, sampleRateHz / 2) / binHz));
  // Of two neighbours at most one is a peak, so that half the bins bound the number.
  const capacity = frameCount * Math.max(0, Math.ceil((endBin - firstBin + 1) / 2));
  const { top } = workspace;
  const { kernels } = workspace;
  const maxima = workspace.allocate(frameCount);
  const places = workspace.allocate(capacity);
  const heights = workspace.allocate(capacity);
  kernels.rowMaxima(pointer, frameCount, columnCount, maxima);
  // Neighbours under the threshold count as zero in librosa; a peak is above it, so that comparing them as they are is
  // the same.
  const count = kernels.findPeaks(
    pointer,
    frameCount,
    columnCount,
    firstBin,
    endBin,
    threshold,
    maxima,
    places,
    heights,
  );
  const frequenciesHz = workspace.view(places, count).slice();
  for (let i = 0; i < count; i++) frequenciesHz[i] *= binHz;
  const magnitudes = workspace.view(heights, count).slice();
  workspace.release(top);
  return { frequenciesHz, magnitudes };
}

/**
 * How far the notes lie from A440, in fractions of a bin, −0.5…0.49 in steps of 0.01 by default: the fullest bin of the histogram
 * of the stronger half of all peaks, as `librosa.estimate_tuning(S=…)`. 0 where there is no peak.
 */
export function estimateTuning(spectrogram: FrameMatrix, options: TuningOptions): number {
  return inWorkspace((workspace) => estimateTuningIn(workspace, workspace.putMatrix(spectrogram), options));
}

/** `estimateTuning` of a matrix in the workspace. */
export function estimateTuningIn(workspace: Workspace, spectrogram: HeapMatrix, options: TuningOptions): number {
  const { frequenciesHz, magnitudes } = pitchPeaksIn(workspace, spectrogram, options);
  if (magnitudes.length === 0) return 0;
  const threshold = median(magnitudes);
  let count = 0;
  for (let i = 0; i < magnitudes.length; i++) if (magnitudes[i] >= threshold) frequenciesHz[count++] = frequenciesHz[i];
  return pitchTuning(frequenciesHz.subarray(0, count), options.binsPerOctave ?? 12, options.resolution);
}

/**
 * The fullest bin of the histogram of the deviations of `frequenciesHz` from an equal-tempered scale, as
 * `librosa.pitch_tuning`. Frequencies that are not positive are left out; 0 where none is.
 * @throws RangeError when the resolution is not in 0…1
 */
export function pitchTuning(frequenciesHz: Float64Array, binsPerOctave = 12, resolution = DEFAULT_RESOLUTION): number {
  if (!(resolution > 0 && resolution < 1)) throw new RangeError(`resolution must lie in 0…1, got ${resolution}`);
  const binCount = Math.ceil(1 / resolution);
  const counts = new Int32Array(binCount);
  let isEmpty = true;
  for (const frequencyHz of frequenciesHz) {
    if (!(frequencyHz > 0)) continue;
    isEmpty = false;
    const position = binsPerOctave * Math.log2(frequencyHz / (440 / 16));
    let residual = position - Math.floor(position);
    if (residual >= 0.5) residual -= 1;
    // The last bin of a histogram includes its upper edge.
    counts[Math.min(binCount - 1, Math.floor((residual + 0.5) * binCount))]++;
  }
  if (isEmpty) return 0;
  let fullest = 0;
  for (let bin = 1; bin < binCount; bin++) if (counts[bin] > counts[fullest]) fullest = bin;
  return -0.5 + fullest / binCount;
}

function median(values: Float64Array): number {
  const work = values.slice();
  const middle = work.length >> 1;
  const upper = selectSmallest(work, middle);
  if (work.length % 2 === 1) return upper;
  let lower = work[0];
  for (let i = 1; i < middle; i++) if (work[i] > lower) lower = work[i];
  return (lower + upper) / 2;
}

/** The value that sorting would put at `index`; smaller ones end up before it (Hoare's selection). */
function selectSmallest(work: Float64Array, index: number): number {
  let low = 0;
  let high = work.length - 1;
  while (low < high) {
    const pivot = work[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (work[i] < pivot) i++;
      while (work[j] > pivot) j--;
      if (i > j) break;
      const held = work[i];
      work[i++] = work[j];
      work[j--] = held;
    }
    if (index <= j) high = j;
    else if (index >= i) low = i;
    else break;
  }
  return work[index];
}
