import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './chart-series';
import { neighbourPlace, pointAt, prepareSeries } from './prepare-series';

function series(id: string, steps: number[], values: (number | null)[], more: Partial<ChartSeries> = {}): ChartSeries {
  const look = { owner: id, label: id, color: 0, marker: null, style: 'solid', band: null } as const;
  return { ...look, id, steps, values, places: null, isThinned: false, ...more };
}
const raws = (prepared: ReturnType<typeof prepareSeries>, line = 0) =>
  prepared.lines[line]?.points.map(({ raw }) => raw);

describe('A line chart', () => {
  it('keeps a missing value missing, and does not count it among those it cannot draw', () => {
    const prepared = prepareSeries([series('a', [0, 1, 2, 3, 4], [1, 2, null, 4, 5])]);
    expect(raws(prepared)).toEqual([1, 2, null, 4, 5]);
    expect(prepared.undrawnCount).toBe(0);
  });

  it('counts NaN and ±Infinity as not drawn, leaves them out of the axis, and keeps them for the table', () => {
    const prepared = prepareSeries([series('a', [0, 1, 2, 3], [1, Number.NaN, Number.POSITIVE_INFINITY, 3])]);
    expect(raws(prepared)).toEqual([1, Number.NaN, Number.POSITIVE_INFINITY, 3]);
    expect(prepared.undrawnCount).toBe(2);
    expect(prepared.y.domain[1]).toBeLessThan(4);
    expect(prepared.lines[0]).toMatchObject({ min: 1, max: 3, last: { step: 3 } });
  });

  it('stands on an axis of its own with one point', () => {
    const { x, y, isEmpty } = prepareSeries([series('a', [7], [0.5])]);
    expect(isEmpty).toBe(false);
    expect(x.domain[0]).toBeLessThan(7);
    expect(y.domain[1]).toBeGreaterThan(0.5);
  });

  it('is empty without series, without points, and without a finite value', () => {
    expect(prepareSeries([]).isEmpty).toBe(true);
    expect(prepareSeries([series('a', [], [])]).lines).toEqual([]);
    expect(prepareSeries([series('a', [0, 1], [Number.NaN, null])]).isEmpty).toBe(true);
  });

  it('leaves out what has no logarithm, and says how many', () => {
    const prepared = prepareSeries([series('a', [0, 1, 2], [0, 10, 100])], { scale: 'log' });
    expect(prepared.undrawnCount).toBe(1);
    expect(prepared.y.domain[0]).toBeGreaterThan(0);
  });

  it('gives step 0 a place on a logarithmic axis', () => {
    const prepared = prepareSeries([series('a', [0, 9, 99], [1, 2, 3])], { xScale: 'log' });
    expect(prepared.x).toEqual({ domain: [0, 99], ticks: [0, 1, 3, 10, 30] });
  });

  it('keeps the raw values beside the smoothed ones', () => {
    const [line] = prepareSeries([series('a', [0, 1], [1, 3])], { smoothing: 0.5 }).lines;
    expect(line?.points.map(({ raw }) => raw)).toEqual([1, 3]);
    expect(line?.points[1]?.smoothed).toBeLessThan(3);
    expect(line).toMatchObject({ hasRaw: true, max: 3 });
  });

  it('shows a spike of thinned points as the range of its stretch of steps', () => {
    const steps = [0, 40, 99, 100, 150, 199];
    const prepared = prepareSeries([series('a', steps, [1, 9, 2, 2, 1.5, 1.8], { isThinned: true })]);
    expect(prepared.lines[0]?.points).toEqual([
      { x: 99, step: 99, raw: 2, smoothed: 2, low: 1, high: 9 },
      { x: 199, step: 199, raw: 1.8, smoothed: 1.8, low: 1.5, high: 2 },
    ]);
    expect(prepared.y.domain[1]).toBeGreaterThan(9);
    expect(prepared.lines[0]?.max).toBe(9);
  });

  it('fits the vertical axis to the part that is zoomed to', () => {
    const one = series('a', [0, 10, 20, 30], [100, 1, 2, 3]);
    const prepared = prepareSeries([one], { zoom: [5, 25] });
    expect(prepared.x.domain).toEqual([5, 25]);
    expect(prepared.y.domain[1]).toBeLessThan(3);
  });

  it('can leave outliers beyond the vertical axis, and counts them', () => {
    const values = Array.from({ length: 100 }, (_, at) => (at === 50 ? 1e6 : 1 + at / 100));
    const one = series('a', [...values.keys()], values);
    expect(prepareSeries([one]).y.domain[1]).toBeGreaterThan(1e6);
    const clipped = prepareSeries([one], { isClipped: true });
    expect(clipped.y.domain[1]).toBeLessThan(3);
    expect(clipped.clippedCount).toBeGreaterThanOrEqual(1);
  });

  it('draws so many of a hundred lines, and says how many it left out', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => series(String(index), [0, 1], [index, index + 1]));
    expect(prepareSeries(hundred)).toMatchObject({ hiddenLineCount: 0, isEmpty: false });
    const prepared = prepareSeries(hundred, { maxLines: 40 });
    expect([prepared.lines.length, prepared.hiddenLineCount]).toEqual([40, 60]);
  });

  it('does not look again at a series that did not change', () => {
    const [same, other] = [series('a', [0], [1]), series('b', [0], [2])];
    const before = prepareSeries([same, other]);
    const after = prepareSeries([same, { ...other, steps: [0, 1], values: [2, 3] }]);
    expect(after.lines[0]).toBe(before.lines[0]);
    expect(after.lines[1]).not.toBe(before.lines[1]);
    expect(prepareSeries([same], { smoothing: 0.5 }).lines[0]).not.toBe(before.lines[0]);
  });

  it('gives at a place the latest point of each line, and nothing beyond its end', () => {
    const [line] = prepareSeries([series('a', [0, 10, 20], [1, 2, 3])]).lines;
    if (!line) throw new Error('no line');
    expect([-1, 14, 20, 21].map((x) => pointAt(line, x)?.raw ?? null)).toEqual([null, 2, 3, null]);
  });

  it('finds the next and the previous place that has a point of any line', () => {
    const { lines } = prepareSeries([series('a', [0, 10, 20], [1, 2, 3]), series('b', [5, 10], [1, 2])]);
    expect([-1, 0, 5, 12, 20].map((x) => neighbourPlace(lines, x, 1))).toEqual([0, 5, 10, 20, null]);
    expect([0, 5, 10, 12, 99].map((x) => neighbourPlace(lines, x, -1))).toEqual([null, 0, 5, 10, 20]);
  });
});
