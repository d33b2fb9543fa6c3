import { requireFinite } from '../finite-audio.js';

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
 * Scaled so that the RMS of the whole signal is `targetDbfs` (0 dB: full scale), without limiting: peaks may exceed 1.
 * Silence stays silence.
 * @throws NonFiniteAudioError
 */
export function normaliseLoudness(samples: Float32Array | Float64Array, targetDbfs: number): Float64Array {
  requireFinite(samples);
  let energy = 0;
  for (let i = 0; i < samples.length; i++) energy += samples[i] * samples[i];
  const level = Math.sqrt(energy / samples.length);
  return scale(samples, level > SILENCE ? 10 ** (targetDbfs / 20) / level : 1);
}

function scale(samples: Float32Array | Float64Array, factor: number): Float64Array {
  const scaled = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) scaled[i] = samples[i] * factor;
  return scaled;
}
