import { Rng } from '@voxboard/domain';
import type { ClipOutcomes } from '../paired/clip-outcomes.js';

export interface SimulatedModel {
  /** Chance of a hit before speakers differ. */
  readonly skill: number;
  /** Standard deviation over speakers of that chance. */
  readonly speakerSpread: number;
}

/**
 * Predictions of several models on the same clips: every speaker is hard or easy for all models alike, and a little
 * for each model alone.
 */
export function simulateOutcomes(
  models: readonly SimulatedModel[],
  seed: number,
  shape: { speakers?: number; clipsPerSpeaker?: number; classes?: number; ownSpread?: number } = {},
): ClipOutcomes[] {
  const { speakers = 24, clipsPerSpeaker = 60, classes = 8, ownSpread = 0.03 } = shape;
  const rng = new Rng(seed);
  const common = Array.from({ length: speakers }, () => rng.normal());
  return models.map(({ skill, speakerSpread }) => {
    const columns = {
      clips: [] as number[],
      actual: [] as number[],
      predicted: [] as number[],
      speakers: [] as string[],
    };
    for (const [s, ease] of common.entries()) {
      const chance = skill + speakerSpread * ease + ownSpread * rng.normal();
      for (let i = 0; i < clipsPerSpeaker; i++) {
        const actual = i % classes;
        columns.clips.push(s * clipsPerSpeaker + i);
        columns.actual.push(actual);
        columns.predicted.push(rng.uniform() < chance ? actual : (actual + 1 + rng.below(classes - 1)) % classes);
        columns.speakers.push(`voice ${s}`);
      }
    }
    return { ...columns, classCount: classes };
  });
}
