// Complex FFT of a power-of-two size ≥ 8: Stockham autosort, radix 4, on split parts, two doubles at a time.
// Operation for operation the same as src/kernels/scalar-fft.ts, so that both give the same bits.

/**
 * Unscaled forward transform of re, im. `twiddles` holds, for the first pass, six arrays of size/4 (w, w², w³: re, im),
 * then for each later pass six values a butterfly.
 * @returns true when the result lies in the work arrays
 */
export function complexFft(re: usize, im: usize, workRe: usize, workIm: usize, twiddles: usize, size: i32): bool {
  firstPass(size, re, im, workRe, workIm, twiddles);
  return remainingPasses(re, im, workRe, workIm, twiddles, size);
}

/** All passes after the first, whose result lies in the work arrays. */
function remainingPasses(re: usize, im: usize, workRe: usize, workIm: usize, twiddles: usize, size: i32): bool {
  let table: usize = twiddles + (((<usize>size >> 2) * 6) << 3);
  let xr = workRe;
  let xi = workIm;
  let yr = re;
  let yi = im;
  let isInWork = true;
  let length = size >> 2;
  let stride = 4;
  while (length > 4) {
    laterPass(length, stride, xr, xi, yr, yi, table);
    table += ((<usize>length >> 2) * 6) << 3;
    let held = xr;
    xr = yr;
    yr = held;
    held = xi;
    xi = yi;
    yi = held;
    isInWork = !isInWork;
    length >>= 2;
    stride <<= 2;
  }
  if (length === 4) lastPassOfFour(stride, xr, xi, yr, yi);
  else if (length === 2) lastPassOfTwo(stride, xr, xi, yr, yi);
  else return isInWork;
  return !isInWork;
}

function firstPass(length: i32, xr: usize, xi: usize, yr: usize, yi: usize, twiddles: usize): void {
  const step: usize = (<usize>length >> 2) << 3;
  const w1r = twiddles;
  const w1i = twiddles + step;
  const w2r = twiddles + 2 * step;
  const w2i = twiddles + 3 * step;
  const w3r = twiddles + 4 * step;
  const w3i = twiddles + 5 * step;
  for (let p: usize = 0, o: usize = 0; p < step; p += 16, o += 64) {
    const ar = v128.load(xr + p);
    const br = v128.load(xr + p + step);
    const cr = v128.load(xr + p + 2 * step);
    const dr = v128.load(xr + p + 3 * step);
    const ai = v128.load(xi + p);
    const bi = v128.load(xi + p + step);
    const ci = v128.load(xi + p + 2 * step);
    const di = v128.load(xi + p + 3 * step);
    const sumAcR = f64x2.add(ar, cr);
    const sumAcI = f64x2.add(ai, ci);
    const diffAcR = f64x2.sub(ar, cr);
    const diffAcI = f64x2.sub(ai, ci);
    const sumBdR = f64x2.add(br, dr);
    const sumBdI = f64x2.add(bi, di);
    const diffBdR = f64x2.sub(br, dr);
    const diffBdI = f64x2.sub(bi, di);
    const r1 = f64x2.add(diffAcR, diffBdI);
    const i1 = f64x2.sub(diffAcI, diffBdR);
    const r2 = f64x2.sub(sumAcR, sumBdR);
    const i2 = f64x2.sub(sumAcI, sumBdI);
    const r3 = f64x2.sub(diffAcR, diffBdI);
    const i3 = f64x2.add(diffAcI, diffBdR);
    const t1r = v128.load(w1r + p);
    const t1i = v128.load(w1i + p);
    const t2r = v128.load(w2r + p);
    const t2i = v128.load(w2i + p);
    const t3r = v128.load(w3r + p);
    const t3i = v128.load(w3i + p);
    const y0r = f64x2.add(sumAcR, sumBdR);
    const y0i = f64x2.add(sumAcI, sumBdI);
    const y1r = f64x2.sub(f64x2.mul(r1, t1r), f64x2.mul(i1, t1i));
    const y1i = f64x2.add(f64x2.mul(r1, t1i), f64x2.mul(i1, t1r));
    const y2r = f64x2.sub(f64x2.mul(r2, t2r), f64x2.mul(i2, t2i));
    const y2i = f64x2.add(f64x2.mul(r2, t2i), f64x2.mul(i2, t2r));
    const y3r = f64x2.sub(f64x2.mul(r3, t3r), f64x2.mul(i3, t3i));
    const y3i = f64x2.add(f64x2.mul(r3, t3i), f64x2.mul(i3, t3r));
    v128.store(yr + o, v128.shuffle<f64>(y0r, y1r, 0, 2));
    v128.store(yr + o, v128.shuffle<f64>(y2r, y3r, 0, 2), 16);
    v128.store(yr + o, v128.shuffle<f64>(y0r, y1r, 1, 3), 32);
    v128.store(yr + o, v128.shuffle<f64>(y2r, y3r, 1, 3), 48);
    v128.store(yi + o, v128.shuffle<f64>(y0i, y1i, 0, 2));
    v128.store(yi + o, v128.shuffle<f64>(y2i, y3i, 0, 2), 16);
    v128.store(yi + o, v128.shuffle<f64>(y0i, y1i, 1, 3), 32);
    v128.store(yi + o, v128.shuffle<f64>(y2i, y3i, 1, 3), 48);
  }
}

