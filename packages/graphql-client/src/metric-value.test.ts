import { describe, expect, it } from 'vitest';
import { decodeMetricValue, encodeMetricValue } from './metric-value.js';

describe('metric values', () => {
  it.each([0, -0.25, 1e-300, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])(
    'carry %d there and back',
    (value) => {
      const travelled = JSON.parse(JSON.stringify(encodeMetricValue(value)));
      expect(decodeMetricValue(travelled)).toBe(value);
    },
  );

  it('keep a missing value missing', () => {
    expect(decodeMetricValue(null)).toBeNull();
  });
});
