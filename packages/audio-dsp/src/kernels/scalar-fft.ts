/**
 * Complex FFT as in assembly/complex-fft.ts: Stockham autosort, radix 4, on split parts of `heap`. Indices are in
 * doubles.
 * @returns true when the result lies in the work arrays
 */
export function complexFft(
  heap: Float64Array,
  re: number,
  im: number,
  workRe: number,
  workIm: number,
  twiddles: number,
  size: number,
): boolean {
  firstPass(heap, size, re, im, workRe, workIm, twiddles);
  let table = twiddles + (size >> 2) * 6;
  let [xr, xi, yr, yi] = [workRe, workIm, re, im];
  let isInWork = true;
  let length = size >> 2;
  let stride = 4;
  for (; length > 4; length >>= 2, stride <<= 2) {
    laterPass(heap, length, stride, xr, xi, yr, yi, table);
    table += (length >> 2) * 6;
    [xr, yr] = [yr, xr];
    [xi, yi] = [yi, xi];
    isInWork = !isInWork;
  }
  if (length === 4) lastPassOfFour(heap, stride, xr, xi, yr, yi);
  else if (length === 2) lastPassOfTwo(heap, stride, xr, xi, yr, yi);
  else return isInWork;
  return !isInWork;
}

function firstPass(
  heap: Float64Array,
  length: number,
  xr: number,
  xi: number,
  yr: number,
  yi: number,
  twiddles: number,
): void {
  const quarter = length >> 2;
  for (let p = 0; p < quarter; p++) {
    const t = twiddles + p;
    butterfly(
      heap,
      xr + p,
      xi + p,
      quarter,
      yr + 4 * p,
      yi + 4 * p,
      1,
      heap[t],
      heap[t + quarter],
      heap[t + 2 * quarter],
      heap[t + 3 * quarter],
      heap[t + 4 * quarter],
      heap[t + 5 * quarter],
    );
  }
}

function laterPass(
  heap: Float64Array,
  length: number,
  stride: number,
  xr: number,
  xi: number,
  yr: number,
  yi: number,
  table: number,
): void {
  const quarter = length >> 2;
  for (let p = 0, t = table; p < quarter; p++, t += 6) {
    for (let q = 0; q < stride; q++) {
      const a = stride * p + q;
      const o = 4 * stride * p + q;
      butterfly(
        heap,
        xr + a,
        xi + a,
        stride * quarter,
        yr + o,
        yi + o,
        stride,
        heap[t],
        heap[t + 1],
        heap[t + 2],
        heap[t + 3],
        heap[t + 4],
        heap[t + 5],
      );
    }
  }
}

/** One radix-4 butterfly: inputs `step` apart, outputs `stride` apart, turned by w, w², w³. */
function butterfly(
  heap: Float64Array,
  xr: number,
  xi: number,
  step: number,
  yr: number,
  yi: number,
  stride: number,
  w1r: number,
  w1i: number,
  w2r: number,
  w2i: number,
  w3r: number,
  w3i: number,
): void {
  const sumAcR = heap[xr] + heap[xr + 2 * step];
  const sumAcI = heap[xi] + heap[xi + 2 * step];
  const diffAcR = heap[xr] - heap[xr + 2 * step];
  const diffAcI = heap[xi] - heap[xi + 2 * step];
  const sumBdR = heap[xr + step] + heap[xr + 3 * step];
  const sumBdI = heap[xi + step] + heap[xi + 3 * step];
  const diffBdR = heap[xr + step] - heap[xr + 3 * step];
  const diffBdI = heap[xi + step] - heap[xi + 3 * step];
  const r1 = diffAcR + diffBdI;
  const i1 = diffAcI - diffBdR;
  const r2 = sumAcR - sumBdR;
  const i2 = sumAcI - sumBdI;
  const r3 = diffAcR - diffBdI;
  const i3 = diffAcI + diffBdR;
  heap[yr] = sumAcR + sumBdR;
  heap[yi] = sumAcI + sumBdI;
  heap[yr + stride] = r1 * w1r - i1 * w1i;
  heap[yi + stride] = r1 * w1i + i1 * w1r;
  heap[yr + 2 * stride] = r2 * w2r - i2 * w2i;
  heap[yi + 2 * stride] = r2 * w2i + i2 * w2r;
  heap[yr + 3 * stride] = r3 * w3r - i3 * w3i;
  heap[yi + 3 * stride] = r3 * w3i + i3 * w3r;
}

/** The last radix-4 pass, whose twiddles are all 1. */
function lastPassOfFour(heap: Float64Array, stride: number, xr: number, xi: number, yr: number, yi: number): void {
  for (let a = 0; a < stride; a++) {
    const sumAcR = heap[xr + a] + heap[xr + a + 2 * stride];
    const sumAcI = heap[xi + a] + heap[xi + a + 2 * stride];
    const diffAcR = heap[xr + a] - heap[xr + a + 2 * stride];
    const diffAcI = heap[xi + a] - heap[xi + a + 2 * stride];
    const sumBdR = heap[xr + a + stride] + heap[xr + a + 3 * stride];
    const sumBdI = heap[xi + a + stride] + heap[xi + a + 3 * stride];
    const diffBdR = heap[xr + a + stride] - heap[xr + a + 3 * stride];
    const diffBdI = heap[xi + a + stride] - heap[xi + a + 3 * stride];
    heap[yr + a] = sumAcR + sumBdR;
    heap[yi + a] = sumAcI + sumBdI;
    heap[yr + a + stride] = diffAcR + diffBdI;
    heap[yi + a + stride] = diffAcI - diffBdR;
    heap[yr + a + 2 * stride] = sumAcR - sumBdR;
    heap[yi + a + 2 * stride] = sumAcI - sumBdI;
    heap[yr + a + 3 * stride] = diffAcR - diffBdI;
    heap[yi + a + 3 * stride] = diffAcI + diffBdR;
  }
}

function lastPassOfTwo(heap: Float64Array, stride: number, xr: number, xi: number, yr: number, yi: number): void {
  for (let a = 0; a < stride; a++) {
    const b = a + stride;
    heap[yr + a] = heap[xr + a] + heap[xr + b];
    heap[yi + a] = heap[xi + a] + heap[xi + b];
    heap[yr + b] = heap[xr + a] - heap[xr + b];
    heap[yi + b] = heap[xi + a] - heap[xi + b];
  }
}
