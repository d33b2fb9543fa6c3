import { describe, expect, it } from 'vitest';
import type { RunRowFragment } from '../../generated/graphql';
import { foldLabel, headlineMetric } from './run-facts';
import { appendPage, applyChange, matchesFilter, type RunList, startList } from './run-list-state';

const LOADED_AT = Date.parse('2026-01-01T12:00:00Z');

function run(id: string, change: Partial<RunRowFragment> = {}): RunRowFragment {
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
    headline: [],
    experiment: { id: 'e', name: 'Sweep', task: 'EMOTION', plannedFolds: 5, architecture: null, protocol: null },
    ...change,
  };
}

function list(...ids: string[]): RunList {
  const page = { nodes: ids.map((id) => run(id)), totalCount: 9, pageInfo: { hasNextPage: true, endCursor: 'c' } };
  return startList(page, LOADED_AT);
}

describe('the list of runs', () => {
  it('takes the next page and keeps a run that moved between pages once', () => {
    const page = { nodes: [run('b'), run('c')], totalCount: 3, pageInfo: { hasNextPage: false, endCursor: 'd' } };
    const longer = appendPage(list('a', 'b'), page);
    expect(longer.rows.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect([longer.hasNextPage, longer.endCursor, longer.totalCount]).toEqual([false, 'd', 3]);
  });

  it('updates a row in place', () => {
    const changed = applyChange(list('a', 'b'), run('b', { status: 'FINISHED' }), {});
    expect(changed.rows.map(({ status }) => status)).toEqual(['RUNNING', 'FINISHED']);
  });

  it('holds a new run back until it is asked for, and counts it once', () => {
    const fresh = run('n', { createdAt: '2026-01-01T12:00:05Z' });
    const once = applyChange(list('a'), fresh, {});
    expect(once.rows).toHaveLength(1);
    expect([...applyChange(once, fresh, {}).newRunIds]).toEqual(['n']);
  });

  it('does not call a run new that is older than the list (it is on a later page) or filtered out', () => {
    expect(applyChange(list('a'), run('old'), {}).newRunIds.size).toBe(0);
    const fresh = run('n', { createdAt: '2026-01-01T12:00:05Z' });
    expect(applyChange(list('a'), fresh, { statuses: ['FAILED'] }).newRunIds.size).toBe(0);
  });

  it('filters as the API does', () => {
    expect(matchesFilter(run('a'), { text: 'SWEEP' })).toBe(true);
    expect(matchesFilter(run('a'), { text: 'other' })).toBe(false);
    expect(matchesFilter(run('a'), { task: 'GENDER' })).toBe(false);
    expect(matchesFilter(run('a'), { protocol: 'study' })).toBe(false);
    expect(matchesFilter(run('a'), { statuses: [] })).toBe(true);
  });
});

describe('facts of a run', () => {
  it('keep a metric that was not logged apart from a zero', () => {
    const logged = run('a', {
      headline: [
        { key: 'uar', split: 'TEST', last: 0, best: 0 },
        { key: 'loss', split: 'VALIDATION', last: 'NaN', best: 1 },
      ],
    });
    expect(headlineMetric(logged, 'uar', 'TEST')).toBe(0);
    expect(headlineMetric(logged, 'accuracy', 'TEST')).toBeNull();
    expect(headlineMetric(logged, 'loss', 'VALIDATION')).toBeNaN();
  });

  it('name fold and seed where there are any', () => {
    expect(foldLabel(run('a'))).toBe('fold 2/5 · seed 0');
    expect(foldLabel(run('a', { foldIndex: null, seed: null }))).toBeNull();
  });
});
