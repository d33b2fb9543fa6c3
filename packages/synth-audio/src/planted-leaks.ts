import { InvalidInputError, type Rng } from '@voxboard/domain';
import type { ClipPlan } from './clip-plan.js';

export interface PlantedLeaks {
  /** Clips that hold the very bytes of another clip. */
  readonly duplicates?: number;
  /** Clips that hold another clip's recording slightly changed: gain, noise, start. */
  readonly nearDuplicates?: number;
}

/**
 * Replaces the sound of some clips by that of another clip with the same emotion and gender, so that the labels stay
 * true and only the leak is wrong. Every other pair is of two speakers (a leak under every protocol), the rest of one
 * (a leak under protocols that split by clip).
 * @throws InvalidInputError when there are not enough clips for that many pairs.
 */
export function plantLeaks(plans: readonly ClipPlan[], leaks: PlantedLeaks, rng: Rng): ClipPlan[] {
  const duplicates = leaks.duplicates ?? 0;
  const total = duplicates + (leaks.nearDuplicates ?? 0);
  const result = [...plans];
  const order = rng.shuffle(plans.map((_, index) => index));
  const taken = new Set<number>();
  for (let pair = 0; pair < total; pair++) {
    const acrossSpeakers = pair % 2 === 0;
    const found = findPair(plans, order, taken, acrossSpeakers) ?? findPair(plans, order, taken, !acrossSpeakers);
    if (found === null) {
      throw new InvalidInputError(
        `${total} planted leaks need as many separate pairs of clips with equal emotion and gender; this corpus has ${pair}. Plant fewer or plan more clips.`,
        { path: ['plant'] },
      );
    }
    const [source, copy] = found;
    taken.add(source).add(copy);
    result[copy] = copyOf(plans[source], plans[copy], pair < duplicates, rng);
  }
  return result;
}

function findPair(
  plans: readonly ClipPlan[],
  order: readonly number[],
  taken: ReadonlySet<number>,
  acrossSpeakers: boolean,
): [number, number] | null {
  for (const source of order) {
    if (taken.has(source)) continue;
    const wanted = plans[source].labels;
    const copy = order.find((index) => {
      const { labels } = plans[index];
      return (
        index !== source &&
        !taken.has(index) &&
        labels.emotion === wanted.emotion &&
        labels.gender === wanted.gender &&
        (labels.speaker !== wanted.speaker) === acrossSpeakers
      );
    });
    if (copy !== undefined) return [source, copy];
  }
  return null;
}

function copyOf(source: ClipPlan, copy: ClipPlan, isExact: boolean, rng: Rng): ClipPlan {
  return {
    ...copy,
    recording: source.recording,
    disturbance: isExact
      ? null
      : {
          seed: rng.uint32(),
          gainDb: rng.between(-3, 3),
          noiseDbfs: rng.between(-75, -65),
          cutSamples: rng.below(4800),
        },
    planted: { kind: isExact ? 'duplicate' : 'near-duplicate', sameAs: source.path },
  };
}
