import type { Dimension, SearchSpace } from '@voxboard/domain';
import { fromUnit, type SearchPoint, type SearchValue } from './search-point.js';

/** Values of a dimension on the grid: all choices; of a range at most `points`, evenly spaced on its scale, ends included. */
export function gridValues(dimension: Dimension, points: number): SearchValue[] {
  if (dimension.kind === 'choice') return [...dimension.values];
  const values = Array.from({ length: points }, (_, i) => {
    const unit = i / (points - 1);
    return fromUnit(dimension, unit);
  });
  return [...new Set(values)];
}

/** How many points the grid has. */
export function gridSize(space: SearchSpace, points: number): number {
  return space.reduce((size, dimension) => size * gridValues(dimension, points).length, 1);
}

/** The grid's point of that number, from 1; the last dimension changes fastest. null beyond the end. */
export function gridPoint(space: SearchSpace, points: number, number: number): SearchPoint | null {
  let rest = number - 1;
  const values: [string, SearchValue][] = [];
  for (const dimension of [...space].reverse()) {
    const choices = gridValues(dimension, points);
    values.unshift([dimension.name, choices[rest % choices.length] ?? null]);
    rest = Math.floor(rest / choices.length);
  }
  return rest > 0 ? null : Object.fromEntries(values);
}
