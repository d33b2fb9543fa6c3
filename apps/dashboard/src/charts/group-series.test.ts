import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './chart-series';
import { groupSeries } from './group-series';

function member(id: string, steps: number[], values: (number | null)[], style: ChartSeries['style'] = 'solid') {
  const look = { owner: id, label: id, color: 0, marker: null, style, places: null, isThinned: false, band: null };
  return { ...look, id: `${id}:${style}`, steps, values };
}
const all = () => ({ id: 'g', label: 'mlp', color: 3, marker: 1 });

describe('Grouped lines', () => {
  it('are the mean with one standard deviation to each side', () => {
    const [line] = groupSeries([member('a', [0, 1], [1, 2]), member('b', [0, 1], [3, 2])], all, 'sd');
    expect(line).toMatchObject({ owner: 'g', label: 'mlp (2)', color: 3, values: [2, 2] });
    expect(line?.band?.low).toEqual([2 - Math.SQRT2, null]);
    expect(line?.band?.high[0]).toBeCloseTo(2 + Math.SQRT2, 12);
  });

  it('reach from the least to the greatest where that is asked for', () => {
    const [line] = groupSeries([member('a', [0], [1]), member('b', [0], [4])], all, 'range');
    expect(line?.band).toEqual({ low: [1], high: [4] });
  });

  it('count a member between its own points, and not beyond its end or across a gap', () => {
    const members = [member('a', [0, 2, 4], [0, 2, null]), member('b', [0, 1, 2, 3, 4], [1, 1, 1, 1, 1])];
    expect(groupSeries(members, all, 'sd')[0]?.values).toEqual([0.5, 1, 1.5, 1, 1]);
  });

  it('leave out what is not finite, and have no band where one member is left', () => {
    const [line] = groupSeries([member('a', [0], [Number.NaN]), member('b', [0], [2])], all, 'range');
    expect([line?.values, line?.band?.low]).toEqual([[2], [null]]);
  });

  it('keep the parts of the data apart, and drop what is in no group', () => {
    const members = [member('a', [0], [1]), member('a', [0], [2], 'dashed'), member('z', [0], [9])];
    const grouped = groupSeries(members, ({ owner }) => (owner === 'z' ? null : all()), 'sd');
    expect(grouped.map(({ style, values }) => [style, values])).toEqual([
      ['solid', [1]],
      ['dashed', [2]],
    ]);
  });

  it('have no more points than can be seen', () => {
    const long = Array.from({ length: 3000 }, (_, at) => at);
    expect(groupSeries([member('a', long, long)], all, 'sd')[0]?.steps.length).toBe(500);
  });
});
