import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import { parseInput } from '../shared/parse-input.js';

export const MAX_RUNS_PER_LAUNCH = 1000;

const SeedsSchema = z
  .array(z.number().int().min(0))
  .min(1, 'must hold at least one seed')
  .max(100)
  .refine(isDistinct, 'must not repeat a seed');
const FoldsSchema = z
  .array(z.number().int().min(0))
  .min(1, 'must hold at least one fold; leave it out for all')
  .refine(isDistinct, 'must not repeat a fold');

/** One training to be made. */
export interface PlannedFold {
  readonly foldIndex: number;
  readonly seed: number;
}

export function parseSeeds(seeds: readonly number[]): number[] {
  return parseInput(SeedsSchema, seeds, ['seeds']);
}

/** Every fold wanted with every seed, seed by seed. @throws InvalidInputError */
export function planFolds(foldCount: number, folds: readonly number[] | null, seeds: readonly number[]): PlannedFold[] {
  const wanted =
    folds === null ? Array.from({ length: foldCount }, (_, i) => i) : parseInput(FoldsSchema, folds, ['folds']);
  const beyond = wanted.find((fold) => fold >= foldCount);
  if (beyond !== undefined) {
    throw new InvalidInputError(
      `The protocol has ${foldCount} ${foldCount === 1 ? 'fold' : 'folds'} here, numbered from 0; there is no fold ${beyond}.`,
      { path: ['folds'] },
    );
  }
  if (wanted.length * seeds.length > MAX_RUNS_PER_LAUNCH) {
    throw new InvalidInputError(
      `${wanted.length} folds with ${seeds.length} seeds are ${wanted.length * seeds.length} runs; a launch makes at most ${MAX_RUNS_PER_LAUNCH}. Launch them in parts.`,
      { path: ['seeds'] },
    );
  }
  return seeds.flatMap((seed) => wanted.map((foldIndex) => ({ foldIndex, seed })));
}

function isDistinct(values: readonly number[]): boolean {
  return new Set(values).size === values.length;
}
