import { describe, expect, it } from 'vitest';
import { MARKER_COUNT, markedPlaces, markerPath } from './markers';

const points = Array.from({ length: 20 }, (_, x) => ({
  x,
  step: x,
  raw: 1,
  smoothed: x === 0 ? null : 1,
  low: null,
  high: null,
}));
const isDrawn = (value: number | null) => value !== null;

describe('markerPath', () => {
  it('writes a circle as two half arcs whose flags SVG understands', () => {
    expect(markerPath(0, 10, 10, 10)).toBe('M19 10M19 10A9 9 0 1 1 1 10A9 9 0 1 1 19 10');
  });

  it('differs for every marker', () => {
    const paths = Array.from({ length: MARKER_COUNT }, (_, marker) => markerPath(marker, 5, 5, 3));
    expect(new Set(paths).size).toBe(MARKER_COUNT);
    for (const path of paths) expect(path).not.toMatch(/NaN|undefined/);
  });
});

describe('markedPlaces', () => {
  it('marks few places, of drawn points in the part that is shown, at other ones for another marker', () => {
    const first = markedPlaces({ points, marker: 0 }, [0, 19], isDrawn);
    expect([...first]).toEqual([1, 5, 9, 13, 17]);
    expect([...markedPlaces({ points, marker: 1 }, [0, 19], isDrawn)]).not.toEqual([...first]);
    expect([...markedPlaces({ points, marker: 0 }, [3, 4], isDrawn)]).toEqual([3, 4]);
  });

  it('marks nothing where no marker is wanted', () => {
    expect(markedPlaces({ points, marker: null }, [0, 19], isDrawn).size).toBe(0);
  });
});
