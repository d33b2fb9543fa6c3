import { EMOTIONS, type Emotion, type Intensity, type Rng } from '@voxboard/domain';
import { type Expression, expressionOf, mapExpression } from './expression.js';
import { bell } from './random-variation.js';
import type { SpeakerVoice } from './speaker-voice.js';

/** Standard deviation of each means of expression from one take to the next. */
const TAKE_SPREAD: Expression = {
  pitch: 0.9,
  range: 0.25,
  fall: 0.8,
  finalRise: 1.2,
  level: 1.5,
  duration: 0.05,
  tension: 0.13,
  breath: 0.1,
  tremor: 0.1,
  roughness: 0.25,
  formants: 0.008,
  jaw: 0.015,
  pauses: 0.05,
};

/** Portrayals are rarely pure: up to this share of another emotion may be mixed in. */
const LARGEST_ADMIXTURE = 0.35;

/**
 * How one take is really spoken: the common expression, with a share of another emotion, in the speaker's own style,
 * with the variation from take to take.
 */
export function performTake(voice: SpeakerVoice, emotion: Emotion, intensity: Intensity, rng: Rng): Expression {
  const intended = expressionOf(emotion, intensity);
  const other = expressionOf(EMOTIONS[rng.below(EMOTIONS.length)], intensity);
  // Squared: mostly little, sometimes much.
  const draw = rng.uniform();
  const share = LARGEST_ADMIXTURE * draw * draw;
  return mapExpression(
    (key) => ((1 - share) * intended[key] + share * other[key]) * voice.style[key] + TAKE_SPREAD[key] * bell(rng),
  );
}
