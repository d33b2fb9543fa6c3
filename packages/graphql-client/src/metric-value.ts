/** A metric's value as it travels: JSON has no word for the values that are not finite, so they are spelled out. */
export type MetricValue = number | 'NaN' | 'Infinity' | '-Infinity';

/** The number as the API takes it. NaN stays NaN: it is what the training produced, and it is shown as such. */
export function encodeMetricValue(value: number): MetricValue {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}

/** The number that travelled; null (missing) stays null. */
export function decodeMetricValue(value: MetricValue | null): number | null {
  return value === null ? null : Number(value);
}
