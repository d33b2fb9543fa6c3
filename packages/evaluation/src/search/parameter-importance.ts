import type { SearchSpace } from '@voxboard/domain';
import { type Observation, type SearchValue, toUnit } from './search-point.js';

export interface ParameterImportance {
  readonly name: string;
  /** Share of the variance of the results that goes with this parameter alone, in [0, 1]; null with too few results. */
  readonly share: number | null;
  /** Whether results get better (1) or worse (−1) as it grows; null for choices, and where there is no direction. */
  readonly direction: 1 | -1 | null;
}

/** Bins of a range: each must hold a few results. */
const MOST_BINS = 4;
const LEAST_PER_BIN = 3;
const LEAST_RESULTS = 8;

/** How `parameterImportance` counts, for whoever shows it. */
export const IMPORTANCE_METHOD =
  'Share of the variance of the results that goes with one parameter alone: epsilon squared of a one-way analysis over its values, ranges cut into at most four bins of equally many trials. What parameters do together is not counted, and shares of few trials are rough.';

/**
 * Marginal importance of every dimension: ε² (Kelley 1935), which unlike η² does not grow with the number of bins.
 * Trials without a result are left out, so what is said holds for those that were not stopped.
 */
export function parameterImportance(space: SearchSpace, observations: readonly Observation[]): ParameterImportance[] {
  const known = observations.filter(({ loss }) => loss !== null && Number.isFinite(loss));
  return space.map((dimension) => {
    const { name } = dimension;
    const losses = known.map(({ loss }) => loss ?? 0);
    if (known.length < LEAST_RESULTS) return { name, share: null, direction: null };
    if (dimension.kind === 'choice') {
      return {
        name,
        share: epsilonSquared(
          known.map(({ point }) => JSON.stringify(point[name])),
          losses,
        ),
        direction: null,
      };
    }
    const places = known.map(({ point }) => placeOf(point[name], (value) => toUnit(dimension, value)));
    const correlation = rankCorrelation(places, losses);
    return {
      name,
      share: epsilonSquared(binsOf(places), losses),
      direction: correlation === 0 || Number.isNaN(correlation) ? null : correlation < 0 ? 1 : -1,
    };
  });
}

function placeOf(value: SearchValue | undefined, toPlace: (value: number) => number): number {
  return typeof value === 'number' ? toPlace(value) : 0.5;
}

function binsOf(places: readonly number[]): string[] {
  const distinct = new Set(places);
  const bins = Math.min(MOST_BINS, Math.floor(places.length / LEAST_PER_BIN));
  if (distinct.size <= bins) return places.map(String);
  const sorted = [...places].sort((a, b) => a - b);
  // Equal places share a bin: by the first of them.
  return places.map((place) => String(Math.floor((sorted.indexOf(place) * bins) / places.length)));
}

function epsilonSquared(groups: readonly string[], values: readonly number[]): number | null {
  const mean = average(values);
  const total = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const byGroup = new Map<string, number[]>();
  for (const [i, group] of groups.entries()) byGroup.set(group, [...(byGroup.get(group) ?? []), values[i] ?? 0]);
  const freedom = values.length - byGroup.size;
  if (total === 0 || freedom <= 0) return null;
  if (byGroup.size === 1) return 0;
  const within = [...byGroup.values()].reduce((sum, group) => {
    const middle = average(group);
    return sum + group.reduce((part, value) => part + (value - middle) ** 2, 0);
  }, 0);
  const between = total - within;
  return Math.max(0, (between - (byGroup.size - 1) * (within / freedom)) / total);
}

/** Spearman's, ties averaged. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [ranks(a), ranks(b)];
  const [meanA, meanB] = [average(ranksA), average(ranksB)];
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(ranksA[i] ?? 0) - meanA, (ranksB[i] ?? 0) - meanB];
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return product / Math.sqrt(squaresA * squaresB);
}

function ranks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
