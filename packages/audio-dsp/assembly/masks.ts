/** |re + i·im| of `count` (even) values. */
export function magnitudes(re: usize, im: usize, count: i32, out: usize): void {
  for (let i: usize = 0, end: usize = (<usize>count) << 3; i < end; i += 16) {
    const r = v128.load(re + i);
    const m = v128.load(im + i);
    v128.store(out + i, f64x2.sqrt(f64x2.add(f64x2.mul(r, r), f64x2.mul(m, m))));
  }
}

/**
 * Multiplies re, im by wanted² / (wanted² + other²); where both are so small that their squares vanish, by one half.
 * `count` is even.
 */
export function applySoftMask(re: usize, im: usize, wanted: usize, other: usize, count: i32): void {
  const half = f64x2.splat(0.5);
  const least = f64x2.splat(1e-290);
  for (let i: usize = 0, end: usize = (<usize>count) << 3; i < end; i += 16) {
    const a = v128.load(wanted + i);
    const b = v128.load(other + i);
    const square = f64x2.mul(a, a);
    const sum = f64x2.add(square, f64x2.mul(b, b));
    const mask = v128.bitselect(f64x2.div(square, sum), half, f64x2.gt(sum, least));
    v128.store(re + i, f64x2.mul(v128.load(re + i), mask));
    v128.store(im + i, f64x2.mul(v128.load(im + i), mask));
  }
}

/**
 * out = 1 / (1 + e^(slope · (threshold − excess))) with excess = (values − floor) / floor, −1 where the floor is zero.
 * `count` is even. e^x = 2^k · e^r, |r| ≤ ln 2 / 2, by its series; exponents beyond ±700 are cut there.
 */
export function gateMask(values: usize, floor: usize, count: i32, threshold: f64, slope: f64, out: usize): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const limit = f64x2.splat(threshold);
  const steep = f64x2.splat(slope);
  for (let i: usize = 0, end: usize = (<usize>count) << 3; i < end; i += 16) {
    const level = v128.load(floor + i);
    const ratio = f64x2.div(f64x2.sub(v128.load(values + i), level), level);
    const excess = v128.bitselect(ratio, f64x2.splat(-1), f64x2.gt(level, zero));
    const x = f64x2.mul(steep, f64x2.sub(limit, excess));
    v128.store(out + i, f64x2.div(one, f64x2.add(one, exponential(x))));
  }
}

function exponential(argument: v128): v128 {
  const x = f64x2.pmax(f64x2.splat(-700), f64x2.pmin(f64x2.splat(700), argument));
  const k = f64x2.nearest(f64x2.mul(x, f64x2.splat(Math.LOG2E)));
  // ln 2 in two parts, the first short enough that k times it is exact.
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(k, f64x2.splat(0.6931471803691238))),
    f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)),
  );
  let p = f64x2.splat(1 / 479001600.0);
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 39916800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 3628800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 362880.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 40320.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 5040.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 720.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 120.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 24.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1 / 6.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  // 2^k: k + 1023 in the exponent's place; adding 2^52 puts a whole number into the low bits.
  const biased = f64x2.add(k, f64x2.splat(4503599627370496 + 1023));
  return f64x2.mul(p, i64x2.shl(biased, 52));
}
