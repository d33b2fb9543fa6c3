import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import { powerToDb } from './decibels.js';
import { ExtremeSums } from './extreme-sums.js';
import { roundHalfEven } from './round-half-even.js';
import type { BinScale } from './spectral-shape.js';

export const CONTRAST_BANDS = 7;

export interface SpectralContrastOptions {
  /** Upper edge of the first band, in Hz; each further band is an octave. Default 200. */
  readonly fMinHz?: number;
  /** Octave bands above the first one. Default 6. */
  readonly nBands?: number;
  /** Share of a band's bins whose mean is its peak, and its valley; between 0 and 1. Default 0.02. */
  readonly quantile?: number;
  /** Difference of magnitudes instead of levels in dB. Default false. */
  readonly linear?: boolean;
}

/** Bins of one octave band, as librosa chooses them. */
interface Band {
  readonly first: number;
  /** One past the last bin whose values are sorted. */
  readonly end: number;
  /** Values averaged at either end. */
  readonly tail: number;
}

/**
 * Level difference between peaks and valleys in octave bands, in dB, as `librosa.feature.spectral_contrast` with its
 * parameters and defaults (Jiang et al. 2002).
 * @param magnitude frames × bins
 * @returns frames × (nBands + 1), by default 7, the first for 0…200 Hz
 * @throws RangeError when a band lies beyond Nyquist (by default sample rates of 12.8 kHz and less), or for a setting
 * out of range
 */
export function spectralContrast(
  magnitude: FrameMatrix,
  scale: BinScale,
  options: SpectralContrastOptions = {},
): FrameMatrix {
  const { frameCount, columnCount, values } = magnitude;
  const bands = contrastBands(scale, columnCount, options);
  const bandCount = bands.length;
  const peaks = createFrameMatrix(frameCount, bandCount);
  const valleys = createFrameMatrix(frameCount, bandCount);
  bands.forEach(({ first, end, tail }, band) => {
    const extremes = new ExtremeSums(tail);
    for (let frame = 0; frame < frameCount; frame++) {
      const start = frame * columnCount;
      extremes.measure(values, start + first, start + end);
      valleys.values[frame * bandCount + band] = extremes.lowest / tail;
      peaks.values[frame * bandCount + band] = extremes.highest / tail;
    }
  });
  const [high, low] = options.linear
    ? [peaks.values, valleys.values]
    : [powerToDb(peaks.values), powerToDb(valleys.values)];
  for (let i = 0; i < high.length; i++) peaks.values[i] = high[i] - low[i];
  return peaks;
}

function contrastBands(
  { sampleRateHz, nFft }: BinScale,
  binCount: number,
  { fMinHz = 200, nBands = CONTRAST_BANDS - 1, quantile = 0.02 }: SpectralContrastOptions,
): Band[] {
  if (!(fMinHz > 0)) throw new RangeError(`fMinHz must be positive, got ${fMinHz}`);
  if (!Number.isInteger(nBands) || nBands < 1) throw new RangeError(`nBands must be a positive integer, got ${nBands}`);
  if (!(quantile > 0 && quantile < 1)) throw new RangeError(`quantile must lie between 0 and 1, got ${quantile}`);
  const binHz = sampleRateHz / nFft;
  return Array.from({ length: nBands + 1 }, (_, band) => {
    const lowHz = band === 0 ? 0 : fMinHz * 2 ** (band - 1);
    if (lowHz >= sampleRateHz / 2) {
      throw new RangeError(`spectral contrast needs more than ${2 * lowHz} Hz, the signal has ${sampleRateHz} Hz`);
    }
    const highHz = fMinHz * 2 ** band;
    const isLast = band === nBands;
    // Each band but the first also reads the bin below it; each but the last gives up its uppermost bin again.
    const first = Math.ceil(lowHz / binHz) - (band === 0 ? 0 : 1);
    const end = isLast ? binCount : Math.min(binCount, Math.floor(highHz / binHz) + 1);
    return {
      first,
      end: isLast ? end : end - 1,
      tail: Math.max(1, roundHalfEven(quantile * (end - first))),
    };
  });
}
