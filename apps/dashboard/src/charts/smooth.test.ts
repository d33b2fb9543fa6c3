import { describe, expect, it } from 'vitest';
import { smooth } from './smooth';

describe('Smoothing', () => {
  it('gives the known values of the corrected moving average', () => {
    // (0.5·0.5·1 + 0.5·3) / (1 − 0.25)
    expect(smooth([1, 3], 0.5)).toEqual([1, 1.75 / 0.75]);
  });

  it('leaves a constant constant', () => {
    for (const value of smooth(Array(50).fill(0.7), 0.95)) expect(value).toBeCloseTo(0.7, 12);
  });

  it('changes nothing with a weight of 0', () => {
    expect(smooth([1, null, 5], 0)).toEqual([1, null, 5]);
  });

  it('keeps gaps and values that are not finite where they are, and averages past them', () => {
    const smoothed = smooth([2, null, Number.NaN, 2], 0.9);
    expect(smoothed[1]).toBeNull();
    expect(smoothed[2]).toBeNaN();
    expect(smoothed[3]).toBeCloseTo(2, 12);
  });

  it('stays finite with a weight of 1', () => {
    expect(smooth([4, 6], 1).every((value) => Number.isFinite(value))).toBe(true);
  });
});
