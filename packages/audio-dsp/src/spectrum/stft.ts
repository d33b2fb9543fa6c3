import { type ComplexSpectrogram, createFrameMatrix, type FrameMatrix } from './frame-matrix.js';
import { RealFft } from './real-fft.js';
import { hannWindow, padCenter } from './window.js';

export interface StftOptions {
  /** Samples a transform reads, a power of two. */
  readonly nFft: number;
  /** Samples from frame to frame. Default: winLength / 4. */
  readonly hopLength?: number | undefined;
  /** Length of the periodic Hann window, centred in nFft. Default: nFft. */
  readonly winLength?: number | undefined;
  /** Frame t is centred on sample t · hopLength, with zeros beyond both ends. Default true. */
  readonly center?: boolean | undefined;
}

/**
 * Short-time Fourier transform with a periodic Hann window, as `librosa.stft` (0.11: zero padding).
 * An instance keeps window, twiddles and scratch of one setting; it may be used for any number of signals.
 */
export class Stft {
  readonly nFft: number;
  readonly hopLength: number;
  readonly winLength: number;
  readonly center: boolean;
  readonly binCount: number;
  /** Analysis window, nFft values. */
  readonly window: Float64Array;
  readonly fft: RealFft;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  #padded = new Float64Array(0);

  /** @throws RangeError for an nFft that is no power of two, a window longer than it, or a hop below 1 */
  constructor(options: StftOptions) {
    this.nFft = options.nFft;
    this.winLength = options.winLength ?? options.nFft;
    this.hopLength = options.hopLength ?? Math.max(1, Math.floor(this.winLength / 4));
    this.center = options.center ?? true;
    if (!Number.isInteger(this.hopLength) || this.hopLength < 1) {
      throw new RangeError(`hopLength must be a positive integer, got ${this.hopLength}`);
    }
    this.fft = new RealFft(this.nFft);
    this.binCount = this.fft.binCount;
    this.window = padCenter(hannWindow(this.winLength), this.nFft);
    this.#re = new Float64Array(this.binCount);
    this.#im = new Float64Array(this.binCount);
  }

  /** Frames of a signal: 1 + ⌊length / hop⌋ when centred; a shorter signal than nFft gives none otherwise. */
  frameCountOf(sampleCount: number): number {
    const padded = this.center ? sampleCount + 2 * Math.floor(this.nFft / 2) : sampleCount;
    return padded < this.nFft ? 0 : 1 + Math.floor((padded - this.nFft) / this.hopLength);
  }

  /** Complex spectrogram, frames × (nFft/2 + 1). */
  complex(samples: Float32Array | Float64Array): ComplexSpectrogram {
    const frameCount = this.frameCountOf(samples.length);
    const re = new Float64Array(frameCount * this.binCount);
    const im = new Float64Array(frameCount * this.binCount);
    this.#forEachFrame(samples, frameCount, (frame) => {
      re.set(this.#re, frame * this.binCount);
      im.set(this.#im, frame * this.binCount);
    });
    return { frameCount, binCount: this.binCount, re, im };
  }

  /** |STFT|², frames × (nFft/2 + 1). */
  power(samples: Float32Array | Float64Array): FrameMatrix {
    const matrix = createFrameMatrix(this.frameCountOf(samples.length), this.binCount);
    const { values } = matrix;
    const [re, im] = [this.#re, this.#im];
    this.#forEachFrame(samples, matrix.frameCount, (frame) => {
      for (let bin = 0, at = frame * this.binCount; bin < re.length; bin++, at++) {
        values[at] = re[bin] * re[bin] + im[bin] * im[bin];
      }
    });
    return matrix;
  }

  #forEachFrame(samples: Float32Array | Float64Array, frameCount: number, visit: (frame: number) => void): void {
    const signal = this.center ? this.#pad(samples) : samples;
    for (let frame = 0; frame < frameCount; frame++) {
      this.fft.forwardWindowed(signal, frame * this.hopLength, this.window, this.#re, this.#im);
      visit(frame);
    }
  }

  #pad(samples: Float32Array | Float64Array): Float64Array {
    const margin = Math.floor(this.nFft / 2);
    const length = samples.length + 2 * margin;
    if (this.#padded.length < length) this.#padded = new Float64Array(length);
    this.#padded.set(samples, margin);
    // Left of the samples nothing was ever written; right of them an earlier, longer signal may remain.
    this.#padded.fill(0, margin + samples.length, length);
    return this.#padded;
  }
}
