import { describe, expect, it } from 'vitest';
import { MARKER_SHAPES, markerPath, prepareScatter } from './prepare-scatter';

describe('A projection', () => {
  it('places every finite point once, from left to right, and names those it cannot draw', () => {
    const { points, undrawnCount } = prepareScatter({
      x: [3, 1, Number.NaN, 2],
      y: [0, 5, 1, 10],
      labels: ['a', 'b', 'a', null],
    });
    expect(points.map(({ index, group }) => [index, group.label])).toEqual([
      [1, 'b'],
      [3, 'not stated'],
      [0, 'a'],
    ]);
    expect(points.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
    expect(undrawnCount).toBe(1);
  });

  it('tells 24 groups apart by colour and shape together, and the first ones by shape alone', () => {
    const labels = Array.from({ length: 24 }, (_, i) => String(i + 1));
    const { groups } = prepareScatter({ x: labels.map(Number), y: labels.map(Number), labels });
    expect(groups.map(({ label }) => label)).toEqual(labels);
    expect(new Set(groups.map(({ slot, shape }) => `${slot} ${shape}`)).size).toBe(24);
    expect(new Set(groups.slice(0, 6).map(({ shape }) => shape)).size).toBe(6);
  });

  it('is empty without points; a single point stands on an axis', () => {
    expect(prepareScatter({ x: [], y: [], labels: [] })).toMatchObject({ points: [], groups: [] });
    expect(prepareScatter({ x: [2], y: [2], labels: ['a'] }).points[0]).toMatchObject({
      x: expect.closeTo(0.5, 6),
      y: expect.closeTo(0.5, 6),
    });
  });

  it('draws a few far points at the edge, so that the others can be told apart', () => {
    const x = Array.from({ length: 200 }, (_, i) => (i === 0 ? 1e6 : i / 200));
    const { points, edgeCount } = prepareScatter({ x, y: x.map(() => 1), labels: x.map(() => 'a') });
    expect(edgeCount).toBeGreaterThan(0);
    expect(edgeCount).toBeLessThan(10);
    expect(points.at(-1)?.x).toBe(1);
    const middle = points.filter((point) => point.x > 0.2 && point.x < 0.8);
    expect(middle.length).toBeGreaterThan(100);
  });

  it('has a closed path for every shape', () => {
    for (const shape of MARKER_SHAPES) expect(markerPath(shape, 10, 10, 3)).toMatch(/^M.*z$/);
  });
});
