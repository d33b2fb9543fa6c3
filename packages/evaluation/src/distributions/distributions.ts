import { erfc, logGamma, regularizedBeta } from './special-functions.js';

/** P(Z ≤ z) of the standard normal. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** z with P(Z ≤ z) = p; ∓Infinity at 0 and 1, NaN outside. */
export function normalQuantile(p: number): number {
  return quantile(p, normalCdf);
}

/** P(|T| ≥ |t|) of Student's t: the two-sided p-value, accurate far into the tails. NaN stays NaN. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) return Number.NaN;
  if (!Number.isFinite(t)) return 0;
  return regularizedBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/** The t > 0 whose two-sided p-value is `p` (0 < p < 1): the critical value of a test at level p. */
export function studentCritical(p: number, degreesOfFreedom: number): number {
  let high = 1;
  while (studentTwoSided(high, degreesOfFreedom) > p) high *= 2;
  return bisect(0, high, (t) => studentTwoSided(t, degreesOfFreedom) > p);
}

/** P(X ≤ k) of a fair coin thrown n times, summed in logarithms so that thousands of throws do not overflow. */
export function fairCoinCdf(k: number, n: number): number {
  let sum = 0;
  for (let i = 0; i <= k; i++) {
    sum += Math.exp(logGamma(n + 1) - logGamma(i + 1) - logGamma(n - i + 1) - n * Math.LN2);
  }
  return Math.min(sum, 1);
}

function quantile(p: number, cdf: (x: number) => number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  return bisect(-40, 40, (x) => cdf(x) < p);
}

/** Where `isBelow` turns false, to the last bit. */
function bisect(low: number, high: number, isBelow: (x: number) => boolean): number {
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
}
