import { NonFiniteAudioError } from './audio-errors.js';

/**
 * Every public function that takes samples refuses NaN and infinity, as librosa's `util.valid_audio` does: a transform
 * would spread them over whole frames, and comparisons would drop them in silence.
 * @throws NonFiniteAudioError with the index of the first such sample
 */
export function requireFinite(samples: Float32Array | Float64Array): void {
  // A sum that is finite had only finite terms; one that is not may have overflowed, which needs a closer look. Four
  // sums do not wait for each other: every function calls this.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = samples.length - (samples.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += samples[i];
    b += samples[i + 1];
    c += samples[i + 2];
    d += samples[i + 3];
  }
  for (let i = whole; i < samples.length; i++) a += samples[i];
  if (Number.isFinite(a + b + c + d)) return;
  for (let i = 0; i < samples.length; i++) if (!Number.isFinite(samples[i])) throw new NonFiniteAudioError(i);
}
