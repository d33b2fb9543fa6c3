import type { Rng } from '@voxboard/domain';
import { exponential, LN2 } from './exact-math.js';
import type { Expression } from './expression.js';
import { PHONEMES, type Phoneme, STATEMENTS } from './phonemes.js';
import { bell } from './random-variation.js';
import type { SpeakerVoice } from './speaker-voice.js';

/** One sound of a spoken sentence with its place in time; a pause is a sound without phoneme. */
export interface TimedSound {
  readonly phoneme: Phoneme | null;
  readonly startSec: number;
  readonly endSec: number;
  /** Strength of the accent on this sound, 0 … 1; only vowels carry one. */
  readonly accent: number;
  readonly isLastVowel: boolean;
}

/** Lays a statement out in time: tempo, pauses and the lengthening of accented and final vowels. */
export function timeUtterance(voice: SpeakerVoice, take: Expression, statement: 1 | 2, rng: Rng): TimedSound[] {
  const words = STATEMENTS[statement];
  const tempo = voice.durationScale * exponential(LN2 * take.duration);
  const sounds: TimedSound[] = [];
  let time = 0;
  const add = (phoneme: Phoneme | null, durationSec: number, accent: number, isLastVowel: boolean) => {
    sounds.push({ phoneme, startSec: time, endSec: time + durationSec, accent, isLastVowel });
    time += durationSec;
  };
  for (const [index, word] of words.entries()) {
    const isLastWord = index === words.length - 1;
    if (index > 0 && rng.uniform() < take.pauses) add(null, rng.between(0.06, 0.2), 0, false);
    // Which words a speaker leans on differs from take to take.
    let accent = word.accent * Math.max(0, 1 + 0.35 * bell(rng));
    for (const name of word.phonemes) {
      const phoneme = PHONEMES[name];
      // Vowels give way to tempo and accent more than consonants do.
      const stretch = phoneme.isVowel ? tempo * (1 + 0.18 * accent) * (isLastWord ? 1.2 : 1) : 0.5 + 0.5 * tempo;
      const duration = phoneme.durationSec * stretch * (1 + 0.08 * bell(rng));
      add(phoneme, duration, phoneme.isVowel ? accent : 0, isLastWord && phoneme.isVowel);
      if (phoneme.isVowel) accent = 0;
    }
  }
  return sounds;
}
