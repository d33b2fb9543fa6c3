import { requireFinite } from '../finite-audio.js';
import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { Resampler } from '../resample/resampler.js';
import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import { realFft } from '../spectrum/real-fft.js';
import { hannWindow } from '../spectrum/window.js';

export interface ConstantQOptions {
  readonly sampleRateHz: number;
  /** A multiple of 2^(octaves − 1). Default 512. */
  readonly hopLength?: number;
  /** Lowest frequency before tuning. Default C1, 32.7 Hz. */
  readonly fMinHz?: number;
  readonly octaveCount?: number;
  /** Default 36. */
  readonly binsPerOctave?: number;
  /** Deviation from A440 in fractions of a bin. Default 0. */
  readonly tuning?: number;
}

export const C1_HZ = 440 * 2 ** (-45 / 12);
/** Smallest parts of a filter's spectrum that together hold this share of it are left out, as in librosa. */
const SPARSITY = 0.01;
/** Equivalent noise bandwidth of a Hann window, in bins (librosa's figure). */
const HANN_BANDWIDTH = 1.50018310546875;

/** Non-negligible bins of every filter of one octave. */
interface OctaveBasis {
  readonly nFft: number;
  readonly firstBins: Int32Array;
  readonly offsets: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Magnitudes of a constant-Q transform, as `np.abs(librosa.cqt(…))` (Schörkhuber and Klapuri 2010): the top octave is
 * analysed at full rate, then the signal is halved in rate for every octave below.
 * An instance keeps the filters of one setting; tuning and signals may change.
 */
export class ConstantQ {
  readonly binsPerOctave: number;
  readonly binCount: number;
  readonly #sampleRateHz: number;
  readonly #hopLength: number;
  readonly #fMinHz: number;
  readonly #octaveCount: number;
  readonly #halver = new Resampler(2, 1);
  readonly #bases = new Map<number, OctaveBasis>();

  /** @throws RangeError when the hop cannot be halved often enough or the highest bin lies beyond Nyquist */
  constructor(options: ConstantQOptions) {
    this.#sampleRateHz = options.sampleRateHz;
    this.#hopLength = options.hopLength ?? 512;
    this.#fMinHz = options.fMinHz ?? C1_HZ;
    this.#octaveCount = options.octaveCount ?? 7;
    this.binsPerOctave = options.binsPerOctave ?? 36;
    this.binCount = this.#octaveCount * this.binsPerOctave;
    if (this.#hopLength % 2 ** (this.#octaveCount - 1) !== 0) {
      throw new RangeError(`hopLength ${this.#hopLength} cannot be halved for each of ${this.#octaveCount} octaves`);
    }
    if (this.#cutoffHz(0) > this.#sampleRateHz / 2) {
      throw new RangeError(`the highest constant-Q bin lies beyond ${this.#sampleRateHz / 2} Hz: use fewer octaves`);
    }
  }

  /**
   * @param tuning deviation from A440 in fractions of a bin
   * @returns frames × (octaves · binsPerOctave), lowest bin first
   * @throws NonFiniteAudioError
   */
  magnitudes(samples: Float32Array | Float64Array, tuning = 0): FrameMatrix {
    requireFinite(samples);
    const early = this.#earlyHalvings(tuning);
    let signal: Float64Array = new Float64Array(samples);
    for (let i = 0; i < early; i++) signal = this.#halve(signal);
    const rateHz = this.#sampleRateHz / 2 ** early;
    const topHop = this.#hopLength / 2 ** early;
    const frameCount = 1 + Math.floor(signal.length / topHop);
    const result = createFrameMatrix(frameCount, this.binCount);
    for (let octave = 0; octave < this.#octaveCount; octave++) {
      // Octave by octave frequency and rate halve together, so that all share one set of filters.
      const basis = this.#basisFor(rateHz, tuning);
      const firstColumn = this.binCount - (octave + 1) * this.binsPerOctave;
      const hop = topHop / 2 ** octave;
      this.#analyseOctave(signal, basis, hop, result, firstColumn, 2 ** (octave / 2));
      if (octave < this.#octaveCount - 1) signal = this.#halve(signal);
    }
    this.#scaleByLengths(result, rateHz, tuning);
    return result;
  }

  #halve(signal: Float64Array): Float64Array {
    const halved = this.#halver.resample(signal);
    for (let i = 0; i < halved.length; i++) halved[i] *= Math.SQRT2;
    return halved;
  }

