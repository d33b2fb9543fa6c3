/**
 * Splits complex values into magnitudes and unit phasors, in place: re, im become the phasor. Zero has phase 0.
 * `count` is even.
 */
export function splitPhasors(re: usize, im: usize, count: i32, magnitude: usize): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  // Smaller lengths have no reciprocal.
  const least = f64x2.splat(2.2250738585072014e-308);
  for (let i: usize = 0, end: usize = (<usize>count) << 3; i < end; i += 16) {
    const r = v128.load(re + i);
    const m = v128.load(im + i);
    const length = f64x2.sqrt(f64x2.add(f64x2.mul(r, r), f64x2.mul(m, m)));
    const isZero = f64x2.lt(length, least);
    v128.store(magnitude + i, length);
    const inverse = f64x2.div(one, length);
    v128.store(re + i, v128.bitselect(one, f64x2.mul(r, inverse), isZero));
    v128.store(im + i, v128.bitselect(zero, f64x2.mul(m, inverse), isZero));
  }
}

/**
 * One output frame of the phase vocoder: magnitudes interpolated between two frames, the running phasor written and
 * then turned by the phase difference of the two. `count` is even; where a row has an odd number of bins, one value
 * beyond it is written too.
 */
export function vocodeFrame(
  hereRe: usize,
  hereIm: usize,
  hereMagnitude: usize,
  nextRe: usize,
  nextIm: usize,
  nextMagnitude: usize,
  alpha: f64,
  turnRe: usize,
  turnIm: usize,
  outRe: usize,
  outIm: usize,
  count: i32,
): void {
  const upper = f64x2.splat(alpha);
  const lower = f64x2.splat(1 - alpha);
  const half = f64x2.splat(0.5);
  const threeHalves = f64x2.splat(1.5);
  for (let i: usize = 0, end: usize = (<usize>count) << 3; i < end; i += 16) {
    const size = f64x2.add(
      f64x2.mul(lower, v128.load(hereMagnitude + i)),
      f64x2.mul(upper, v128.load(nextMagnitude + i)),
    );
    const tr = v128.load(turnRe + i);
    const ti = v128.load(turnIm + i);
    const hr = v128.load(hereRe + i);
    const hi = v128.load(hereIm + i);
    const nr = v128.load(nextRe + i);
    const ni = v128.load(nextIm + i);
    v128.store(outRe + i, f64x2.mul(size, tr));
    v128.store(outIm + i, f64x2.mul(size, ti));
    const ar = f64x2.add(f64x2.mul(nr, hr), f64x2.mul(ni, hi));
    const ai = f64x2.sub(f64x2.mul(ni, hr), f64x2.mul(nr, hi));
    const rr = f64x2.sub(f64x2.mul(tr, ar), f64x2.mul(ti, ai));
    const ri = f64x2.add(f64x2.mul(tr, ai), f64x2.mul(ti, ar));
    // One Newton step back to length 1: rounding would otherwise grow or shrink the phasor.
    const correction = f64x2.sub(threeHalves, f64x2.mul(half, f64x2.add(f64x2.mul(rr, rr), f64x2.mul(ri, ri))));
    v128.store(turnRe + i, f64x2.mul(rr, correction));
    v128.store(turnIm + i, f64x2.mul(ri, correction));
  }
}
