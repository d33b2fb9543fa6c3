import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './chart-series';
import { prepareSeries } from './prepare-series';
import { seriesRows } from './series-rows';

const SERIES: ChartSeries = {
  id: 'a',
  owner: 'a',
  label: 'a',
  color: 0,
  marker: null,
  style: 'solid',
  steps: [],
  values: [],
  places: null,
  band: null,
  isThinned: false,
};

describe('seriesRows', () => {
  it('puts what stands at one place into one row, and keeps lines of other places whole', () => {
    const { rows, stretches } = seriesRows(
      prepareSeries([
        { ...SERIES, steps: [0, 2, 4], values: [1, 2, 3] },
        { ...SERIES, id: 'b', owner: 'b', steps: [1, 2], values: [5, 6] },
      ]),
    );
    expect(stretches.map(({ key, line }) => [key, line.id])).toEqual([
      ['line0', 'a'],
      ['line1', 'b'],
    ]);
    expect(rows).toEqual([
      { x: 0, line0: 1 },
      { x: 1, line1: 5 },
      { x: 2, line0: 2, line1: 6 },
      { x: 4, line0: 3 },
    ]);
  });

  it('breaks a line at NaN, and makes a dot of a point that stands alone', () => {
    const series = { ...SERIES, steps: [0, 1, 2, 3, 4], values: [1, 2, Number.NaN, 3, Number.POSITIVE_INFINITY] };
    const { rows, stretches } = seriesRows(prepareSeries([series]));
    expect(stretches.map(({ isLonely }) => isLonely)).toEqual([false, true]);
    expect(rows).toEqual([
      { x: 0, line0: 1 },
      { x: 1, line0: 2 },
      { x: 3, line1: 3 },
    ]);
  });

  it('draws the values as measured behind the smoothed ones, and a band where there is one', () => {
    const series = { ...SERIES, steps: [0, 1], values: [1, 3], band: { low: [0, 2], high: [2, 4] } };
    const { rows, stretches } = seriesRows(prepareSeries([series], { smoothing: 0.5 }));
    expect(stretches.map(({ kind }) => kind)).toEqual(['band', 'raw', 'line']);
    expect(rows[1]).toMatchObject({ x: 1, band0: [2, 4], raw1: 3 });
  });

  it('finds a place for step 0 on a logarithmic axis, and no rows where there is nothing', () => {
    const series = { ...SERIES, steps: [0, 9], values: [1, 2] };
    expect(seriesRows(prepareSeries([series], { xScale: 'log' })).rows.map(({ x }) => x)).toEqual([1, 10]);
    expect(seriesRows(prepareSeries([]))).toEqual({ rows: [], stretches: [] });
  });
});
