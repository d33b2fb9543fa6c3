import { describe, expect, it } from 'vitest';
import type { MetricTileFragment } from '../../generated/graphql';
import { prepareTiles } from './prepare-tiles';

const uar: MetricTileFragment = {
  key: 'uar',
  split: 'TEST',
  count: 1,
  last: 0,
  best: 0,
  bestStep: 3,
  isLowerBetter: false,
};
const loss: MetricTileFragment = { ...uar, key: 'loss', split: 'VALIDATION', last: 'NaN', best: 1, bestStep: 2 };

describe('the tiles of a run', () => {
  it('show the best value and its step, whatever came last', () => {
    expect(prepareTiles([loss], 'RUNNING')).toContainEqual({
      name: 'Lowest validation loss',
      value: '1',
      note: 'at step 2',
    });
  });

  it('show a score of 0 as 0 and one that is not there as missing', () => {
    const [first, second] = prepareTiles([uar], 'RUNNING');
    expect(first?.value).toBe('0.0 %');
    expect(second).toMatchObject({ value: '—', note: 'when the run has finished' });
    expect(prepareTiles([], 'CANCELED')[0]).toMatchObject({ value: '—', note: 'not measured' });
  });

  it('have no best of nothing', () => {
    const tiles = prepareTiles([{ ...loss, best: null, bestStep: null }], 'RUNNING');
    expect(tiles.at(-1)).toMatchObject({ value: '—', note: 'not measured yet' });
  });
});
