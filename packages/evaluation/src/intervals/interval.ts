import { normalCdf, studentCritical } from '../distributions/distributions.js';

export interface Interval {
  readonly lower: number;
  readonly upper: number;
  /** Confidence level, for example 0.95. */
  readonly level: number;
}

export const DEFAULT_LEVEL = 0.95;

/** @throws RangeError unless 0 < level < 1 */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1, got ${level}`);
}

/**
 * Percentile interval of bootstrap replicates, widened for the small number of resampled groups (Hesterberg 2015,
 * "expanded percentile"): with n groups plain percentiles are too narrow by √((n−1)/n) and by the normal instead of
 * Student's quantile, which at 24 speakers is the difference between 92 % and 95 % coverage. NaN replicates count
 * nowhere; without two groups the interval is everything the replicates allow: NaN.
 * @param replicates sorted in place
 */
export function expandedPercentile(replicates: Float64Array, groupCount: number, level: number): Interval {
  checkLevel(level);
  // Typed-array sort puts NaN last.
  replicates.sort();
  let count = replicates.length;
  while (count > 0 && Number.isNaN(replicates[count - 1])) count--;
  if (count === 0 || groupCount < 2) return { lower: Number.NaN, upper: Number.NaN, level };
  const critical = studentCritical(1 - level, groupCount - 1);
  const tail = normalCdf(-Math.sqrt(groupCount / (groupCount - 1)) * critical);
  return {
    lower: quantileOfSorted(replicates, count, tail),
    upper: quantileOfSorted(replicates, count, 1 - tail),
    level,
  };
}

/** Linear interpolation between order statistics (numpy's default). */
function quantileOfSorted(sorted: Float64Array, count: number, p: number): number {
  const position = p * (count - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, count - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
