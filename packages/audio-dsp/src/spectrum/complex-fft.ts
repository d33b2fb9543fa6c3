/**
 * Complex FFT of a power-of-two size: Stockham autosort, radix 4 (one radix-2 pass where the exponent is odd), on
 * split real and imaginary parts. Twiddles and work space are made once; `transform` allocates nothing.
 */
export class ComplexFft {
  /** Input, overwritten by the result. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly #workRe: Float64Array;
  readonly #workIm: Float64Array;
  readonly #twiddles: Float64Array;

  /** @throws RangeError when `size` is no power of two */
  constructor(readonly size: number) {
    if (!Number.isInteger(size) || size < 1 || (size & (size - 1)) !== 0) {
      throw new RangeError(`FFT size must be a power of two, got ${size}`);
    }
    this.re = new Float64Array(size);
    this.im = new Float64Array(size);
    this.#workRe = new Float64Array(size);
    this.#workIm = new Float64Array(size);
    this.#twiddles = radix4Twiddles(size);
  }

  /** In-place forward transform of `re` + i `im`, kernel e^(−2πi jk/size), unscaled. */
  transform(): void {
    let [xr, xi, yr, yi] = [this.re, this.im, this.#workRe, this.#workIm];
    let length = this.size;
    let stride = 1;
    let twiddleAt = 0;
    for (; length >= 4; length >>= 2, stride <<= 2) {
      if (stride === 1) radix4FirstPass(length, xr, xi, yr, yi, this.#twiddles);
      else radix4Pass(length, stride, xr, xi, yr, yi, this.#twiddles, twiddleAt);
      twiddleAt += (length >> 2) * 6;
      [xr, yr] = [yr, xr];
      [xi, yi] = [yi, xi];
    }
    if (length === 2) {
      radix2LastPass(stride, xr, xi, yr, yi);
      [xr, yr] = [yr, xr];
      [xi, yi] = [yi, xi];
    }
    if (xr !== this.re) {
      this.re.set(xr);
      this.im.set(xi);
    }
  }
}

/** For every radix-4 pass and butterfly: w, w², w³ as (re, im) pairs. */
function radix4Twiddles(size: number): Float64Array {
  const values: number[] = [];
  for (let length = size; length >= 4; length >>= 2) {
    for (let p = 0; p < length >> 2; p++) {
      for (let power = 1; power <= 3; power++) {
        const angle = (-2 * Math.PI * p * power) / length;
        values.push(Math.cos(angle), Math.sin(angle));
      }
    }
  }
  return Float64Array.from(values);
}

function radix4FirstPass(
  length: number,
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  twiddles: Float64Array,
): void {
  const quarter = length >> 2;
  for (let p = 0, t = 0, o = 0; p < quarter; p++, t += 6, o += 4) {
    const [b, c, d] = [p + quarter, p + 2 * quarter, p + 3 * quarter];
    const sumAcR = xr[p] + xr[c];
    const sumAcI = xi[p] + xi[c];
    const diffAcR = xr[p] - xr[c];
    const diffAcI = xi[p] - xi[c];
    const sumBdR = xr[b] + xr[d];
    const sumBdI = xi[b] + xi[d];
    const diffBdR = xr[b] - xr[d];
    const diffBdI = xi[b] - xi[d];
    const r1 = diffAcR + diffBdI;
    const i1 = diffAcI - diffBdR;
    const r2 = sumAcR - sumBdR;
    const i2 = sumAcI - sumBdI;
    const r3 = diffAcR - diffBdI;
    const i3 = diffAcI + diffBdR;
    yr[o] = sumAcR + sumBdR;
    yi[o] = sumAcI + sumBdI;
    yr[o + 1] = r1 * twiddles[t] - i1 * twiddles[t + 1];
    yi[o + 1] = r1 * twiddles[t + 1] + i1 * twiddles[t];
    yr[o + 2] = r2 * twiddles[t + 2] - i2 * twiddles[t + 3];
    yi[o + 2] = r2 * twiddles[t + 3] + i2 * twiddles[t + 2];
    yr[o + 3] = r3 * twiddles[t + 4] - i3 * twiddles[t + 5];
    yi[o + 3] = r3 * twiddles[t + 5] + i3 * twiddles[t + 4];
  }
}

function radix4Pass(
  length: number,
  stride: number,
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  twiddles: Float64Array,
  twiddleAt: number,
): void {
  const quarter = length >> 2;
  const step = stride * quarter;
  for (let p = 0, t = twiddleAt; p < quarter; p++, t += 6) {
    const w1r = twiddles[t];
    const w1i = twiddles[t + 1];
    const w2r = twiddles[t + 2];
    const w2i = twiddles[t + 3];
    const w3r = twiddles[t + 4];
    const w3i = twiddles[t + 5];
    let o = 4 * stride * p;
    for (let a = stride * p, end = a + stride; a < end; a++, o++) {
      const b = a + step;
      const c = b + step;
      const d = c + step;
      const sumAcR = xr[a] + xr[c];
      const sumAcI = xi[a] + xi[c];
      const diffAcR = xr[a] - xr[c];
      const diffAcI = xi[a] - xi[c];
      const sumBdR = xr[b] + xr[d];
      const sumBdI = xi[b] + xi[d];
      const diffBdR = xr[b] - xr[d];
      const diffBdI = xi[b] - xi[d];
      const r1 = diffAcR + diffBdI;
      const i1 = diffAcI - diffBdR;
      const r2 = sumAcR - sumBdR;
      const i2 = sumAcI - sumBdI;
      const r3 = diffAcR - diffBdI;
      const i3 = diffAcI + diffBdR;
      yr[o] = sumAcR + sumBdR;
      yi[o] = sumAcI + sumBdI;
      yr[o + stride] = r1 * w1r - i1 * w1i;
      yi[o + stride] = r1 * w1i + i1 * w1r;
      yr[o + 2 * stride] = r2 * w2r - i2 * w2i;
      yi[o + 2 * stride] = r2 * w2i + i2 * w2r;
      yr[o + 3 * stride] = r3 * w3r - i3 * w3i;
      yi[o + 3 * stride] = r3 * w3i + i3 * w3r;
    }
  }
}

function radix2LastPass(stride: number, xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array): void {
  for (let a = 0, b = stride; a < stride; a++, b++) {
    yr[a] = xr[a] + xr[b];
    yi[a] = xi[a] + xi[b];
    yr[b] = xr[a] - xr[b];
    yi[b] = xi[a] - xi[b];
  }
}
