import { ComplexFft } from './complex-fft.js';

/**
 * FFT of real signals of a power-of-two size, through a complex FFT of half the size.
 * A spectrum has `binCount` = size / 2 + 1 bins, DC and Nyquist included.
 */
export class RealFft {
  readonly binCount: number;
  readonly #half: ComplexFft;
  /** e^(−2πi k/size) for k = 0 … size/4. */
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  /** @throws RangeError when `size` is no power of two of at least 2 */
  constructor(readonly size: number) {
    if (!Number.isInteger(size) || size < 2 || (size & (size - 1)) !== 0) {
      throw new RangeError(`nFft must be a power of two of at least 2, got ${size}`);
    }
    this.binCount = size / 2 + 1;
    this.#half = new ComplexFft(size / 2);
    const quarter = Math.floor(size / 4) + 1;
    this.#cos = Float64Array.from({ length: quarter }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sin = Float64Array.from({ length: quarter }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  }

  /**
   * Forward transform of `size` samples from `offset`, each multiplied by `window`, unscaled.
   * @param window `size` values
   * @param outRe, outIm `binCount` values each, written
   */
  forwardWindowed(
    signal: Float32Array | Float64Array,
    offset: number,
    window: Float64Array,
    outRe: Float64Array,
    outIm: Float64Array,
  ): void {
    const { re, im, size } = this.#half;
    for (let j = 0, i = 0, s = offset; j < size; j++, i += 2, s += 2) {
      re[j] = signal[s] * window[i];
      im[j] = signal[s + 1] * window[i + 1];
    }
    this.#finishForward(outRe, outIm);
  }

  /** Forward transform of `size` samples, unscaled. */
  forward(signal: Float32Array | Float64Array, outRe: Float64Array, outIm: Float64Array): void {
    const { re, im, size } = this.#half;
    for (let j = 0, i = 0; j < size; j++, i += 2) {
      re[j] = signal[i];
      im[j] = signal[i + 1];
    }
    this.#finishForward(outRe, outIm);
  }

  /**
   * Inverse of `forward`: `binCount` bins to `size` samples, scaled by 1/size. The imaginary parts of DC and Nyquist
   * are ignored, as in `numpy.fft.irfft`.
   */
  inverse(inRe: Float64Array, inIm: Float64Array, out: Float64Array): void {
    const { re, im, size: half } = this.#half;
    const last = half;
    // The conjugate of the packed spectrum, so that a forward transform gives the conjugate of the signal.
    re[0] = 0.5 * (inRe[0] + inRe[last]);
    im[0] = -0.5 * (inRe[0] - inRe[last]);
    for (let k = 1, j = half - 1; k <= j; k++, j--) {
      const evenR = 0.5 * (inRe[k] + inRe[j]);
      const evenI = 0.5 * (inIm[k] - inIm[j]);
      const diffR = 0.5 * (inRe[k] - inRe[j]);
      const diffI = 0.5 * (inIm[k] + inIm[j]);
      // odd = diff · conj(twiddle)
      const oddR = diffR * this.#cos[k] + diffI * this.#sin[k];
      const oddI = diffI * this.#cos[k] - diffR * this.#sin[k];
      re[k] = evenR - oddI;
      im[k] = -(evenI + oddR);
      re[j] = evenR + oddI;
      im[j] = evenI - oddR;
    }
    this.#half.transform();
    const scale = 1 / half;
    for (let j = 0, i = 0; j < half; j++, i += 2) {
      out[i] = re[j] * scale;
      out[i + 1] = -im[j] * scale;
    }
  }

  #finishForward(outRe: Float64Array, outIm: Float64Array): void {
    this.#half.transform();
    const { re, im, size: half } = this.#half;
    outRe[0] = re[0] + im[0];
    outIm[0] = 0;
    outRe[half] = re[0] - im[0];
    outIm[half] = 0;
    for (let k = 1, j = half - 1; k <= j; k++, j--) {
      const evenR = 0.5 * (re[k] + re[j]);
      const evenI = 0.5 * (im[k] - im[j]);
      const oddR = 0.5 * (im[k] + im[j]);
      const oddI = -0.5 * (re[k] - re[j]);
      const turnedR = oddR * this.#cos[k] - oddI * this.#sin[k];
      const turnedI = oddR * this.#sin[k] + oddI * this.#cos[k];
      outRe[k] = evenR + turnedR;
      outIm[k] = evenI + turnedI;
      outRe[j] = evenR - turnedR;
      outIm[j] = turnedI - evenI;
    }
  }
}
