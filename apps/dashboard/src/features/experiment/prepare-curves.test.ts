import { expect, it } from 'vitest';
import { toChartSeries } from '../../charts';
import type { SeriesColumnsFragment, Split } from '../../generated/graphql';
import { bandLines, runLooks } from './prepare-curves';

const series = (runId: string, split: Split, values: number[]): SeriesColumnsFragment => ({
  ...{ runId, split, key: 'loss', values, steps: values.map((_, at) => at) },
  ...{ totalCount: values.length, isThinned: false, lastStep: values.length - 1 },
});
const looks = runLooks([
  { id: 'a', label: 'fold 1' },
  { id: 'b', label: 'fold 2' },
]);
const line = (one: SeriesColumnsFragment) => toChartSeries(one, looks(one) ?? { label: '', color: 0 });
const LINES = [
  line(series('a', 'TRAIN', [4, 2])),
  line(series('b', 'TRAIN', [2, 0])),
  line(series('a', 'VALIDATION', [5, 4])),
  line(series('b', 'VALIDATION', [7, 6])),
];

it('An experiment is one mean line for training and one for validation, each with its band', () => {
  const grouped = bandLines(LINES, 'range');
  expect(grouped.map(({ label, style, values }) => [label, style, values])).toEqual([
    ['Training (2)', 'solid', [3, 1]],
    ['Validation (2)', 'dashed', [6, 5]],
  ]);
  expect(grouped[0]?.band).toEqual({ low: [2, 0], high: [4, 2] });
  expect(bandLines(LINES, 'sd')[0]?.band?.low[0]).toBeCloseTo(3 - Math.SQRT2, 12);
});

it('or every run for itself, told apart by colour', () => {
  expect(bandLines(LINES, 'none')).toEqual(LINES);
  expect(LINES.map(({ label }) => label)).toEqual(['fold 1', 'fold 2', 'fold 1', 'fold 2']);
  expect(LINES[0]?.color).not.toBe(LINES[1]?.color);
});

it('A test score measured once is no curve, and a run that is not of the experiment has no line', () => {
  expect(looks(series('a', 'TEST', [0.5]))).toBeNull();
  expect(looks(series('z', 'TRAIN', [0.5]))).toBeNull();
});
