import { describe, expect, it } from 'vitest';
import { type DistributionFigures, prepareDistribution } from './prepare-distribution';

const figures = (count: number, median: number | null): DistributionFigures => ({
  count,
  missing: 0,
  mean: median,
  sd: null,
  min: null,
  q25: null,
  median,
  q75: null,
  max: null,
});

describe('A distribution by class', () => {
  it('draws each class in shares of its own values, on one axis', () => {
    const { rows, axis, isEmpty } = prepareDistribution({
      edges: [0, 1, 2, 3, 4],
      groups: [
        { label: 'calm', counts: [0, 50, 50, 0], below: 0, above: 0, statistics: figures(100, 2) },
        { label: 'sad', counts: [2, 0, 0, 0], below: 0, above: 1, statistics: figures(2, 0.5) },
      ],
    });
    expect(isEmpty).toBe(false);
    expect(axis.domain).toEqual([0, 4]);
    expect(axis.ticks.every((tick) => tick >= 0 && tick <= 4)).toBe(true);
    expect(rows[0]?.bars.map(({ from, width, height }) => [from, width, height])).toEqual([
      [0.25, 0.25, 0.5],
      [0.5, 0.25, 0.5],
    ]);
    expect(rows[1]?.bars).toMatchObject([{ from: 0, height: 1, count: 2, low: 0, high: 1 }]);
    expect(rows[0]?.median).toBe(0.5);
    expect(rows[1]?.beyond).toBe(1);
  });

  it('is empty without values, and leaves out a median beyond the axis', () => {
    const group = { label: null, counts: [], below: 0, above: 0, statistics: figures(0, null) };
    expect(prepareDistribution({ edges: [], groups: [group] })).toMatchObject({ isEmpty: true, rows: [{ bars: [] }] });
    const beyond = { ...group, counts: [1], statistics: figures(1, 9) };
    expect(prepareDistribution({ edges: [0, 1], groups: [beyond] }).rows[0]?.median).toBeNull();
  });
});
