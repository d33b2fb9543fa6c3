import { describe, expect, it } from 'vitest';
import { downsample } from './downsample.js';
import type { Points } from './points.js';

function pointsOf(values: readonly number[], steps: readonly number[] = values.map((_, i) => i)): Points {
  return {
    steps: Int32Array.from(steps),
    ts: Float64Array.from(steps, (step) => step * 10),
    values: Float64Array.from(values),
  };
}

describe('downsample', () => {
  it('gives min, max and last of buckets of equal width', () => {
    const { last, min, max } = downsample(pointsOf([3, 1, 2, 5, 4, 6, 9, 7]), 4);
    expect(min).toEqual([1, 2, 4, 7]);
    expect(max).toEqual([3, 5, 6, 9]);
    expect([...last.steps]).toEqual([1, 3, 5, 7]);
    expect([...last.values]).toEqual([1, 5, 6, 7]);
    expect([...last.ts]).toEqual([10, 30, 50, 70]);
  });

  it('leaves NaN out of min and max, keeps it where it is last, and says null where there is nothing else', () => {
    const { last, min, max } = downsample(pointsOf([1, Number.NaN, Number.NaN, Number.NaN]), 2);
    expect(min).toEqual([1, null]);
    expect(max).toEqual([1, null]);
    expect([...last.values]).toEqual([Number.NaN, Number.NaN]);
  });

  it('leaves buckets out that hold no step', () => {
    const { last } = downsample(pointsOf([1, 2, 3], [0, 1, 99]), 10);
    expect([...last.steps]).toEqual([1, 99]);
  });

  it('loses no point and no extreme at any width', () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * i);
    for (const count of [1, 3, 7, 499, 999, 1000]) {
      const { last, min, max } = downsample(pointsOf(values), count);
      expect(last.steps.length).toBeLessThanOrEqual(count);
      expect(Math.min(...min.map(Number))).toBe(Math.min(...values));
      expect(Math.max(...max.map(Number))).toBe(Math.max(...values));
      expect(last.values.at(-1)).toBe(values.at(-1));
    }
  });

  it('has nothing to say of no points', () => {
    expect(downsample(pointsOf([]), 5).min).toEqual([]);
  });
});
