/**
 * Elementary functions from IEEE additions and multiplications alone. Engines are free to compute `Math.sin` and
 * `Math.exp` as they like; a corpus that must have the same bytes everywhere cannot rest on that.
 */

export const LN2 = Math.LN2;

const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** sin x, within 1e-14 for |x| < 1000. */
export function sine(x: number): number {
  const quarter = Math.round(x / HALF_PI_HIGH);
  const rest = x - quarter * HALF_PI_HIGH - quarter * HALF_PI_LOW;
  switch (quarter & 3) {
    case 0:
      return sineNearZero(rest);
    case 1:
      return cosineNearZero(rest);
    case 2:
      return -sineNearZero(rest);
    default:
      return -cosineNearZero(rest);
  }
}

/** cos x, within 1e-12 for |x| < 1000. */
export function cosine(x: number): number {
  return sine(x + Math.PI / 2);
}

/** e^x, within 1e-14 relative, for |x| < 40. @throws RangeError outside. */
export function exponential(x: number): number {
  if (!(Math.abs(x) < 40)) throw new RangeError(`exponential is made for |x| < 40, got ${x}`);
  const doublings = Math.round(x / LN2_HIGH);
  const rest = x - doublings * LN2_HIGH - doublings * LN2_LOW;
  let sum = 1;
  for (let n = 14; n >= 1; n--) sum = 1 + (sum * rest) / n;
  return sum * POWERS_OF_TWO[doublings + 64];
}

/** The amplitude ratio of a level difference in dB. */
export function decibelsToGain(decibels: number): number {
  return exponential(decibels * 0.11512925464970229);
}

/** The frequency ratio of a musical interval in semitones. */
export function semitonesToRatio(semitones: number): number {
  return exponential(semitones * 0.057762265046662105);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

const POWERS_OF_TWO = Float64Array.from({ length: 129 }, () => 1);
for (let k = 1; k <= 64; k++) {
  POWERS_OF_TWO[64 + k] = POWERS_OF_TWO[63 + k] * 2;
  POWERS_OF_TWO[64 - k] = POWERS_OF_TWO[65 - k] / 2;
}

function sineNearZero(r: number): number {
  const s = r * r;
  let sum = 1;
  for (let n = 16; n >= 2; n -= 2) sum = 1 - (sum * s) / (n * (n + 1));
  return r * sum;
}

function cosineNearZero(r: number): number {
  const s = r * r;
  let sum = 1;
  for (let n = 17; n >= 1; n -= 2) sum = 1 - (sum * s) / (n * (n + 1));
  return sum;
}
