import { Rng } from '@voxboard/domain';
import { describe, expect, test } from 'vitest';
import { ColumnStatistics } from './column-statistics.js';
import { distribution } from './distribution.js';
import { principalComponents } from './principal-components.js';
import { describeValues, quantile } from './value-statistics.js';

describe('figures of values', () => {
  test('are those of numpy, with missing values apart', () => {
    expect(describeValues(Float64Array.of(3, Number.NaN, 1, 2, Number.POSITIVE_INFINITY, 4))).toMatchObject({
      count: 4,
      missing: 2,
      mean: 2.5,
      sd: Math.sqrt(5 / 3),
      min: 1,
      q25: 1.75,
      median: 2.5,
      max: 4,
    });
    expect(quantile(Float64Array.of(0, 10), 0.05)).toBe(0.5);
  });

  test('of nothing are missing, not zero, and one value has no spread', () => {
    expect(describeValues(Float64Array.of(Number.NaN))).toMatchObject({ count: 0, missing: 1, mean: null, max: null });
    expect(describeValues(Float64Array.of(7))).toMatchObject({ mean: 7, sd: null, median: 7 });
  });
});

describe('a distribution', () => {
  test('counts every value once, over bins common to all groups', () => {
    const { edges, groups } = distribution(
      [
        { label: 'a', values: Float64Array.of(0, 1, 2, 3, 4) },
        { label: 'b', values: Float64Array.of(4, 4, Number.NaN) },
      ],
      4,
    );
    expect(edges).toEqual([0, 1, 2, 3, 4]);
    expect(groups.map(({ counts }) => counts)).toEqual([
      [1, 1, 1, 2],
      [0, 0, 0, 2],
    ]);
    expect(groups[1].statistics.missing).toBe(1);
  });

  test('leaves out far outliers from the bins, but not from the count', () => {
    const values = Float64Array.from({ length: 1001 }, (_, i) => (i === 0 ? 1e6 : i / 1000));
    const { edges, groups } = distribution([{ label: null, values }], 10);
    expect(edges[10]).toBeLessThan(2);
    expect(groups[0].above).toBeGreaterThan(0);
    expect(groups[0].counts.reduce((sum, count) => sum + count, 0) + groups[0].above + groups[0].below).toBe(1001);
  });

  test('of one value has room around it, of none has no bins', () => {
    expect(distribution([{ label: null, values: Float64Array.of(2, 2) }], 3).groups[0].counts).toEqual([0, 2, 0]);
    expect(distribution([{ label: null, values: Float64Array.of(Number.NaN) }], 3).edges).toEqual([]);
    expect(() => distribution([], 0)).toThrow(RangeError);
  });
});

describe('figures of columns', () => {
  test('agree with those of each column alone, by group too', () => {
    const rng = new Rng(2);
    const rows = Array.from({ length: 60 }, (_, i) => Float32Array.of(rng.normal(), (i % 2) * 10 + rng.normal(), 5));
    const statistics = new ColumnStatistics(3, 2, rows.length);
    rows.forEach((row, i) => {
      statistics.add(row, i % 2);
    });
    const { overall, groups } = statistics.describe(1);
    const expected = describeValues(Float64Array.from(rows, (row) => row[1]));
    expect(overall.sd).toBeCloseTo(expected.sd ?? Number.NaN, 10);
    expect(overall).toMatchObject({ median: expected.median, min: expected.min, max: expected.max });
    expect(groups[1].mean).toBeCloseTo(10, 0);
    expect(statistics.describe(1).explained).toBeGreaterThan(0.9);
    expect(statistics.describe(0).explained).toBeLessThan(0.2);
    expect(statistics.describe(2).explained, 'a constant column explains nothing').toBeNull();
  });
});

describe('principal components', () => {
  test('find the two directions that data was spread along', () => {
    const rng = new Rng(4);
    const columnCount = 12;
    const rows = 400;
    const table = new Float32Array(rows * columnCount);
    for (let row = 0; row < rows; row++) {
      const [a, b] = [rng.normal(), rng.normal()];
      for (let column = 0; column < columnCount; column++) {
        table[row * columnCount + column] = 100 + (column < 8 ? a : b) + 0.1 * rng.normal();
      }
    }
    const { explained, scores, loadings } = principalComponents(table, columnCount);
    expect(explained[0]).toBeCloseTo(8 / 12, 1);
    expect(explained[1]).toBeCloseTo(4 / 12, 1);
    expect(Math.min(...Array.from({ length: 8 }, (_, i) => loadings[2 * i]))).toBeGreaterThan(0.3);
    const variance = scores.filter((_, i) => i % 2 === 0).reduce((sum, score) => sum + score * score, 0) / rows;
    expect(variance / columnCount).toBeCloseTo(explained[0], 4);
  });

  test('of constant columns, one column and no rows are finite', () => {
    expect(principalComponents(new Float32Array(12).fill(3), 4).explained).toEqual([0, 0]);
    expect(principalComponents(Float32Array.of(1, 2, 3), 1).explained[0]).toBeCloseTo(1, 6);
    expect(principalComponents(new Float32Array(0), 4).scores.length).toBe(0);
  });
});
