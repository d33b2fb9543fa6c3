import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { concatPoints, type Points, slicePoints } from './points.js';
import { SeriesThinner } from './series-thinner.js';

const ramp = (count: number, valueAt: (i: number) => number): Points => ({
  steps: Int32Array.from({ length: count }, (_, i) => i * 2),
  values: Float64Array.from({ length: count }, (_, i) => valueAt(i)),
  ts: Float64Array.from({ length: count }, (_, i) => 1000 + i),
});

/** Thinned when it comes in parts of so many points. */
function thin(points: Points, resolution: number, part = 1000) {
  const thinner = new SeriesThinner(resolution, points.steps.at(-1) ?? 0);
  for (let from = 0; from < points.steps.length; from += part) {
    thinner.add(slicePoints(points, from, Math.min(from + part, points.steps.length)));
  }
  return thinner.result();
}

describe('SeriesThinner', () => {
  it('leaves a series that fits as it is', () => {
    const series = ramp(10, (i) => i);
    expect(thin(series, 10, 3)).toEqual({ points: concatPoints([series]), count: 10, isThinned: false });
    expect(
      thin(
        ramp(0, () => 0),
        10,
      ),
    ).toMatchObject({ count: 0, isThinned: false });
  });

  it('never loses a spike, whatever its place and whichever way it points', () => {
    for (const place of [0, 1, 499, 500, 777, 999]) {
      for (const spike of [1e6, -1e6]) {
        const { points } = thin(
          ramp(1000, (i) => (i === place ? spike : Math.sin(i))),
          30,
          77,
        );
        expect(Array.from(points.values)).toContain(spike);
        expect(points.values.length).toBeLessThanOrEqual(30);
      }
    }
  });

  it('keeps steps ascending, the last point last, and each value with its own step and time', () => {
    const rng = new Rng(5);
    for (let round = 0; round < 50; round++) {
      const count = 4 + rng.below(500);
      const series = ramp(count, () => rng.normal());
      const { points, count: seen } = thin(series, 3 + rng.below(count), 1 + rng.below(60));
      const steps = Array.from(points.steps);
      expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
      expect(steps.at(-1)).toBe(series.steps.at(-1));
      expect(seen).toBe(count);
      steps.forEach((step, i) => {
        expect(points.values[i]).toBe(series.values[step / 2]);
        expect(points.ts[i]).toBe(series.ts[step / 2]);
      });
    }
  });

  it('gives the same whatever the parts a series comes in', () => {
    const rng = new Rng(6);
    const series = ramp(700, () => rng.normal());
    const whole = thin(series, 60, 700);
    for (const part of [1, 7, 60, 61, 699]) expect(thin(series, 60, part)).toEqual(whole);
  });

  it('takes NaN for neither least nor greatest, and infinities for either', () => {
    const { points } = thin(
      ramp(300, (i) => (i === 299 ? Number.NaN : i === 7 ? Number.NEGATIVE_INFINITY : i % 2 === 0 ? Number.NaN : i)),
      3,
    );
    expect(Array.from(points.values)).toEqual([Number.NEGATIVE_INFINITY, 297, Number.NaN]);
    const nothing = thin(
      ramp(300, () => Number.NaN),
      9,
    );
    expect(Array.from(nothing.points.steps)).toEqual([198, 398, 598]);
  });
});
