import { requireFinite } from '../finite-audio.js';
import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { inverseStftIn } from '../spectrum/inverse-stft.js';
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
 * @throws NonFiniteAudioError
 */
export function spectralGate(samples: Float32Array | Float64Array, sampleRateHz: number): Float64Array {
  requireFinite(samples);
  const stft = new Stft(GATE_STFT);
  const { hopLength, binCount } = stft;
  const padded = new Float64Array(samples.length + 2 * PADDING);
  padded.set(samples, PADDING);
  const binsAround = Math.max(1, Math.trunc(SMOOTHING_HZ / (sampleRateHz / (GATE_STFT.nFft / 2))));
  const framesAround = Math.max(1, Math.trunc((SMOOTHING_SEC * sampleRateHz) / hopLength));
  return inWorkspace((workspace) => {
    const spectrogram = stft.complexIn(workspace, padded);
    const { frameCount, re, im } = spectrogram;
    // Frames that lie in the padding alone are zero whatever their mask; only those the smoothing reaches need one.
    const reach = GATE_STFT.nFft / 2;
    const first = Math.max(0, Math.ceil((PADDING - reach) / hopLength) - framesAround);
    const last = Math.min(frameCount - 1, Math.floor((PADDING + samples.length + reach) / hopLength) + framesAround);
    const count = (last + 1 - first) * binCount;
    const magnitude = workspace.allocate(frameCount * binCount);
    workspace.kernels.magnitudes(re, im, frameCount * binCount + ((frameCount * binCount) % 2), magnitude);
    const floor = noiseFloorIn(
      workspace,
      magnitude,
      frameCount,
      binCount,
      (TIME_CONSTANT_SEC * sampleRateHz) / hopLength,
    );
    const at = 8 * first * binCount;
    const mask = workspace.allocate(count);
    workspace.kernels.gateMask(magnitude + at, floor + at, count + (count % 2), THRESHOLD, STEEPNESS, mask);
    const smooth = smoothMask(workspace.view(mask, count), last + 1 - first, binCount, framesAround, binsAround);
    multiply(workspace.view(re + at, count), smooth);
    multiply(workspace.view(im + at, count), smooth);
    return inverseStftIn(workspace, spectrogram, stft, padded.length).slice(PADDING, PADDING + samples.length);
  });
}

/** First-order low-pass over time, run forwards and backwards, each starting at its first value's steady state. */
function noiseFloorIn(
  workspace: Workspace,
  magnitude: number,
  frameCount: number,
  binCount: number,
  frames: number,
): number {
  const size = frameCount * binCount;
  const pointer = workspace.allocate(size);
  const floor = workspace.view(pointer, size);
  floor.set(workspace.view(magnitude, size));
  const b = (Math.sqrt(1 + 4 * frames * frames) - 1) / (2 * frames * frames);
  for (let i = binCount; i < size; i++) floor[i] = b * floor[i] + (1 - b) * floor[i - binCount];
  for (let i = size - binCount - 1; i >= 0; i--) floor[i] = b * floor[i] + (1 - b) * floor[i + binCount];
  return pointer;
}

/**
 * Convolution with a triangle over frames and one over bins; beyond the edges there are zeros. A triangle is a box
 * convolved with a box, and a box is a running sum.
 */
function smoothMask(
  mask: Float64Array,
  frameCount: number,
  binCount: number,
  framesAround: number,
  binsAround: number,
): Float64Array {
  const smooth = new Float64Array(mask.length);
  const line = new Float64Array(Math.max(frameCount, binCount) + 2 * Math.max(framesAround, binsAround) + 2);
  for (let frame = 0; frame < frameCount; frame++)
    smoothLine(mask, smooth, frame * binCount, 1, binCount, binsAround, line);
  for (let bin = 0; bin < binCount; bin++) smoothLine(smooth, smooth, bin, binCount, frameCount, framesAround, line);
  return smooth;
}

/** Triangle of 2n + 1 weights and sum 1 over `count` values that lie `stride` apart. */
function smoothLine(
  source: Float64Array,
  target: Float64Array,
  start: number,
  stride: number,
  count: number,
  n: number,
  line: Float64Array,
): void {
  // After the first box (n + 1 wide) the line is n longer; the second one brings it back into place.
  let sum = 0;
  for (let i = 0; i < count + n; i++) {
    if (i < count) sum += source[start + stride * i];
    if (i > n) sum -= source[start + stride * (i - n - 1)];
    line[i] = sum;
  }
  const scale = 1 / (n + 1) ** 2;
  sum = 0;
  for (let i = 0; i < n; i++) sum += line[i];
  for (let i = 0; i < count; i++) {
    sum += line[i + n];
    target[start + stride * i] = sum * scale;
    sum -= line[i];
  }
}

function multiply(values: Float64Array, factors: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] *= factors[i];
}
