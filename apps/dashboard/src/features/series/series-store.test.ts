import { describe, expect, it, vi } from 'vitest';
import type { SeriesColumnsFragment } from '../../generated/graphql';
import { SeriesStore } from './series-store';
import { thinColumns } from './thin-columns';

function series(steps: number[], values: SeriesColumnsFragment['values'], key = 'loss'): SeriesColumnsFragment {
  const lastStep = steps.at(-1) ?? null;
  return { runId: 'run', key, split: 'TRAIN', steps, values, totalCount: steps.length, isThinned: false, lastStep };
}

function storeWithFrames() {
  const frames: (() => void)[] = [];
  const store = new SeriesStore((task) => frames.push(task));
  return {
    store,
    frames,
    nextFrame: () => {
      for (const task of frames.splice(0)) task();
    },
  };
}

describe('The store of live curves', () => {
  it('tells its watchers once a while, however many batches arrive', () => {
    const { store, frames, nextFrame } = storeWithFrames();
    store.load(['run'], [series([0], [1])]);
    const told = vi.fn();
    store.subscribe(told);
    for (let step = 1; step <= 50; step += 1) store.append([series([step], [step])]);
    expect([told.mock.calls.length, frames.length]).toEqual([0, 1]);
    nextFrame();
    expect(told.mock.calls).toEqual([['appended']]);
    expect(store.read()[0]?.steps.length).toBe(51);
  });

  it('leaves a series that did not change the same object', () => {
    const { store, nextFrame } = storeWithFrames();
    store.load(['run'], [series([0], [1]), series([0], [2], 'uar')]);
    const before = store.read();
    store.append([series([1], [3])]);
    nextFrame();
    expect(store.read()[0]).not.toBe(before[0]);
    expect(store.read()[1]).toBe(before[1]);
  });

  it('keeps what is known where nothing came, and adds a series that was not known', () => {
    const { store, nextFrame } = storeWithFrames();
    store.append([]);
    expect(store.read()).toEqual([]);
    store.load(['run'], [series([0], [3])]);
    store.append([series([], []), series([0], [0.5], 'uar')]);
    nextFrame();
    expect(store.read().map(({ key, steps }) => [key, steps])).toEqual([
      ['loss', [0]],
      ['uar', [0]],
    ]);
  });

  it('takes a whole series in place of what it had, as when a step is logged again or late', () => {
    const { store, nextFrame } = storeWithFrames();
    store.load(['run'], [series([0, 2, 3], [1, 3, 4]), series([0], [2], 'uar')]);
    const before = store.read();
    store.append([series([1], [5], 'uar')], [series([0, 1, 2], [9, 8, 7])]);
    nextFrame();
    expect(store.read().map(({ key, steps, values }) => [key, steps, values])).toEqual([
      ['loss', [0, 1, 2], [9, 8, 7]],
      ['uar', [0, 1], [2, 5]],
    ]);
    expect(before[0]?.steps).toEqual([0, 2, 3]);
  });

  it('does not grow for ever, and keeps the spikes', () => {
    const { store, nextFrame } = storeWithFrames();
    for (let step = 0; step < 20_000; step += 1) store.append([series([step], [step === 5000 ? 99 : step % 7])]);
    nextFrame();
    const [one] = store.read();
    expect(one?.steps.length).toBeLessThanOrEqual(1200);
    expect(one?.values).toContain(99);
    expect([one?.isThinned, one?.lastStep]).toEqual([true, 19_999]);
  });

  it('takes a run anew in place of what was known of it', () => {
    const { store } = storeWithFrames();
    const told = vi.fn();
    store.subscribe(told);
    store.load(['run', 'other'], [series([0], [1]), { ...series([0], [5]), runId: 'other' }]);
    expect(told.mock.calls).toEqual([['loaded']]);
    store.load(['run'], [series([0, 1], [1, 2], 'uar')]);
    expect(store.read().map(({ runId, key }) => [runId, key])).toEqual([
      ['other', 'loss'],
      ['run', 'uar'],
    ]);
    store.clear();
    expect(store.read()).toEqual([]);
  });
});

describe('Thinned columns', () => {
  it('keep the least, the greatest and the last of each stretch, with their times', () => {
    const values = [5, 1, 9, 4, 'NaN', 'NaN'] as const;
    const one = { ...series([0, 1, 2, 3, 4, 5], [...values]), timestampsMs: [10, 11, 12, 13, 14, 15] };
    expect(thinColumns(one, 3)).toMatchObject({ steps: [1, 2, 5], values: [1, 9, 'NaN'], timestampsMs: [11, 12, 15] });
    expect(thinColumns(one, 6)).toBe(one);
  });
});
