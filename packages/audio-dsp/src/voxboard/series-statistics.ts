/** Mean and standard deviation (population) of values; both 0 for none. */
export function meanAndStd(values: Float64Array): { mean: number; std: number } {
  if (values.length === 0) return { mean: 0, std: 0 };
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return { mean, std: Math.sqrt(squares / values.length) };
}

/** Percentile by linear interpolation between order statistics (NumPy's default); 0 for none. */
export function percentileOf(sorted: Float64Array, percent: number): number {
  if (sorted.length === 0) return 0;
  const place = ((sorted.length - 1) * percent) / 100;
  const lower = Math.floor(place);
  const upper = Math.min(sorted.length - 1, lower + 1);
  return sorted[lower] + (place - lower) * (sorted[upper] - sorted[lower]);
}

/** Slope of the line fitted to (times, values); 0 where all times are equal. */
export function slopeOf(times: Float64Array, values: Float64Array): number {
  const { mean: meanTime } = meanAndStd(times);
  const { mean } = meanAndStd(values);
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < times.length; i++) {
    covariance += (times[i] - meanTime) * (values[i] - mean);
    variance += (times[i] - meanTime) ** 2;
  }
  return variance > 0 ? covariance / variance : 0;
}

/** Third standardised moment; 0 for (nearly) constant values. */
export function skewOf(values: Float64Array): number {
  const { mean, std } = meanAndStd(values);
  if (!(std > 1e-9)) return 0;
  let cubes = 0;
  for (let i = 0; i < values.length; i++) cubes += ((values[i] - mean) / std) ** 3;
  return cubes / values.length;
}

export function meanMagnitudeOf(values: Float64Array): number {
  if (values.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]);
  return sum / values.length;
}

/** mean, std, slope, p5, p50, p95, IQR, skew. */
export const EIGHT_STATISTICS = ['mean', 'std', 'slope', 'p5', 'p50', 'p95', 'iqr', 'skew'] as const;

export function eightStatistics(times: Float64Array, values: Float64Array): number[] {
  const { mean, std } = meanAndStd(values);
  const sorted = values.slice().sort();
  return [
    mean,
    std,
    slopeOf(times, values),
    percentileOf(sorted, 5),
    percentileOf(sorted, 50),
    percentileOf(sorted, 95),
    percentileOf(sorted, 75) - percentileOf(sorted, 25),
    skewOf(values),
  ];
}
