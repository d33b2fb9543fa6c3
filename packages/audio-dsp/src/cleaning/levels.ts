import { requireFinite } from '../finite-audio.js';
import { integratedLoudness } from './loudness.js';

/** Smallest normal float32: nearer to zero a signal counts as silent, as in `librosa.util.normalize`. */
const SILENCE = 1.1754943508222875e-38;

/**
 * Scaled so that the largest magnitude is 1, as `librosa.util.normalize`; silence stays silence.
 * @throws NonFiniteAudioError
 */
export function normalisePeak(samples: Float32Array | Float64Array): Float64Array {
  requireFinite(samples);
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i]));
  return scale(samples, peak < SILENCE ? 1 : 1 / peak);
}

/**
 * Scaled so that its level is the target, without limiting: peaks may exceed 1. The level is the RMS of the whole signal
 * (0 dB: full scale), or, where a sample rate is given, its integrated loudness in LUFS. Silence, and for LUFS a signal
 * shorter than 0.4 s, stays as it is.
 * @throws RangeError for a sample rate that is not positive, NonFiniteAudioError
 */
export function normaliseLoudness(
  samples: Float32Array | Float64Array,
  target: number,
  sampleRateHz: number | null = null,
): Float64Array {
  requireFinite(samples);
  const level = sampleRateHz === null ? rmsDbfs(samples) : integratedLoudness(samples, sampleRateHz);
  return scale(samples, Number.isFinite(level) ? 10 ** ((target - level) / 20) : 1);
}

function rmsDbfs(samples: Float32Array | Float64Array): number {
  let energy = 0;
  for (let i = 0; i < samples.length; i++) energy += samples[i] * samples[i];
  const level = Math.sqrt(energy / samples.length);
  return level > SILENCE ? 20 * Math.log10(level) : Number.NEGATIVE_INFINITY;
}

function scale(samples: Float32Array | Float64Array, factor: number): Float64Array {
  const scaled = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) scaled[i] = samples[i] * factor;
  return scaled;
}