function laterPass(length: i32, stride: i32, xr: usize, xi: usize, yr: usize, yi: usize, table: usize): void {
  const quarter = length >> 2;
  const span: usize = (<usize>stride) << 3;
  const step: usize = span * quarter;
  let a: usize = 0;
  let o: usize = 0;
  for (let p = 0; p < quarter; p++, table += 48) {
    const w1r = v128.load64_splat(table);
    const w1i = v128.load64_splat(table, 8);
    const w2r = v128.load64_splat(table, 16);
    const w2i = v128.load64_splat(table, 24);
    const w3r = v128.load64_splat(table, 32);
    const w3i = v128.load64_splat(table, 40);
    for (const end: usize = a + span; a < end; a += 16, o += 16) {
      const ar = v128.load(xr + a);
      const br = v128.load(xr + a + step);
      const cr = v128.load(xr + a + 2 * step);
      const dr = v128.load(xr + a + 3 * step);
      const ai = v128.load(xi + a);
      const bi = v128.load(xi + a + step);
      const ci = v128.load(xi + a + 2 * step);
      const di = v128.load(xi + a + 3 * step);
      const sumAcR = f64x2.add(ar, cr);
      const sumAcI = f64x2.add(ai, ci);
      const diffAcR = f64x2.sub(ar, cr);
      const diffAcI = f64x2.sub(ai, ci);
      const sumBdR = f64x2.add(br, dr);
      const sumBdI = f64x2.add(bi, di);
      const diffBdR = f64x2.sub(br, dr);
      const diffBdI = f64x2.sub(bi, di);
      const r1 = f64x2.add(diffAcR, diffBdI);
      const i1 = f64x2.sub(diffAcI, diffBdR);
      const r2 = f64x2.sub(sumAcR, sumBdR);
      const i2 = f64x2.sub(sumAcI, sumBdI);
      const r3 = f64x2.sub(diffAcR, diffBdI);
      const i3 = f64x2.add(diffAcI, diffBdR);
      v128.store(yr + o, f64x2.add(sumAcR, sumBdR));
      v128.store(yi + o, f64x2.add(sumAcI, sumBdI));
      v128.store(yr + o + span, f64x2.sub(f64x2.mul(r1, w1r), f64x2.mul(i1, w1i)));
      v128.store(yi + o + span, f64x2.add(f64x2.mul(r1, w1i), f64x2.mul(i1, w1r)));
      v128.store(yr + o + 2 * span, f64x2.sub(f64x2.mul(r2, w2r), f64x2.mul(i2, w2i)));
      v128.store(yi + o + 2 * span, f64x2.add(f64x2.mul(r2, w2i), f64x2.mul(i2, w2r)));
      v128.store(yr + o + 3 * span, f64x2.sub(f64x2.mul(r3, w3r), f64x2.mul(i3, w3i)));
      v128.store(yi + o + 3 * span, f64x2.add(f64x2.mul(r3, w3i), f64x2.mul(i3, w3r)));
    }
    o += 3 * span;
  }
}

/** The last radix-4 pass, whose twiddles are all 1. */
function lastPassOfFour(stride: i32, xr: usize, xi: usize, yr: usize, yi: usize): void {
  const span: usize = (<usize>stride) << 3;
  for (let a: usize = 0; a < span; a += 16) {
    const ar = v128.load(xr + a);
    const br = v128.load(xr + a + span);
    const cr = v128.load(xr + a + 2 * span);
    const dr = v128.load(xr + a + 3 * span);
    const ai = v128.load(xi + a);
    const bi = v128.load(xi + a + span);
    const ci = v128.load(xi + a + 2 * span);
    const di = v128.load(xi + a + 3 * span);
    const sumAcR = f64x2.add(ar, cr);
    const sumAcI = f64x2.add(ai, ci);
    const diffAcR = f64x2.sub(ar, cr);
    const diffAcI = f64x2.sub(ai, ci);
    const sumBdR = f64x2.add(br, dr);
    const sumBdI = f64x2.add(bi, di);
    const diffBdR = f64x2.sub(br, dr);
    const diffBdI = f64x2.sub(bi, di);
    v128.store(yr + a, f64x2.add(sumAcR, sumBdR));
    v128.store(yi + a, f64x2.add(sumAcI, sumBdI));
    v128.store(yr + a + span, f64x2.add(diffAcR, diffBdI));
    v128.store(yi + a + span, f64x2.sub(diffAcI, diffBdR));
    v128.store(yr + a + 2 * span, f64x2.sub(sumAcR, sumBdR));
    v128.store(yi + a + 2 * span, f64x2.sub(sumAcI, sumBdI));
    v128.store(yr + a + 3 * span, f64x2.sub(diffAcR, diffBdI));
    v128.store(yi + a + 3 * span, f64x2.add(diffAcI, diffBdR));
  }
}

function lastPassOfTwo(stride: i32, xr: usize, xi: usize, yr: usize, yi: usize): void {
  const span: usize = (<usize>stride) << 3;
  for (let a: usize = 0; a < span; a += 16) {
    const b = a + span;
    const ar = v128.load(xr + a);
    const ai = v128.load(xi + a);
    const br = v128.load(xr + b);
    const bi = v128.load(xi + b);
    v128.store(yr + a, f64x2.add(ar, br));
    v128.store(yi + a, f64x2.add(ai, bi));
    v128.store(yr + b, f64x2.sub(ar, br));
    v128.store(yi + b, f64x2.sub(ai, bi));
  }
}
