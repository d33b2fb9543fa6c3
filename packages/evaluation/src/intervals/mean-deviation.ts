/** Mean ± standard deviation, of folds or seeds. */
export interface MeanDeviation {
  readonly mean: number;
  /** Sample standard deviation (n − 1); null for fewer than two values. */
  readonly deviation: number | null;
  readonly count: number;
}

/** NaN among the values makes mean and deviation NaN: a failed fold is not hidden. Mean of nothing is NaN. */
export function meanDeviation(values: readonly number[]): MeanDeviation {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, deviation: null, count: values.length };
  return { mean, deviation: Number.isNaN(mean) ? Number.NaN : deviation(values), count: values.length };
}

/** Sample standard deviation of the values that are numbers; NaN for fewer than two. */
export function deviation(values: ArrayLike<number>): number {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    count++;
    const step = values[i] - mean;
    mean += step / count;
    squares += step * (values[i] - mean);
  }
  return count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1));
}
