import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import { powerToDb } from './decibels.js';
import { ExtremeSums } from './extreme-sums.js';
import type { BinScale } from './spectral-shape.js';

export const CONTRAST_BANDS = 7;
const LOWEST_EDGE_HZ = 200;
/** Share of a band's bins whose mean is its peak, and its valley. */
const QUANTILE = 0.02;

/** Bins of one octave band, as librosa chooses them. */
interface Band {
  readonly first: number;
  /** One past the last bin whose values are sorted. */
  readonly end: number;
  /** Values averaged at either end. */
  readonly tail: number;
}

/**
 * Level difference between peaks and valleys in octave bands from 200 Hz, in dB, as
 * `librosa.feature.spectral_contrast` with 6 octaves: 7 values a frame, the first for 0…200 Hz.
 * @param magnitude frames × bins
 * @returns frames × 7
 * @throws RangeError when a band lies beyond Nyquist (sample rates of 12.8 kHz and less)
 */
export function spectralContrast(magnitude: FrameMatrix, scale: BinScale): FrameMatrix {
  const { frameCount, columnCount, values } = magnitude;
  const bands = contrastBands(scale, columnCount);
  const peaks = createFrameMatrix(frameCount, CONTRAST_BANDS);
  const valleys = createFrameMatrix(frameCount, CONTRAST_BANDS);
  bands.forEach(({ first, end, tail }, band) => {
    const extremes = new ExtremeSums(tail);
    for (let frame = 0; frame < frameCount; frame++) {
      const start = frame * columnCount;
      extremes.measure(values, start + first, start + end);
      valleys.values[frame * CONTRAST_BANDS + band] = extremes.lowest / tail;
      peaks.values[frame * CONTRAST_BANDS + band] = extremes.highest / tail;
    }
  });
  const peakDb = powerToDb(peaks.values);
  const valleyDb = powerToDb(valleys.values);
  for (let i = 0; i < peakDb.length; i++) peaks.values[i] = peakDb[i] - valleyDb[i];
  return peaks;
}

function contrastBands({ sampleRateHz, nFft }: BinScale, binCount: number): Band[] {
  const binHz = sampleRateHz / nFft;
  return Array.from({ length: CONTRAST_BANDS }, (_, band) => {
    const lowHz = band === 0 ? 0 : LOWEST_EDGE_HZ * 2 ** (band - 1);
    if (lowHz >= sampleRateHz / 2) {
      throw new RangeError(`spectral contrast needs ${2 * lowHz} Hz and more, the signal has ${sampleRateHz} Hz`);
    }
    const highHz = LOWEST_EDGE_HZ * 2 ** band;
    const isLast = band === CONTRAST_BANDS - 1;
    // Each band but the first also reads the bin below it; each but the last gives up its uppermost bin again.
    const first = Math.ceil(lowHz / binHz) - (band === 0 ? 0 : 1);
    const end = isLast ? binCount : Math.min(binCount, Math.floor(highHz / binHz) + 1);
    return {
      first,
      end: isLast ? end : end - 1,
      tail: Math.max(1, roundHalfEven(QUANTILE * (end - first))),
    };
  });
}

/** NumPy's rint. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
