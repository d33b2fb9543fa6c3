import { besselI0, kaiserSinc } from './kaiser-lowpass.js';

/**
 * Band edges and Kaiser shapes of the `soxr_hq` quality class, which `librosa.load` and `librosa.resample` use:
 * pass-band to 0.9137 of the lower Nyquist frequency, nothing from it on, about 126 dB of attenuation (20 bits).
 * The numbers follow from that specification by Kaiser's design formulas and reproduce the measured impulse response
 * of `soxr_hq` to 1e-7.
 */
const PASS_BAND_END = 0.9137436532733066;
const SHARP_ALONE = { beta: 13.040035757464574, widthFactor: 8.302342035109922 };
/** Where a second stage adds its own ripple, both get 6 dB more. */
const SHARP_BEFORE_INTERPOLATION = { beta: 13.711204171876062, widthFactor: 8.729521709030287 };
const INTERPOLATION = { beta: 14.058638741903037, widthFactor: 8.950692527932636 };
/** The interpolating filter may be 0.01 dB down at the end of the pass-band, which keeps it short. */
const INTERPOLATION_ROLL_OFF = 0.8742128403268736;

/** How the output positions relate to the signal after the sharp filter. */
export type Interpolation =
  /** Every `step`-th filtered sample is an output. */
  | { readonly kind: 'decimate'; readonly step: number }
  /** Outputs lie at multiples of `numerator / phaseCount` filtered samples: each uses one of `phaseCount` filters. */
  | { readonly kind: 'rational'; readonly numerator: number; readonly bank: PhaseBank }
  /** Outputs lie at multiples of `step` filtered samples; filters between two phases are interpolated. */
  | { readonly kind: 'irrational'; readonly step: number; readonly bank: PhaseBank };

/** Filters for `phaseCount` + 1 positions between two samples: `coefficients[phase * tapCount + tap]`. */
export interface PhaseBank {
  readonly phaseCount: number;
  /** Even: taps lie tapCount/2 − 1 samples before to tapCount/2 after the position's whole part. */
  readonly tapCount: number;
  readonly coefficients: Float64Array;
}

export interface ResamplePlan {
  /** Zeros put between samples before the sharp filter: 1 none, 2 doubles the rate. */
  readonly upFactor: number;
  /** Impulse response at the raised rate, odd length, symmetric, gain `upFactor`. */
  readonly sharp: Float64Array;
  readonly interpolation: Interpolation;
}

const MAX_PHASES = 2048;
const IRRATIONAL_PHASES = 512;

/** Filters for a change of rate by `inputRateHz / outputRateHz`. */
export function planResampling(inputRateHz: number, outputRateHz: number): ResamplePlan {
  const fraction = findFraction(outputRateHz / inputRateHz);
  if (fraction !== null && isSmall(fraction)) {
    const { up, down } = fraction;
    return {
      upFactor: up,
      sharp: designSharp(Math.max(up, down), up, SHARP_ALONE),
      interpolation: { kind: 'decimate', step: down },
    };
  }
  const ratio = inputRateHz / outputRateHz;
  const upFactor = ratio >= 2 ? 1 : 2;
  const bandDivisor = ratio < 1 ? upFactor : upFactor * ratio;
  return {
    upFactor,
    sharp: designSharp(bandDivisor, upFactor, SHARP_BEFORE_INTERPOLATION),
    interpolation: planInterpolation(fraction, ratio, upFactor, bandDivisor),
  };
}

/** Fractions for which one filter at the common rate is cheaper than two. */
function isSmall({ up, down }: { up: number; down: number }): boolean {
  return Math.max(up, down) < 5 || up * down < 6;
}

function planInterpolation(
  fraction: { up: number; down: number } | null,
  ratio: number,
  upFactor: number,
  bandDivisor: number,
): Interpolation {
  const passEnd = PASS_BAND_END / bandDivisor;
  const stopStart = 1 / bandDivisor;
  // Images of the band start at 2 minus its edge; the sharp filter has already removed what lies between.
  const imageStart = 2 - (passEnd + (stopStart - passEnd) * 0.7);
  const bandEnd = imageStart - (imageStart - passEnd) / INTERPOLATION_ROLL_OFF;
  const isUpsampling = ratio < 1;
  if (fraction === null) {
    const bank = designPhaseBank(bandEnd, imageStart, IRRATIONAL_PHASES, isUpsampling);
    return { kind: 'irrational', step: ratio * upFactor, bank };
  }
  const divisor = greatestCommonDivisor(fraction.down * upFactor, fraction.up);
  const bank = designPhaseBank(bandEnd, imageStart, fraction.up / divisor, isUpsampling);
  return { kind: 'rational', numerator: (fraction.down * upFactor) / divisor, bank };
}

/** @param bandDivisor ratio of the filter's own Nyquist frequency to the lower of the two signals' */
function designSharp(
  bandDivisor: number,
  gain: number,
  shape: { readonly beta: number; readonly widthFactor: number },
): Float64Array {
  const halfTransition = (0.5 * (1 - PASS_BAND_END)) / bandDivisor;
  const cutoff = 1 / bandDivisor - halfTransition;
  const estimate = Math.ceil(shape.widthFactor / halfTransition + 1);
  const tapCount = Math.floor((estimate + 2) / 4) * 4 + 1;
  const centre = (tapCount - 1) / 2;
  return Float64Array.from(
    { length: tapCount },
    (_, i) => gain * kaiserSinc(i - centre, cutoff, centre + 0.5, shape.beta),
  );
}

/** @param mayBeOdd an odd number of taps saves one; the bank then holds an extra zero to stay even */
function designPhaseBank(bandEnd: number, imageStart: number, phaseCount: number, mayBeOdd: boolean): PhaseBank {
  const halfTransition = 0.5 * (imageStart - bandEnd);
  const cutoff = imageStart - halfTransition;
  const taps = Math.floor(INTERPOLATION.widthFactor / halfTransition + 1 / phaseCount) + 1;
  const tapCount = taps + (taps % 2);
  const coefficients = new Float64Array((phaseCount + 1) * tapCount);
  const halfWidth = (mayBeOdd ? taps : tapCount) / 2 - 0.25 / phaseCount;
  const scale = 1 / besselI0(INTERPOLATION.beta);
  for (let phase = 0; phase <= phaseCount; phase++) {
    for (let tap = 0; tap < tapCount; tap++) {
      const x = tap - (tapCount / 2 - 1) - phase / phaseCount;
      const y = x / halfWidth;
      if (Math.abs(y) >= 1) continue;
      const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
      coefficients[phase * tapCount + tap] = sinc * besselI0(INTERPOLATION.beta * Math.sqrt(1 - y * y)) * scale;
    }
  }
  return { phaseCount, tapCount, coefficients };
}

/**
 * output / input in lowest terms, found by its continued fraction; null where no fraction of at most `MAX_PHASES` phases
 * equals it to rounding.
 */
function findFraction(ratio: number): { up: number; down: number } | null {
  let [up, previousUp, down, previousDown] = [Math.floor(ratio), 1, 1, 0];
  let rest = ratio - Math.floor(ratio);
  while (up <= MAX_PHASES && Number.isSafeInteger(down)) {
    if (up > 0 && Math.abs(up / down / ratio - 1) < 1e-13) return { up, down };
    if (rest === 0) return null;
    const term = Math.floor(1 / rest);
    rest = 1 / rest - term;
    [up, previousUp] = [term * up + previousUp, up];
    [down, previousDown] = [term * down + previousDown, down];
  }
  return null;
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
