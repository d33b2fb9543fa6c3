import { describe, expect, it } from 'vitest';
import {
  elapsedSeconds,
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatMetric,
  formatPercent,
  MISSING,
  plural,
} from './format';

describe('formatting', () => {
  it('shows a missing value as missing and a zero as zero', () => {
    for (const format of [formatCount, formatPercent, formatMetric, formatDuration, formatBytes]) {
      expect(format(null)).toBe(MISSING);
      expect(format(undefined)).toBe(MISSING);
      expect(format(0)).toMatch(/^0/);
    }
  });

  it('calls values that are not finite by their names', () => {
    expect(formatMetric(Number.NaN)).toBe('NaN');
    expect(formatMetric(Number.POSITIVE_INFINITY)).toBe('∞');
    expect(formatMetric(Number.NEGATIVE_INFINITY)).toBe('−∞');
    expect(formatPercent(Number.NaN)).toBe('NaN');
  });

  it.each([
    [0.123456, '0.1235'],
    [1234.5678, '1235'],
    [0.00001, '1.00e-5'],
    [-2_500_000, '-2.50e+6'],
    [60, '60'],
  ])('gives the metric %d four figures', (value, text) => {
    expect(formatMetric(value)).toBe(text);
  });

  it.each([
    [4.21, '4.2 s'],
    [59.4, '59 s'],
    [192, '3 min 12 s'],
    [119.7, '2 min 0 s'],
    [7500, '2 h 5 min'],
  ])('says %d seconds as people do', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it.each([
    [999, '999 B'],
    [21_432, '21 kB'],
    [1_500_000, '1.5 MB'],
  ])('gives %d bytes a fitting unit', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('counts a running run up to now and an unstarted one not at all', () => {
    const start = '2026-01-01T00:00:00Z';
    const now = Date.parse('2026-01-01T00:01:30Z');
    expect(elapsedSeconds(start, null, now)).toBe(90);
    expect(elapsedSeconds(start, '2026-01-01T00:00:10Z', now)).toBe(10);
    expect(elapsedSeconds(null, null, now)).toBeNull();
    expect(formatAgo(start, now)).toBe('1 min. ago');
    expect(formatAgo(start, Date.parse(start) + 5000)).toBe('just now');
  });

  it('counts in words', () => {
    expect([plural(1, 'run'), plural(0, 'run'), plural(2, 'entry', 'entries')]).toEqual([
      '1 run',
      '0 runs',
      '2 entries',
    ]);
  });
});
