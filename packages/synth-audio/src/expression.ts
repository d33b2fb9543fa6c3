import type { Emotion, Intensity } from '@voxboard/domain';

/**
 * How an emotion changes a voice. Every field is a departure from the speaker's own neutral speech, so that expressions
 * can be scaled and mixed; the directions follow Scherer (2003) and Juslin & Laukka (2003).
 */
export interface Expression {
  /** Mean pitch in semitones. */
  readonly pitch: number;
  /** Size of pitch movements, as log2 of a factor. */
  readonly range: number;
  /** Fall of pitch over the sentence beyond the neutral one, in semitones. */
  readonly fall: number;
  /** Rise (or fall, negative) on the last vowel, in semitones. */
  readonly finalRise: number;
  /** Level of speech in dB. */
  readonly level: number;
  /** Length of sounds, as log2 of a factor. */
  readonly duration: number;
  /** Tense folds: brighter source, shorter open phase. −1.5 … 1.5. */
  readonly tension: number;
  /** Air in the voice. */
  readonly breath: number;
  /** Depth of tremor in semitones. */
  readonly tremor: number;
  /** Irregularity of periods, as log2 of a factor. */
  readonly roughness: number;
  /** Formants up (spread lips) or down (rounded, lowered larynx), as a fraction. */
  readonly formants: number;
  /** First formant up (open jaw), as a fraction. */
  readonly jaw: number;
  /** Chance of a pause between two words. */
  readonly pauses: number;
}

const NEUTRAL: Expression = {
  pitch: 0,
  range: 0,
  fall: 0,
  finalRise: 0,
  level: 0,
  duration: 0,
  tension: 0,
  breath: 0,
  tremor: 0,
  roughness: 0,
  formants: 0,
  jaw: 0,
  pauses: 0,
};

const EXPRESSIONS: Readonly<Record<Emotion, Expression>> = {
  neutral: NEUTRAL,
  calm: { ...NEUTRAL, pitch: -1, range: -0.4, level: -2.5, duration: 0.12, tension: -0.35, breath: 0.35, jaw: -0.03 },
  happy: {
    ...NEUTRAL,
    pitch: 3.5,
    range: 0.7,
    finalRise: 1.5,
    level: 6,
    duration: -0.03,
    tension: 0.3,
    formants: 0.06,
    jaw: 0.04,
  },
  sad: {
    ...NEUTRAL,
    pitch: 0.8,
    range: -0.5,
    fall: 2,
    finalRise: -1.5,
    level: -1.5,
    duration: 0.16,
    tension: -0.5,
    breath: 0.6,
    tremor: 0.25,
    roughness: 0.6,
    formants: -0.025,
    pauses: 0.2,
  },
  angry: {
    ...NEUTRAL,
    formants: -0.01,
    pitch: 3,
    range: 0.35,
    fall: 1,
    finalRise: -1.5,
    level: 11.5,
    duration: 0.08,
    tension: 1.0,
    breath: -0.2,
    roughness: 0.5,
    jaw: 0.14,
    pauses: 0.05,
  },
  fearful: {
    ...NEUTRAL,
    pitch: 6,
    range: 0.1,
    finalRise: 0.8,
    level: 5,
    duration: -0.08,
    tension: 0.5,
    breath: 0.25,
    tremor: 0.6,
    roughness: 0.7,
    formants: 0.015,
    pauses: 0.1,
  },
  disgust: {
    ...NEUTRAL,
    pitch: -0.8,
    range: 0.25,
    fall: 1,
    finalRise: -1,
    level: 3,
    duration: 0.28,
    tension: 0.15,
    roughness: 1.1,
    formants: -0.07,
    jaw: 0.05,
    pauses: 0.15,
  },
  surprised: {
    ...NEUTRAL,
    tension: -0.15,
    pitch: 5,
    range: 1,
    fall: -2,
    finalRise: 5,
    level: 4.5,
    duration: -0.12,
    breath: 0.55,
    formants: 0.01,
    jaw: 0.09,
  },
};

/** A strong portrayal goes this much further from neutral than a normal one; the level more so. */
const STRONG_FACTOR = 1.5;
const STRONG_LEVEL_FACTOR: Partial<Record<Emotion, number>> = { happy: 2.2, angry: 2, fearful: 3, surprised: 1.9 };

/** The common way to express an emotion at an intensity, before a speaker makes it their own. */
export function expressionOf(emotion: Emotion, intensity: Intensity): Expression {
  const base = EXPRESSIONS[emotion];
  if (intensity === 'normal') return base;
  const strong = mapExpression((key) => base[key] * STRONG_FACTOR);
  const level = emotion === 'sad' ? 5 : base.level * (STRONG_LEVEL_FACTOR[emotion] ?? STRONG_FACTOR);
  return { ...strong, level };
}

/** An expression built field by field, always in the same order (a random stream may be drawn from on the way). */
export function mapExpression(pick: (key: keyof Expression) => number): Expression {
  return {
    pitch: pick('pitch'),
    range: pick('range'),
    fall: pick('fall'),
    finalRise: pick('finalRise'),
    level: pick('level'),
    duration: pick('duration'),
    tension: pick('tension'),
    breath: pick('breath'),
    tremor: pick('tremor'),
    roughness: pick('roughness'),
    formants: pick('formants'),
    jaw: pick('jaw'),
    pauses: pick('pauses'),
  };
}
