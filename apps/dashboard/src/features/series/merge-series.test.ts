import { describe, expect, it } from 'vitest';
import type { SeriesColumnsFragment } from '../../generated/graphql';
import { mergeColumns } from './merge-series';

function series(steps: number[], values: SeriesColumnsFragment['values'], key = 'loss'): SeriesColumnsFragment {
  return {
    runId: 'run',
    key,
    split: 'TRAIN',
    steps,
    values,
    totalCount: steps.length,
    isThinned: false,
    lastStep: steps.at(-1) ?? null,
  };
}

describe('mergeColumns', () => {
  it('appends what is new', () => {
    const merged = mergeColumns(series([0, 1], [3, 2]), series([2], [1]));
    expect(merged).toMatchObject({ steps: [0, 1, 2], values: [3, 2, 1], lastStep: 2 });
  });

  it('does not double points that a reconnect sends again, and takes their later value', () => {
    const merged = mergeColumns(series([0, 1, 2], [3, 2, 1]), series([1, 2, 3], [2, 'NaN', null]));
    expect(merged).toMatchObject({ steps: [0, 1, 2, 3], values: [3, 2, 'NaN', null] });
  });

  it('is the same object where nothing came', () => {
    const known = series([0], [3]);
    expect(mergeColumns(known, series([], []))).toBe(known);
  });
});
