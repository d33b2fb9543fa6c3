/** a · b + c, rounded once where the build has relaxed SIMD. */
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** tanh by Eigen's rational approximation; |error| < 4e-7, NaN stays NaN. */
export function tanhOf(v: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(v, f32x4.splat(7.905311107635498)), f32x4.splat(-7.905311107635498));
  const q = f32x4.mul(x, x);
  let p = fma(q, f32x4.splat(-2.76076847742355e-16), f32x4.splat(2.00018790482477e-13));
  p = fma(q, p, f32x4.splat(-8.60467152213735e-11));
  p = fma(q, p, f32x4.splat(5.12229709037114e-8));
  p = fma(q, p, f32x4.splat(1.48572235717979e-5));
  p = fma(q, p, f32x4.splat(6.37261928875436e-4));
  p = fma(q, p, f32x4.splat(4.89352455891786e-3));
  let d = fma(q, f32x4.splat(1.19825839466702e-6), f32x4.splat(1.18534705686654e-4));
  d = fma(q, d, f32x4.splat(2.268434632439e-3));
  d = fma(q, d, f32x4.splat(4.89352518554385e-3));
  return f32x4.div(f32x4.mul(x, p), d);
}

/** 1 / (1 + e⁻ᵛ) */
export function sigmoidOf(v: v128): v128 {
  const half = f32x4.splat(0.5);
  return fma(tanhOf(f32x4.mul(v, half)), half, half);
}

/** Sum of the four lanes. */
export function laneSum(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}
