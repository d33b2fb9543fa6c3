import type { Rng, SearchSpace } from '@voxboard/domain';
import { fromUnit, type SearchPoint } from './search-point.js';

/** Every dimension drawn by itself, evenly on its scale (Bergstra and Bengio 2012). */
export function randomPoint(space: SearchSpace, rng: Rng): SearchPoint {
  return Object.fromEntries(
    space.map((dimension) => [
      dimension.name,
      dimension.kind === 'choice'
        ? (dimension.values[rng.below(dimension.values.length)] ?? null)
        : fromUnit(dimension, rng.uniform()),
    ]),
  );
}
