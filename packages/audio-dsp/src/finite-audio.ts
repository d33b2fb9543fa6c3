import { NonFiniteAudioError } from './audio-errors.js';

/**
 * Every public function that takes samples refuses NaN and infinity, as librosa's `util.valid_audio` does: a transform
 * would spread them over whole frames, and comparisons would drop them in silence.
 * @throws NonFiniteAudioError with the index of the first such sample
 */
export function requireFinite(samples: Float32Array | Float64Array): void {
  // A sum that is finite had only finite terms; one that is not may have overflowed, which needs a closer look.
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i];
  if (Number.isFinite(sum)) return;
  for (let i = 0; i < samples.length; i++) if (!Number.isFinite(samples[i])) throw new NonFiniteAudioError(i);
}
