import { type Gender, Rng } from '@voxboard/domain';
import { semitonesToRatio } from './exact-math.js';
import { type Expression, mapExpression } from './expression.js';
import { bell } from './random-variation.js';

/** What stays the same over everything one speaker says. */
export interface SpeakerVoice {
  readonly number: number;
  readonly gender: Gender;
  /** Fundamental frequency of neutral speech in Hz. */
  readonly pitchHz: number;
  /** Formant frequencies relative to a tract of 17.5 cm; above 1 for a shorter one. */
  readonly tractScale: number;
  /** Departure of each formant from that scale: the shape of one's own mouth. Seven factors around 1. */
  readonly formantFactors: readonly number[];
  /** Length of sounds relative to the phoneme table. */
  readonly durationScale: number;
  readonly levelDb: number;
  readonly tension: number;
  readonly breathiness: number;
  readonly jitter: number;
  readonly shimmerDb: number;
  /** The recording session: noise of the room in dBFS, its colour (0 white … 1 dull), silence before and after. */
  readonly roomNoiseDbfs: number;
  readonly roomColour: number;
  /** Gain of the microphone's treble in dB. */
  readonly trebleDb: number;
  /** How strongly this person uses each means of expression: 1 is the common style. */
  readonly style: Expression;
}

/** The voice of a speaker: a function of the corpus seed and the speaker's number alone. Odd numbers are men. */
export function speakerVoice(seed: number, number: number): SpeakerVoice {
  const rng = new Rng(seed).fork(`speaker ${number}`);
  const gender: Gender = number % 2 === 1 ? 'male' : 'female';
  const isMale = gender === 'male';
  const style = mapExpression(() => Math.max(0.2, 1 + 0.22 * bell(rng)));
  return {
    number,
    gender,
    pitchHz: (isMale ? 118 : 212) * semitonesToRatio(1.6 * bell(rng)),
    tractScale: (isMale ? 1 : 1.17) * (1 + 0.035 * bell(rng)),
    formantFactors: Array.from({ length: 7 }, () => 1 + 0.03 * bell(rng)),
    durationScale: 1.02 + 0.08 * bell(rng),
    levelDb: 2.6 * bell(rng),
    tension: 0.2 * bell(rng),
    breathiness: 0.35 + 0.2 * bell(rng) + (isMale ? 0 : 0.1),
    jitter: 0.006 + 0.0015 * bell(rng),
    shimmerDb: 0.35 + 0.08 * bell(rng),
    roomNoiseDbfs: -70 + 2.5 * bell(rng),
    roomColour: 0.6 + 0.1 * bell(rng),
    trebleDb: 1.5 * bell(rng),
    style,
  };
}
