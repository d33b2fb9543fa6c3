import { describe, expect, it } from 'vitest';
import { headlineMetric } from './run-facts';
import {
  addWindow,
  applyRunChange,
  leadingRows,
  type RunWindow,
  rowAt,
  startWindows,
  type TableRun,
  WINDOW_SIZE,
  windowRequest,
  windowsAround,
} from './run-windows';

const LOADED_AT = Date.parse('2026-01-01T12:00:00Z');

function run(id: string, change: Partial<TableRun> = {}): TableRun {
  return {
    id,
    name: `run ${id}`,
    status: 'RUNNING',
    source: 'LAUNCHED',
    seed: 0,
    foldIndex: 1,
    tags: [],
    epochsDone: 3,
    epochCount: 10,
    queuePosition: null,
    isStalled: false,
    createdAt: '2026-01-01T11:00:00Z',
    startedAt: null,
    finishedAt: null,
    backend: null,
    parameterCount: null,
    headline: [{ key: 'uar', split: 'TEST', last: 0.5, best: 0.6 }],
    experiment: { id: 'e', name: 'Sweep', task: 'EMOTION', plannedFolds: 5, architecture: null, protocol: null },
    ...change,
  };
}

function windowOf(number: number, size = WINDOW_SIZE): RunWindow {
  const rows = Array.from({ length: size }, (_, i) => run(`${number * WINDOW_SIZE + i}`));
  return { rows, startCursor: `start ${number}`, endCursor: `end ${number}` };
}

describe('windows of a long list', () => {
  const list = startWindows(100_000, windowOf(0), LOADED_AT);

  it('asks for what is in sight first, then for what lies beside it', () => {
    expect(windowsAround(list, 0, 20)).toEqual([1, 2]);
    expect(windowsAround(list, 50_040, 50_110)).toEqual([1000, 1001, 1002, 1003, 999, 1004]);
    expect(windowsAround(list, 99_990, 99_999)).toEqual([1999, 1998]);
  });

  it('goes on from a neighbour by cursor, and jumps by place', () => {
    expect(windowRequest(list, 1)).toEqual({ first: 50, after: 'end 0' });
    expect(windowRequest(list, 500)).toEqual({ first: 50, offset: 25_000 });
    expect(windowRequest(addWindow(list, 500, windowOf(500)), 499)).toEqual({ last: 50, before: 'start 500' });
  });

  it('finds a row by its place, and none where nothing is loaded', () => {
    expect(rowAt(list, 42)?.id).toBe('42');
    expect(rowAt(list, 142)).toBeNull();
    expect(leadingRows(addWindow(list, 2, windowOf(2)))).toHaveLength(50);
  });

  it('changes a row in place and keeps what an event does not carry', () => {
    const { shown: _, ...event } = run('42', { status: 'FINISHED' });
    const changed = applyRunChange(list, event, true);
    expect(rowAt(changed, 42)?.status).toBe('FINISHED');
    expect(changed.newRunIds.size).toBe(0);
  });

  it('counts a new run once instead of moving rows', () => {
    const fresh = run('new', { createdAt: '2026-01-01T12:00:01Z' });
    const once = applyRunChange(list, fresh, true);
    expect(applyRunChange(once, fresh, true).newRunIds.size).toBe(1);
    expect(applyRunChange(list, run('old'), true)).toBe(list);
    expect(applyRunChange(list, fresh, false)).toBe(list);
  });
});

describe('headline metrics', () => {
  it('are null where the run has not logged them', () => {
    expect(headlineMetric(run('a'), 'uar', 'TEST')).toBe(0.5);
    expect(headlineMetric(run('a'), 'uar', 'TEST', 'best')).toBe(0.6);
    expect(headlineMetric(run('a'), 'loss', 'TEST')).toBeNull();
  });
});
