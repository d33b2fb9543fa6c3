import { Rng, type SearchMethod, type SearchSpace } from '@voxboard/domain';
import { gridPoint } from './grid-search.js';
import { randomPoint } from './random-search.js';
import type { Observation, SearchPoint } from './search-point.js';
import { tpePoint } from './tpe-search.js';

/**
 * The point of a trial; null when a grid has no more. Pure: each trial draws from a stream of its own, so the same
 * seed, number and observations give the same point on every machine, whatever was drawn before.
 * @param number of the trial, from 1
 * @param observations of the other trials, in order of their numbers
 */
export function proposeTrial(
  method: SearchMethod,
  space: SearchSpace,
  seed: number,
  number: number,
  observations: readonly Observation[],
): SearchPoint | null {
  const rng = new Rng(seed).fork(`trial ${number}`);
  switch (method.kind) {
    case 'grid':
      return gridPoint(space, method.points, number);
    case 'random':
      return randomPoint(space, rng);
    case 'tpe':
      return tpePoint(space, observations, method.startupTrials, rng);
  }
}
