import type { FrameMatrix } from '../spectrum/frame-matrix.js';

/** What turns a bin into a frequency. */
export interface BinScale {
  readonly sampleRateHz: number;
  readonly nFft: number;
}

/** Sums under this (the smallest normal float32) count as silence, as in librosa. */
const SILENCE = 1.1754943508222875e-38;

/**
 * Mean frequency of each frame, weighted by magnitude, in Hz, as `librosa.feature.spectral_centroid`. 0 for silence.
 * @param magnitude frames × bins
 */
export function spectralCentroid({ frameCount, columnCount, values }: FrameMatrix, scale: BinScale): Float64Array {
  const binHz = scale.sampleRateHz / scale.nFft;
  const centroids = new Float64Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    const start = frame * columnCount;
    let sum = 0;
    let weighted = 0;
    for (let bin = 0; bin < columnCount; bin++) {
      sum += values[start + bin];
      weighted += bin * values[start + bin];
    }
    centroids[frame] = sum < SILENCE ? 0 : (binHz * weighted) / sum;
  }
  return centroids;
}

export interface SpectralBandwidthOptions {
  /** Power that distances from the centroid are raised to. Default 2: the standard deviation of frequency. */
  readonly p?: number;
  /** Weights are magnitudes divided by their sum; otherwise magnitudes. Default true. */
  readonly norm?: boolean;
  /** Centre of each frame, in Hz. Default: the spectral centroids. */
  readonly centroid?: Float64Array;
}

/**
 * Spread of frequency around the centroid in each frame, weighted by magnitude, in Hz, as
 * `librosa.feature.spectral_bandwidth` with its parameters and defaults: (Σ S |f − centroid|^p)^(1/p). 0 for silence.
 * @param magnitude frames × bins
 * @throws RangeError when p is not positive or there is not a centroid for each frame
 */
export function spectralBandwidth(
  magnitude: FrameMatrix,
  scale: BinScale,
  options: SpectralBandwidthOptions = {},
): Float64Array {
  const { p = 2, norm = true, centroid: centroids = spectralCentroid(magnitude, scale) } = options;
  if (!(p > 0)) throw new RangeError(`p must be positive, got ${p}`);
  if (centroids.length !== magnitude.frameCount) {
    throw new RangeError(`${centroids.length} centroids were given for ${magnitude.frameCount} frames`);
  }
  const { frameCount, columnCount, values } = magnitude;
  const binHz = scale.sampleRateHz / scale.nFft;
  const bandwidths = new Float64Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    const start = frame * columnCount;
    const centre = centroids[frame] / binHz;
    let sum = 0;
    let weighted = 0;
    for (let bin = 0; bin < columnCount; bin++) {
      const distance = Math.abs(bin - centre);
      sum += values[start + bin];
      weighted += (p === 2 ? distance * distance : distance ** p) * values[start + bin];
    }
    if (sum < SILENCE) continue;
    const mean = norm ? weighted / sum : weighted;
    bandwidths[frame] = binHz * (p === 2 ? Math.sqrt(mean) : mean ** (1 / p));
  }
  return bandwidths;
}

/**
 * Frequency under which a share of each frame's magnitude lies, in Hz, as `librosa.feature.spectral_rolloff`. 0 for
 * silence.
 * @param magnitude frames × bins
 * @param rollPercent that share (librosa's name), between 0 and 1, exclusive. Default 0.85
 * @throws RangeError for a share out of range
 */
export function spectralRolloff(magnitude: FrameMatrix, scale: BinScale, rollPercent = 0.85): Float64Array {
  if (!(rollPercent > 0 && rollPercent < 1)) {
    throw new RangeError(`rollPercent must lie between 0 and 1, got ${rollPercent}`);
  }
  const { frameCount, columnCount, values } = magnitude;
  const binHz = scale.sampleRateHz / scale.nFft;
  const rolloffs = new Float64Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    const start = frame * columnCount;
    let total = 0;
    for (let bin = 0; bin < columnCount; bin++) total += values[start + bin];
    const limit = rollPercent * total;
    let bin = 0;
    let below = values[start];
    while (below < limit && bin < columnCount - 1) below += values[start + ++bin];
    rolloffs[frame] = bin * binHz;
  }
  return rolloffs;
}

/**
 * Geometric over arithmetic mean of each frame's power, 0 (a tone) … 1 (white noise), as
 * `librosa.feature.spectral_flatness` (its `power` says what to raise magnitudes to: give the spectrogram raised so).
 * @param power frames × bins
 * @param aMin smaller powers count as this, so that silence reads 1. Default 1e-10
 * @throws RangeError when aMin is not positive
 */
export function spectralFlatness({ frameCount, columnCount, values }: FrameMatrix, aMin = 1e-10): Float64Array {
  if (!(aMin > 0)) throw new RangeError(`aMin must be positive, got ${aMin}`);
  const flatness = new Float64Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    let logs = 0;
    let sum = 0;
    for (let i = frame * columnCount, end = i + columnCount; i < end; i++) {
      const power = Math.max(aMin, values[i]);
      logs += Math.log(power);
      sum += power;
    }
    flatness[frame] = Math.exp(logs / columnCount) / (sum / columnCount);
  }
  return flatness;
}
