import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './chart-series';
import { describeSeries, readAloud } from './describe-series';
import { prepareSeries } from './prepare-series';

const one = (id: string, values: number[]): ChartSeries => ({
  ...{ id, owner: id, label: id, color: 0, marker: null, style: 'dashed', places: null, isThinned: false, band: null },
  steps: [...values.keys()],
  values,
});

describe('The words of a chart', () => {
  it('tell where a line starts, ends and ranges', () => {
    expect(describeSeries('Loss', prepareSeries([one('mlp', [2, 0.5, 0.75])]))).toBe(
      'Loss: mlp, validation goes from 2 to 0.75 at step 2, between 0.5 and 2.',
    );
  });

  it('tell of many lines which end lowest and highest', () => {
    const lines = ['a', 'b', 'c'].map((name, at) => one(name, [1, at]));
    expect(describeSeries('Loss', prepareSeries(lines))).toBe(
      'Loss: 3 lines, ending between 0 (a, validation) and 2 (c, validation).',
    );
  });

  it('say that there is nothing', () => {
    expect(describeSeries('Loss', prepareSeries([]))).toBe('Loss: nothing to draw yet.');
  });

  it('read the values at a place, of all lines or of one', () => {
    const prepared = prepareSeries([one('a', [1, 2]), one('b', [5])]);
    expect(readAloud(prepared, 1, null)).toBe('step 1: a, validation 2; b, validation no value.');
    expect(readAloud(prepared, 0, 'b')).toBe('step 0: b, validation 5.');
  });
});
