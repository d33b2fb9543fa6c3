/** Figures of a set of measured values; null where there is no value to measure. */
export interface ValueStatistics {
  /** Finite values. */
  readonly count: number;
  /** NaN and infinite ones, which no other figure includes. */
  readonly missing: number;
  readonly mean: number | null;
  /** Of the population the values were drawn from (n − 1); null for fewer than two. */
  readonly sd: number | null;
  readonly min: number | null;
  readonly q05: number | null;
  readonly q25: number | null;
  readonly median: number | null;
  readonly q75: number | null;
  readonly q95: number | null;
  readonly max: number | null;
}

/** Mean and squared deviations of values seen one by one (Welford), which can be merged (Chan). */
export class Moments {
  count = 0;
  missing = 0;
  mean = 0;
  /** Sum of squared deviations from the mean. */
  deviation = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    if (!Number.isFinite(value)) {
      this.missing++;
      return;
    }
    this.count++;
    const distance = value - this.mean;
    this.mean += distance / this.count;
    this.deviation += distance * (value - this.mean);
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  merge(other: Moments): void {
    this.missing += other.missing;
    if (other.count === 0) return;
    const count = this.count + other.count;
    const distance = other.mean - this.mean;
    this.mean += (distance * other.count) / count;
    this.deviation += other.deviation + (distance * distance * this.count * other.count) / count;
    this.count = count;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
  }

  /** @param sorted finite values in ascending order, all of them or an even sample: what the quantiles are taken of */
  describe(sorted: Float32Array | Float64Array): ValueStatistics {
    const { count, missing } = this;
    const isEmpty = count === 0;
    return {
      count,
      missing,
      mean: isEmpty ? null : this.mean,
      sd: count < 2 ? null : Math.sqrt(this.deviation / (count - 1)),
      min: isEmpty ? null : this.min,
      q05: quantile(sorted, 0.05),
      q25: quantile(sorted, 0.25),
      median: quantile(sorted, 0.5),
      q75: quantile(sorted, 0.75),
      q95: quantile(sorted, 0.95),
      max: isEmpty ? null : this.max,
    };
  }
}

/** Figures of values; NaN and infinities are counted apart. */
export function describeValues(values: Float32Array | Float64Array): ValueStatistics {
  const moments = new Moments();
  for (let i = 0; i < values.length; i++) moments.add(values[i]);
  return moments.describe(sortFinite(values));
}

export function sortFinite(values: Float32Array | Float64Array): Float64Array {
  return Float64Array.from(values.filter(Number.isFinite)).sort();
}

/**
 * Linear between neighbours, as `numpy.quantile`.
 * @param sorted ascending
 * @param share 0 … 1
 * @returns null of nothing
 */
export function quantile(sorted: Float32Array | Float64Array, share: number): number | null {
  if (sorted.length === 0) return null;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return low + (place - below) * (high - low);
}
