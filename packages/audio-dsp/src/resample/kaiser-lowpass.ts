/** Modified Bessel function of the first kind, order zero, by its power series (exact to rounding for x ≤ 20). */
export function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

/**
 * One value of a Kaiser-windowed sinc, the impulse response of a linear-phase low-pass filter.
 * @param x distance from the centre, in samples
 * @param cutoff middle of the transition band as a share of Nyquist
 * @param halfWidth where the window ends, in samples
 */
export function kaiserSinc(x: number, cutoff: number, halfWidth: number, beta: number): number {
  const y = x / halfWidth;
  if (Math.abs(y) >= 1) return 0;
  const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
  return (sinc * besselI0(beta * Math.sqrt(1 - y * y))) / besselI0(beta);
}
