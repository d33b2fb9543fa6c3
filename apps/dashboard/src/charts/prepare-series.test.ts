import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './chart-series';
import { placeOf, pointAt, prepareSeries, stepAt } from './prepare-series';

function series(id: string, steps: number[], values: (number | null)[]): ChartSeries {
  return { id, label: id, color: 0, style: 'solid', steps, values };
}
const column = (prepared: ReturnType<typeof prepareSeries>, key: string) => prepared.rows.map((row) => row[key]);

describe('A line chart', () => {
  it('draws a missing value as a gap and never as 0', () => {
    const prepared = prepareSeries([series('a', [0, 1, 2, 3, 4], [1, 2, null, 4, 5])]);
    expect(column(prepared, 'line0')).toEqual([1, 2, null, 4, 5]);
    expect(prepared.undrawnCount).toBe(0);
  });

  it('draws NaN as a gap, counts it, and keeps it for the table', () => {
    const prepared = prepareSeries([series('a', [0, 1, 2], [1, Number.NaN, 3])]);
    expect(column(prepared, 'line0')).toEqual([1, null, 3]);
    expect(prepared.undrawnCount).toBe(1);
    expect(prepared.lines[0]?.points[1]?.raw).toBeNaN();
  });

  it('marks points without neighbours, which a line alone would not show', () => {
    const alone = prepareSeries([series('a', [7], [0.5])]);
    expect([...(alone.lines[0]?.lonelySteps ?? [])]).toEqual([7]);
    expect(alone.isEmpty).toBe(false);
    const between = prepareSeries([series('a', [0, 1, 2, 3], [null, 2, null, 4])]);
    expect([...(between.lines[0]?.lonelySteps ?? [])]).toEqual([1, 3]);
  });

  it('is empty without series, without points, and without a finite value', () => {
    expect(prepareSeries([]).isEmpty).toBe(true);
    expect(prepareSeries([series('a', [], [])]).lines).toEqual([]);
    expect(prepareSeries([series('a', [0, 1], [Number.NaN, null])]).isEmpty).toBe(true);
  });

  it('joins unequal steps on one axis, each line passing straight between its own points', () => {
    const prepared = prepareSeries([series('a', [0, 10], [0, 10]), series('b', [0, 5, 20], [1, 2, 3])]);
    expect(column(prepared, 'step')).toEqual([0, 5, 10, 20]);
    expect(column(prepared, 'line0')).toEqual([0, 5, 10, null]);
    expect(column(prepared, 'line1')?.[2]).toBeCloseTo(2 + 1 / 3, 12);
  });

  it('does not bridge a gap at another line’s steps', () => {
    const prepared = prepareSeries([
      series('a', [0, 2, 4], [1, null, 3]),
      series('b', [0, 1, 2, 3, 4], [1, 1, 1, 1, 1]),
    ]);
    expect(column(prepared, 'line0')).toEqual([1, null, null, null, 3]);
  });

  it('leaves out what has no logarithm, and says how many', () => {
    const prepared = prepareSeries([series('a', [0, 1, 2], [0, 10, 100])], { scale: 'log' });
    expect(column(prepared, 'line0')).toEqual([null, 10, 100]);
    expect(prepared.undrawnCount).toBe(1);
    expect(prepared.y.domain[0]).toBeGreaterThan(0);
  });

  it('stays straight between points on a logarithmic scale', () => {
    const prepared = prepareSeries([series('a', [0, 2], [1, 100]), series('b', [1], [5])], { scale: 'log' });
    expect(column(prepared, 'line0')?.[1]).toBeCloseTo(10, 9);
  });

  it('gives step 0 a place on a logarithmic axis', () => {
    const prepared = prepareSeries([series('a', [0, 9, 99], [1, 2, 3])], { xScale: 'log' });
    expect(column(prepared, 'x')).toEqual([1, 10, 100]);
    expect(column(prepared, 'step')).toEqual([0, 9, 99]);
    expect(prepared.x.domain[0]).toBeGreaterThan(0);
    expect([0, 9, 99].map((step) => stepAt(placeOf(step, 'log'), 'log'))).toEqual([0, 9, 99]);
  });

  it('keeps the raw values behind the smoothed ones', () => {
    const prepared = prepareSeries([series('a', [0, 1], [1, 3])], { smoothing: 0.5 });
    expect(column(prepared, 'raw0')).toEqual([1, 3]);
    expect(column(prepared, 'line0')?.[1]).toBeLessThan(3);
    expect(prepared.lines[0]?.max?.raw).toBe(3);
  });

  it('draws so many of a hundred lines, and says how many it left out', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => series(String(index), [0, 1], [index, index + 1]));
    const prepared = prepareSeries(hundred, { maxLines: 40 });
    expect(prepared.lines.length).toBe(40);
    expect(prepared.hiddenLineCount).toBe(60);
  });

  it('gives at a step the latest point of each line, and nothing beyond its end', () => {
    const [line] = prepareSeries([series('a', [0, 10, 20], [1, 2, 3])]).lines;
    if (!line) throw new Error('no line');
    expect(pointAt(line, 14)?.raw).toBe(2);
    expect(pointAt(line, 20)?.raw).toBe(3);
    expect(pointAt(line, 21)).toBeNull();
    expect(pointAt(line, -1)).toBeNull();
  });
});
