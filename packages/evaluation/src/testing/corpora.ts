import { type ClipLabels, EMOTIONS, GENDERS, Rng } from '@voxboard/domain';
import fc from 'fast-check';

/** The labels of RAVDESS speech: 24 actors × 60 clips, odd actors male. */
export function ravdessLabels(): ClipLabels[] {
  const clips: ClipLabels[] = [];
  for (let actor = 1; actor <= 24; actor++) {
    for (const emotion of EMOTIONS) {
      for (const intensity of emotion === 'neutral' ? (['normal'] as const) : (['normal', 'strong'] as const)) {
        for (const statement of ['01', '02']) {
          for (const repetition of [1, 2]) {
            const speaker = String(actor).padStart(2, '0');
            const gender = actor % 2 === 1 ? 'male' : 'female';
            clips.push({ speaker, gender, emotion, intensity, statement, repetition });
          }
        }
      }
    }
  }
  return clips;
}

/** Corpora as they come: uneven speakers, unknown genders, missing emotions, few or many statements. */
export const anyCorpus: fc.Arbitrary<ClipLabels[]> = fc
  .record({
    seed: fc.nat(),
    speakerCount: fc.integer({ min: 3, max: 20 }),
    maxClips: fc.integer({ min: 4, max: 30 }),
    emotionCount: fc.integer({ min: 2, max: 8 }),
    statementCount: fc.integer({ min: 2, max: 7 }),
    unlabelledShare: fc.constantFrom(0, 0, 0.1),
    ungenderedShare: fc.constantFrom(0, 0, 0.2),
  })
  .map((shape) => randomCorpus(shape));

function randomCorpus(shape: {
  seed: number;
  speakerCount: number;
  maxClips: number;
  emotionCount: number;
  statementCount: number;
  unlabelledShare: number;
  ungenderedShare: number;
}): ClipLabels[] {
  const rng = new Rng(shape.seed);
  const clips: ClipLabels[] = [];
  for (let s = 0; s < shape.speakerCount; s++) {
    const gender = rng.uniform() < shape.ungenderedShare ? null : GENDERS[rng.below(2)];
    const count = 4 + rng.below(shape.maxClips - 3);
    for (let i = 0; i < count; i++) {
      clips.push({
        speaker: `voice ${s}`,
        gender,
        emotion: rng.uniform() < shape.unlabelledShare ? null : EMOTIONS[rng.below(shape.emotionCount)],
        intensity: null,
        statement: `${rng.below(shape.statementCount)}`,
        repetition: null,
      });
    }
  }
  return rng.shuffle(clips);
}
