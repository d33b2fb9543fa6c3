import { describe, expect, it } from 'vitest';
import type { SeriesColumnsFragment } from '../../generated/graphql';
import { placesOf, stepsOfZoom } from './place-series';

function series(steps: number[], values: number[], timestampsMs: number[], key = 'loss'): SeriesColumnsFragment {
  const lastStep = steps.at(-1) ?? null;
  const same = { runId: 'run', split: 'TRAIN', totalCount: steps.length, isThinned: false } as const;
  return { ...same, key, steps, values, timestampsMs, lastStep };
}
const loss = series([0, 10, 20, 30], [4, 3, 2, 1], [5000, 6000, 5500, 9000]);
const epochs = series([0, 15, 30], [0, 1, 2], [0, 0, 0], 'epoch');
const facts = { startMs: new Map([['run', 4000]]), epochs: new Map([['run', epochs]]) };
const none = { startMs: new Map<string, number>(), epochs: new Map<string, SeriesColumnsFragment>() };

describe('Places on an axis', () => {
  it('are the steps themselves unless another axis is chosen', () => {
    expect(placesOf(loss, 'step', facts)).toBeNull();
  });

  it('are seconds since the run began, or since its first point where that is not known', () => {
    expect(placesOf(loss, 'relative', facts)).toEqual([1, 2, 2, 5]);
    expect(placesOf(loss, 'relative', none)).toEqual([0, 1, 1, 4]);
  });

  it('never go back, even if a clock did', () => {
    expect(placesOf(loss, 'wall', none)).toEqual([5000, 6000, 6000, 9000]);
  });

  it('are the epochs that were logged, or the steps of a run that logged none', () => {
    expect(placesOf(loss, 'epoch', facts)).toEqual([0, 0, 1, 2]);
    expect(placesOf(loss, 'epoch', none)).toBeNull();
  });
});

describe('The steps behind a zoom', () => {
  it('are the range itself on an axis of steps', () => {
    expect(stepsOfZoom([loss], 'step', facts, [2.4, 17.2])).toEqual([2, 18]);
  });

  it('reach one point further on either side on other axes', () => {
    expect(stepsOfZoom([loss], 'relative', facts, [1.5, 3])).toEqual([0, 30]);
    // Nothing lies beyond it yet: what is logged next may still belong to it.
    expect(stepsOfZoom([loss], 'relative', facts, [4.5, 9])).toEqual([20, Number.POSITIVE_INFINITY]);
  });

  it('are unknown without points', () => {
    expect(stepsOfZoom([], 'wall', facts, [0, 1])).toBeNull();
  });
});