  #frequencyOf(bin: number, tuning: number): number {
    return this.#fMinHz * 2 ** ((bin + tuning) / this.binsPerOctave);
  }

  get #quality(): number {
    const ratio = 2 ** (2 / this.binsPerOctave);
    return (ratio + 1) / (ratio - 1);
  }

  #cutoffHz(tuning: number): number {
    return this.#frequencyOf(this.binCount - 1, tuning) * (1 + (0.5 * HANN_BANDWIDTH) / this.#quality);
  }

  /** How often the rate may be halved before the first octave without losing its top. */
  #earlyHalvings(tuning: number): number {
    const byBand = Math.max(0, Math.ceil(Math.log2(this.#sampleRateHz / 2 / this.#cutoffHz(tuning))) - 2);
    let twos = 0;
    for (let hop = this.#hopLength; hop % 2 === 0; hop /= 2) twos++;
    return Math.min(byBand, Math.max(0, twos - this.#octaveCount + 1));
  }

  /** Filters of the top octave at `rateHz`. */
  #basisFor(rateHz: number, tuning: number): OctaveBasis {
    const key = Math.round(tuning * 1e4);
    let basis = this.#bases.get(key);
    if (basis === undefined) {
      const frequencies = Array.from({ length: this.binsPerOctave }, (_, i) =>
        this.#frequencyOf(this.binCount - this.binsPerOctave + i, tuning),
      );
      basis = makeOctaveBasis(frequencies, rateHz, this.#quality);
      this.#bases.set(key, basis);
    }
    return basis;
  }

  #analyseOctave(
    signal: Float64Array,
    basis: OctaveBasis,
    hop: number,
    result: FrameMatrix,
    firstColumn: number,
    scale: number,
  ): void {
    const { frameCount, columnCount, values } = result;
    const filterCount = this.binsPerOctave;
    inWorkspace((workspace) => {
      const spectrum = rectangularStft(workspace, signal, basis.nFft, hop, frameCount);
      const [rr, ii, ri, ir] = [
        project(workspace, spectrum.re, frameCount, basis, basis.re),
        project(workspace, spectrum.im, frameCount, basis, basis.im),
        project(workspace, spectrum.im, frameCount, basis, basis.re),
        project(workspace, spectrum.re, frameCount, basis, basis.im),
      ].map((pointer) => workspace.view(pointer, frameCount * filterCount));
      for (let frame = 0, at = 0; frame < frameCount; frame++) {
        const out = frame * columnCount + firstColumn;
        for (let filter = 0; filter < filterCount; filter++, at++) {
          const re = rr[at] - ii[at];
          const im = ri[at] + ir[at];
          values[out + filter] = scale * Math.sqrt(re * re + im * im);
        }
      }
    });
  }

  #scaleByLengths({ frameCount, columnCount, values }: FrameMatrix, rateHz: number, tuning: number): void {
    const factors = Float64Array.from({ length: columnCount }, (_, bin) =>
      Math.sqrt(this.#frequencyOf(bin, tuning) / (this.#quality * rateHz)),
    );
    for (let i = 0; i < frameCount * columnCount; i++) values[i] *= factors[i % columnCount];
  }
}

/** Spectra of centred frames under no window; a signal cut one frame short by halving is continued with zeros. */
function rectangularStft(
  workspace: Workspace,
  signal: Float64Array,
  nFft: number,
  hop: number,
  frameCount: number,
): { re: number; im: number } {
  const binCount = nFft / 2 + 1;
  const re = workspace.allocate(frameCount * binCount);
  const im = workspace.allocate(frameCount * binCount);
  const plan = workspace.putFftPlan(nFft);
  const needed = Math.max(signal.length, (frameCount - 1) * hop) + nFft;
  const padded = workspace.allocateZeros(needed);
  workspace.view(padded, needed).set(signal, nFft / 2);
  workspace.kernels.forwardFrames(padded, 0, hop, frameCount, plan, nFft, re, im);
  return { re, im };
}

/** Sums of every filter's weights times its bins. @returns where frames × filters of them lie */
function project(
  workspace: Workspace,
  matrix: number,
  frameCount: number,
  basis: OctaveBasis,
  weights: Float64Array,
): number {
  const filterCount = basis.firstBins.length;
  const out = workspace.allocate(frameCount * filterCount);
  const { top } = workspace;
  const firstBins = workspace.putIntegers(basis.firstBins);
  const offsets = workspace.putIntegers(basis.offsets);
  const pointer = workspace.put(weights);
  workspace.kernels.projectBands(matrix, frameCount, basis.nFft / 2 + 1, filterCount, firstBins, offsets, pointer, out);
  workspace.release(top);
  return out;
}

function makeOctaveBasis(frequencies: readonly number[], rateHz: number, quality: number): OctaveBasis {
  const lengths = frequencies.map((frequency) => (quality * rateHz) / frequency);
  const nFft = 2 ** Math.ceil(Math.log2(Math.max(...lengths)));
  const firstBins = new Int32Array(frequencies.length);
  const offsets = new Int32Array(frequencies.length + 1);
  const re: number[] = [];
  const im: number[] = [];
  frequencies.forEach((frequency, filter) => {
    const spectrum = waveletSpectrum(frequency, lengths[filter], rateHz, nFft);
    const { first, end } = sparsify(spectrum);
    firstBins[filter] = first;
    for (let bin = first; bin < end; bin++) {
      re.push(spectrum.re[bin]);
      im.push(spectrum.im[bin]);
    }
    // Weights are read in pairs.
    if (re.length % 2 === 1) {
      re.push(0);
      im.push(0);
    }
    offsets[filter + 1] = re.length;
  });
  return { nFft, firstBins, offsets, re: Float64Array.from(re), im: Float64Array.from(im) };
}

/** Non-negative frequencies of a Hann-windowed complex exponential of unit L1 norm, centred in nFft samples. */
function waveletSpectrum(frequency: number, length: number, rateHz: number, nFft: number) {
  const start = Math.floor(-length / 2);
  const count = Math.ceil(Math.floor(length / 2) - start);
  const window = hannWindow(count);
  const norm = window.reduce((sum, value) => sum + value, 0);
  const cosine = new Float64Array(nFft);
  const sine = new Float64Array(nFft);
  const offset = Math.floor((nFft - count) / 2);
  for (let i = 0; i < count; i++) {
    const angle = ((start + i) * 2 * Math.PI * frequency) / rateHz;
    const weight = ((window[i] / norm) * length) / nFft;
    cosine[offset + i] = weight * Math.cos(angle);
    sine[offset + i] = weight * Math.sin(angle);
  }
  const [a, b] = [realFft(cosine), realFft(sine)];
  // FFT(cos + i sin), bin by bin.
  return { re: a.re.map((value, k) => value - b.im[k]), im: a.im.map((value, k) => value + b.re[k]) };
}

/** Zeroes the smallest magnitudes in place and returns the range of what remains. */
function sparsify({ re, im }: { re: Float64Array; im: Float64Array }): { first: number; end: number } {
  const magnitudes = re.map((value, k) => Math.hypot(value, im[k]));
  const sorted = magnitudes.slice().sort();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let cumulative = 0;
  let index = 0;
  while (index < sorted.length - 1) {
    cumulative += sorted[index] / total;
    if (cumulative >= SPARSITY) break;
    index++;
  }
  const threshold = sorted[index];
  let first = re.length;
  let end = 0;
  for (let k = 0; k < re.length; k++) {
    if (magnitudes[k] >= threshold) {
      first = Math.min(first, k);
      end = k + 1;
    } else {
      re[k] = 0;
      im[k] = 0;
    }
  }
  return { first, end };
}
