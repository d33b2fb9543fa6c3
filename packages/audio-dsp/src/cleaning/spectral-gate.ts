import { inverseStft } from '../spectrum/inverse-stft.js';
import { Stft } from '../spectrum/stft.js';

const GATE_STFT = { nFft: 1024, hopLength: 256 } as const;
/** Zeros around the signal that the noise floor settles in. */
const PADDING = 30_000;
const TIME_CONSTANT_SEC = 2;
const SMOOTHING_HZ = 500;
const SMOOTHING_SEC = 0.05;
/** A bin passes when it exceeds the noise floor this many times over. */
const THRESHOLD = 2;
const STEEPNESS = 10;

/**
 * Noise reduction by spectral gating with a moving noise floor, as `noisereduce.reduce_noise` 3.0 (non-stationary):
 * each bin of the spectrogram is compared with its own level smoothed over two seconds, forwards and backwards; a
 * sigmoid of how far it exceeds it, smoothed over 500 Hz and 50 ms, is the mask. Silence stays silence.
 * @returns as many samples as given
 */
export function spectralGate(samples: Float32Array | Float64Array, sampleRateHz: number): Float64Array {
  const stft = new Stft(GATE_STFT);
  const padded = new Float64Array(samples.length + 2 * PADDING);
  padded.set(samples, PADDING);
  const spectrogram = stft.complex(padded);
  const { frameCount, binCount, re, im } = spectrogram;
  const magnitude = new Float64Array(re.length);
  for (let i = 0; i < re.length; i++) magnitude[i] = Math.sqrt(re[i] * re[i] + im[i] * im[i]);
  const floor = noiseFloor(magnitude, frameCount, binCount, (TIME_CONSTANT_SEC * sampleRateHz) / GATE_STFT.hopLength);
  const binsAround = Math.max(1, Math.trunc(SMOOTHING_HZ / (sampleRateHz / (GATE_STFT.nFft / 2))));
  const framesAround = Math.max(1, Math.trunc((SMOOTHING_SEC * sampleRateHz) / GATE_STFT.hopLength));
  // Frames that lie in the padding alone are zero whatever their mask; only those the smoothing reaches need one.
  const reach = GATE_STFT.nFft / 2;
  const firstFrame = Math.ceil((PADDING - reach) / GATE_STFT.hopLength) - framesAround;
  const lastFrame = Math.floor((PADDING + samples.length + reach) / GATE_STFT.hopLength) + framesAround;
  const first = Math.max(0, firstFrame) * binCount;
  const end = Math.min(frameCount, lastFrame + 1) * binCount;
  const mask = new Float64Array(end - first);
  for (let i = first; i < end; i++) {
    const excess = floor[i] > 0 ? (magnitude[i] - floor[i]) / floor[i] : -1;
    mask[i - first] = 1 / (1 + Math.exp(-(excess - THRESHOLD) * STEEPNESS));
  }
  const smooth = smoothMask(mask, (end - first) / binCount, binCount, framesAround, binsAround);
  for (let i = first; i < end; i++) {
    re[i] *= smooth[i - first];
    im[i] *= smooth[i - first];
  }
  return inverseStft(spectrogram, stft, padded.length).slice(PADDING, PADDING + samples.length);
}

/** First-order low-pass over time, run forwards and backwards, each starting at its first value's steady state. */
function noiseFloor(magnitude: Float64Array, frameCount: number, binCount: number, frames: number): Float64Array {
  const b = (Math.sqrt(1 + 4 * frames * frames) - 1) / (2 * frames * frames);
  const floor = magnitude.slice();
  for (let i = binCount; i < floor.length; i++) floor[i] = b * floor[i] + (1 - b) * floor[i - binCount];
  for (let i = (frameCount - 1) * binCount - 1; i >= 0; i--) floor[i] = b * floor[i] + (1 - b) * floor[i + binCount];
  return floor;
}

/** Convolution with a triangle over frames and one over bins; beyond the edges there are zeros. */
function smoothMask(
  mask: Float64Array,
  frameCount: number,
  binCount: number,
  framesAround: number,
  binsAround: number,
): Float64Array {
  const overBins = new Float64Array(mask.length);
  const binWeights = triangle(binsAround);
  for (let frame = 0; frame < frameCount; frame++) {
    const start = frame * binCount;
    convolveLine(mask.subarray(start, start + binCount), binWeights, overBins.subarray(start, start + binCount));
  }
  const smooth = new Float64Array(mask.length);
  const frameWeights = triangle(framesAround);
  frameWeights.forEach((weight, i) => {
    const shift = (i - framesAround) * binCount;
    const from = Math.max(0, -shift);
    const to = Math.min(mask.length, mask.length - shift);
    for (let k = from; k < to; k++) smooth[k] += weight * overBins[k + shift];
  });
  return smooth;
}

function convolveLine(line: Float64Array, weights: Float64Array, out: Float64Array): void {
  const half = (weights.length - 1) / 2;
  for (let i = 0; i < line.length; i++) {
    let sum = 0;
    const from = Math.max(0, i - half);
    const to = Math.min(line.length - 1, i + half);
    for (let k = from, w = from - i + half; k <= to; k++, w++) sum += weights[w] * line[k];
    out[i] = sum;
  }
}

/** 2n + 1 weights rising to the middle and falling again, of sum 1. */
function triangle(n: number): Float64Array {
  return Float64Array.from({ length: 2 * n + 1 }, (_, i) => (n + 1 - Math.abs(i - n)) / (n + 1) ** 2);
}
