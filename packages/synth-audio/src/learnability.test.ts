import { computeFeatureRows } from '@voxboard/audio-dsp';
import { EMOTIONS, GENDERS, STUDY_162_PLAIN } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import type { ClipPlan } from './clip-plan.js';
import { planCorpus } from './corpus-plan.js';
import { renderClip } from './render-clip.js';
import { ShrinkageLda } from './testing/shrinkage-lda.js';

const FOLD_COUNT = 5;

/** Accuracy over five folds, no speaker in both training and test, men and women in each. */
function speakerIndependentAccuracy(
  plans: readonly ClipPlan[],
  features: readonly Float32Array[],
  labelOf: (plan: ClipPlan) => number,
  classCount: number,
): number {
  const foldOf = (plan: ClipPlan) => Math.floor((plan.recording.speakerNumber - 1) / 2) % FOLD_COUNT;
  let correct = 0;
  for (let fold = 0; fold < FOLD_COUNT; fold++) {
    const train = plans.flatMap((plan, index) => (foldOf(plan) === fold ? [] : [index]));
    const classifier = new ShrinkageLda(
      train.map((index) => features[index]),
      train.map((index) => labelOf(plans[index])),
      classCount,
    );
    for (const [index, plan] of plans.entries()) {
      if (foldOf(plan) === fold && classifier.predict(features[index]) === labelOf(plan)) correct++;
    }
  }
  return correct / plans.length;
}

describe('a synthetic corpus of 16 speakers', () => {
  it('teaches a linear classifier emotions and genders of voices it has never heard, but not perfectly', () => {
    const plans = planCorpus({ seed: 3, speakerCount: 16, clipsPerSpeaker: 12 });
    const features = plans.map(
      (plan) => computeFeatureRows({ samples: renderClip(plan), sampleRateHz: 48_000 }, STUDY_162_PLAIN, 0).values[0],
    );
    const emotion = speakerIndependentAccuracy(
      plans,
      features,
      (plan) => EMOTIONS.indexOf(plan.recording.emotion),
      EMOTIONS.length,
    );
    const gender = speakerIndependentAccuracy(
      plans,
      features,
      (plan) => (plan.labels.gender === 'male' ? 0 : 1),
      GENDERS.length,
    );
    expect(emotion).toBeGreaterThan(0.4);
    expect(emotion).toBeLessThan(0.75);
    expect(gender).toBeGreaterThan(0.85);
  }, 60_000);
});
