/**
 * Speech sounds as targets for a source–filter voice: formants of a male tract of 17.5 cm (Peterson & Barney 1952 for
 * the vowels, usual loci for the consonants), levels in dB relative to a stressed vowel.
 */
export interface Phoneme {
  /** First three formants in Hz at the start of the sound, and at its end where it glides. */
  readonly formantsHz: readonly [number, number, number];
  readonly endFormantsHz?: readonly [number, number, number];
  readonly durationSec: number;
  /** Level of the voice through the tract; null: the folds do not vibrate. */
  readonly voiceDb: number | null;
  /** Level of noise made at the glottis (h-like: what follows a released k or t). */
  readonly aspirationDb: number | null;
  /** Noise made at a constriction: its level, centre and width. */
  readonly friction: { readonly levelDb: number; readonly centreHz: number; readonly widthHz: number } | null;
  /** Widening of the formants: losses in the nose or at a constriction. */
  readonly damping: number;
  readonly isVowel: boolean;
}

function vowel(
  formantsHz: Phoneme['formantsHz'],
  durationSec: number,
  endFormantsHz: Phoneme['formantsHz'] = formantsHz,
): Phoneme {
  return {
    formantsHz,
    endFormantsHz,
    durationSec,
    voiceDb: 0,
    aspirationDb: null,
    friction: null,
    damping: 1,
    isVowel: true,
  };
}

interface ConsonantTraits {
  readonly voiceDb?: number;
  readonly aspirationDb?: number;
  readonly friction?: { levelDb: number; centreHz: number; widthHz: number };
  readonly damping?: number;
}

function consonant(formantsHz: Phoneme['formantsHz'], durationSec: number, traits: ConsonantTraits = {}): Phoneme {
  return {
    formantsHz,
    durationSec,
    voiceDb: traits.voiceDb ?? null,
    aspirationDb: traits.aspirationDb ?? null,
    friction: traits.friction ?? null,
    damping: traits.damping ?? 1.5,
    isVowel: false,
  };
}

export const PHONEMES = {
  IH: vowel([390, 1990, 2550], 0.1),
  AA: vowel([730, 1090, 2440], 0.115),
  AO: vowel([570, 840, 2410], 0.14),
  AX: vowel([500, 1450, 2500], 0.055),
  AY: vowel([710, 1120, 2500], 0.16, [340, 2150, 2800]),
  R: consonant([460, 1280, 1650], 0.065, { voiceDb: -4, damping: 1.1 }),
  NG: consonant([270, 1900, 2600], 0.075, { voiceDb: -8, damping: 2.2 }),
  S: consonant([320, 1700, 2600], 0.11, { friction: { levelDb: -11, centreHz: 6800, widthHz: 2600 } }),
  Z: consonant([280, 1700, 2600], 0.075, {
    voiceDb: -15,
    friction: { levelDb: -17, centreHz: 6500, widthHz: 2600 },
  }),
  DH: consonant([300, 1400, 2500], 0.045, {
    voiceDb: -12,
    friction: { levelDb: -27, centreHz: 5500, widthHz: 5000 },
  }),
  /** Closures are silent, or murmur through the closed lips when voiced; the release is a sound of its own. */
  closureT: consonant([250, 1750, 2600], 0.055),
  releaseT: consonant([320, 1750, 2600], 0.04, {
    aspirationDb: -22,
    friction: { levelDb: -15, centreHz: 4500, widthHz: 3000 },
  }),
  closureK: consonant([250, 2000, 2350], 0.055),
  releaseK: consonant([320, 2000, 2350], 0.045, {
    aspirationDb: -20,
    friction: { levelDb: -16, centreHz: 2300, widthHz: 1200 },
  }),
  closureD: consonant([230, 1750, 2600], 0.045, { voiceDb: -22, damping: 3 }),
  releaseD: consonant([320, 1750, 2600], 0.014, {
    voiceDb: -10,
    friction: { levelDb: -18, centreHz: 4200, widthHz: 3000 },
  }),
  closureB: consonant([220, 900, 2300], 0.055, { voiceDb: -22, damping: 3 }),
  releaseB: consonant([320, 900, 2300], 0.012, {
    voiceDb: -10,
    friction: { levelDb: -22, centreHz: 1000, widthHz: 1200 },
  }),
  closureG: consonant([230, 1900, 2300], 0.045, { voiceDb: -22, damping: 3 }),
  releaseG: consonant([320, 1900, 2300], 0.018, {
    voiceDb: -10,
    friction: { levelDb: -19, centreHz: 2200, widthHz: 1200 },
  }),
} as const satisfies Record<string, Phoneme>;

export type PhonemeName = keyof typeof PHONEMES;

/** A syllable's vowel may carry an accent; words are where a speaker may pause. */
export interface Word {
  readonly phonemes: readonly PhonemeName[];
  /** How strongly the word's first vowel is accented, 0 … 1. */
  readonly accent: number;
}

const BY_THE_DOOR: readonly Word[] = [
  { phonemes: ['closureB', 'releaseB', 'AY'], accent: 0.2 },
  { phonemes: ['DH', 'AX'], accent: 0 },
  { phonemes: ['closureD', 'releaseD', 'AO', 'R'], accent: 0.9 },
];

/** The two sentences of RAVDESS, by statement code. */
export const STATEMENTS: Readonly<Record<1 | 2, readonly Word[]>> = {
  1: [
    { phonemes: ['closureK', 'releaseK', 'IH', 'closureD', 'Z'], accent: 1 },
    { phonemes: ['AA', 'R'], accent: 0.1 },
    { phonemes: ['closureT', 'releaseT', 'AO', 'closureK', 'releaseK', 'IH', 'NG'], accent: 0.8 },
    ...BY_THE_DOOR,
  ],
  2: [
    { phonemes: ['closureD', 'releaseD', 'AO', 'closureG', 'releaseG', 'Z'], accent: 1 },
    { phonemes: ['AA', 'R'], accent: 0.1 },
    { phonemes: ['S', 'IH', 'closureT', 'releaseT', 'IH', 'NG'], accent: 0.8 },
    ...BY_THE_DOOR,
  ],
};
