import { describe, expect, it } from 'vitest';
import type { MetricTileFragment, SeriesColumnsFragment } from '../../generated/graphql';
import { bestOf, prepareTiles } from './prepare-tiles';

const losses: SeriesColumnsFragment = {
  runId: 'run',
  key: 'loss',
  split: 'VALIDATION',
  steps: [0, 1, 2, 3],
  values: [2, 'NaN', 1, 1.5],
  totalCount: 4,
  isThinned: false,
  lastStep: 3,
};
const uar: MetricTileFragment = {
  key: 'uar',
  split: 'TEST',
  count: 1,
  last: 0,
  best: 0,
  bestStep: 3,
  isLowerBetter: false,
};

describe('the tiles of a run', () => {
  it('find the best step past values that are not finite', () => {
    expect(bestOf([losses], 'loss', 'VALIDATION', (a, b) => a < b)).toEqual({ value: 1, step: 2 });
    expect(prepareTiles([], [losses], 'RUNNING')).toContainEqual({
      name: 'Lowest validation loss',
      value: '1',
      note: 'at step 2',
    });
  });

  it('show a score of 0 as 0 and one that is not there as missing', () => {
    const [first, second] = prepareTiles([uar], [], 'RUNNING');
    expect(first?.value).toBe('0.0 %');
    expect(second).toMatchObject({ value: '—', note: 'when the run has finished' });
    expect(prepareTiles([], [], 'CANCELED')[0]).toMatchObject({ value: '—', note: 'not measured' });
  });

  it('have no best of nothing', () => {
    expect(bestOf([], 'loss', 'VALIDATION', (a, b) => a < b)).toBeNull();
    expect(
      bestOf([{ ...losses, values: ['NaN', null, 'Infinity', 'NaN'] }], 'loss', 'VALIDATION', () => true),
    ).toBeNull();
  });
});
