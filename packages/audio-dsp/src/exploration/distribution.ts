import { describeValues, quantile, sortFinite, type ValueStatistics } from './value-statistics.js';

export interface ValueGroup {
  /** null: the label is not stated. */
  readonly label: string | null;
  readonly values: Float32Array | Float64Array;
}

export interface DistributionGroup {
  readonly label: string | null;
  readonly statistics: ValueStatistics;
  /** Values in each bin. */
  readonly counts: readonly number[];
  /** Values beyond the first and the last edge. */
  readonly below: number;
  readonly above: number;
}

/** Histograms over common bins. */
export interface Distribution {
  /** One more than there are bins, evenly spaced; none where there is no value. */
  readonly edges: readonly number[];
  readonly groups: readonly DistributionGroup[];
}

/** Share of the values at each end that may lie beyond the bins. */
const TAIL = 0.005;
/** The bins leave the tails out only where those would take this many times their room. */
const STRETCH = 3;

/**
 * Histograms of several groups of values over common, evenly spaced bins. The bins span all values, unless the outermost
 * 0.5 % at either end would stretch them threefold: those are then counted as below and above.
 * @throws RangeError when `binCount` is no positive integer
 */
export function distribution(groups: readonly ValueGroup[], binCount: number): Distribution {
  if (!Number.isInteger(binCount) || binCount < 1) {
    throw new RangeError(`binCount must be a positive integer, got ${binCount}`);
  }
  const range = rangeOf(groups);
  if (range === null) {
    return { edges: [], groups: groups.map((group) => describeGroup(group, 0, 1, 0)) };
  }
  const [low, high] = range;
  return {
    edges: Array.from({ length: binCount + 1 }, (_, i) => low + ((high - low) * i) / binCount),
    groups: groups.map((group) => describeGroup(group, low, high, binCount)),
  };
}

function rangeOf(groups: readonly ValueGroup[]): readonly [number, number] | null {
  const all = new Float64Array(groups.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const { values } of groups) {
    all.set(values, at);
    at += values.length;
  }
  const sorted = sortFinite(all);
  if (sorted.length === 0) return null;
  const [min, max] = [sorted[0], sorted[sorted.length - 1]];
  if (min === max) {
    const half = Math.max(Math.abs(min) * 0.05, 1e-6);
    return [min - half, max + half];
  }
  const low = quantile(sorted, TAIL) ?? min;
  const high = quantile(sorted, 1 - TAIL) ?? max;
  return high > low && max - min > STRETCH * (high - low) ? [low, high] : [min, max];
}

function describeGroup({ label, values }: ValueGroup, low: number, high: number, binCount: number): DistributionGroup {
  const counts = new Array<number>(binCount).fill(0);
  let below = 0;
  let above = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (value < low) below++;
    else if (value > high) above++;
    else if (binCount > 0) counts[Math.min(binCount - 1, Math.floor(((value - low) / (high - low)) * binCount))]++;
  }
  return { label, statistics: describeValues(values), counts, below, above };
}
