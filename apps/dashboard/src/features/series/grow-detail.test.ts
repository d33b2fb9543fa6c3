import { expect, it } from 'vitest';
import type { SeriesColumnsFragment } from '../../generated/graphql';
import { growDetail } from './grow-detail';

const series = (steps: number[], key = 'loss'): SeriesColumnsFragment => ({
  ...{ runId: 'r', key, split: 'TRAIN', steps, values: steps.map((step) => step / 10) },
  ...{ totalCount: steps.length, isThinned: false, lastStep: steps.at(-1) ?? null },
});

it('A zoomed part takes what is logged later within it, and nothing beyond its end', () => {
  const [grown] = growDetail([series([4, 5])], [series([0, 2, 4, 6, 7, 12])], [4, 10]);
  expect([grown?.steps, grown?.values]).toEqual([
    [4, 5, 6, 7],
    [0.4, 0.5, 0.6, 0.7],
  ]);
});

it('Nothing new leaves all as it is', () => {
  const detail = [series([4, 5])];
  expect(growDetail(detail, [series([0, 5, 12])], [4, 10])).toBe(detail);
});

it('A metric that begins within the part joins it', () => {
  const joined = growDetail([series([4])], [series([4]), series([3, 5], 'uar'), series([1], 'old')], [4, 10]);
  expect(joined.map(({ key, steps }) => [key, steps])).toEqual([
    ['loss', [4]],
    ['uar', [5]],
  ]);
});
