import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { thinSeries } from './thin-series.js';

const ramp = (count: number, valueAt: (i: number) => number) => ({
  steps: Array.from({ length: count }, (_, i) => i * 2),
  values: Array.from({ length: count }, (_, i) => valueAt(i)),
  timestampsMs: Array.from({ length: count }, (_, i) => 1000 + i),
});

describe('thinSeries', () => {
  it('leaves a series that fits as it is', () => {
    const series = ramp(10, (i) => i);
    expect(thinSeries(series, 10)).toEqual({ ...series, isThinned: false });
  });

  it('never loses a spike, whatever its place', () => {
    for (const place of [0, 1, 499, 500, 777, 999]) {
      const thinned = thinSeries(
        ramp(1000, (i) => (i === place ? 1e6 : Math.sin(i))),
        30,
      );
      expect(thinned.values).toContain(1e6);
      expect(thinned.values.length).toBeLessThanOrEqual(30);
    }
  });

  it('keeps first steps ascending, the last point last, and each value with its own step and time', () => {
    const rng = new Rng(5);
    for (let round = 0; round < 50; round++) {
      const count = 4 + rng.below(500);
      const series = ramp(count, () => rng.normal());
      const thinned = thinSeries(series, 3 + rng.below(count));
      expect(thinned.steps).toEqual([...new Set(thinned.steps)].sort((a, b) => a - b));
      expect(thinned.steps.at(-1)).toBe(series.steps.at(-1));
      thinned.steps.forEach((step, i) => {
        expect(thinned.values[i]).toBe(series.values[step / 2]);
        expect(thinned.timestampsMs[i]).toBe(series.timestampsMs[step / 2]);
      });
    }
  });

  it('takes NaN for neither least nor greatest, and infinities for either', () => {
    const thinned = thinSeries(
      ramp(300, (i) => (i === 299 ? Number.NaN : i === 7 ? Number.NEGATIVE_INFINITY : i % 2 === 0 ? Number.NaN : i)),
      3,
    );
    expect(thinned.values).toEqual([Number.NEGATIVE_INFINITY, 297, Number.NaN]);
  });
});
