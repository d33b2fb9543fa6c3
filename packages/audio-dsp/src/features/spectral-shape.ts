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

/**
 * Standard deviation of frequency in each frame, weighted by magnitude, in Hz, as
 * `librosa.feature.spectral_bandwidth(p=2)`. 0 for silence.
 * @param magnitude frames × bins
 */
export function spectralBandwidth(
  magnitude: FrameMatrix,
  scale: BinScale,
  centroids = spectralCentroid(magnitude, scale),
): Float64Array {
  const { frameCount, columnCount, values } = magnitude;
  const binHz = scale.sampleRateHz / scale.nFft;
  const bandwidths = new Float64Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    const start = frame * columnCount;
    const centre = centroids[frame] / binHz;
    let sum = 0;
    let weighted = 0;
    for (let bin = 0; bin < columnCount; bin++) {
      const distance = bin - centre;
      sum += values[start + bin];
      weighted += distance * distance * values[start + bin];
    }
    bandwidths[frame] = sum < SILENCE ? 0 : binHz * Math.sqrt(weighted / sum);
  }
  return bandwidths;
}

/**
 * Frequency under which a share of each frame's magnitude lies, in Hz, as `librosa.feature.spectral_rolloff`.
 * @param magnitude frames × bins
 * @param share between 0 and 1, exclusive. Default 0.85
 */
export function spectralRolloff(magnitude: FrameMatrix, scale: BinScale, share = 0.85): Float64Array {
  if (!(share > 0 && share < 1)) throw new RangeError(`share must lie between 0 and 1, got ${share}`);
  const { frameCount, columnCount, values } = magnitude;
  const binHz = scale.sampleRateHz / scale.nFft;
  const rolloffs = new Float64Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    const start = frame * columnCount;
    let total = 0;
    for (let bin = 0; bin < columnCount; bin++) total += values[start + bin];
    const limit = share * total;
    let bin = 0;
    let below = values[start];
    while (below < limit && bin < columnCount - 1) below += values[start + ++bin];
    rolloffs[frame] = bin * binHz;
  }
  return rolloffs;
}

/**
 * Geometric over arithmetic mean of each frame's power, 0 (a tone) … 1 (white noise), as
 * `librosa.feature.spectral_flatness`. Powers under 1e-10 count as that; silence reads 1.
 * @param power frames × bins
 */
export function spectralFlatness({ frameCount, columnCount, values }: FrameMatrix): Float64Array {
  const flatness = new Float64Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    let logs = 0;
    let sum = 0;
    for (let i = frame * columnCount, end = i + columnCount; i < end; i++) {
      const power = Math.max(1e-10, values[i]);
      logs += Math.log(power);
      sum += power;
    }
    flatness[frame] = Math.exp(logs / columnCount) / (sum / columnCount);
  }
  return flatness;
}
