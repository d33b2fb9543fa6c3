import { describe, expect, it } from 'vitest';
import { chipValues, filterOfLine, readLine, withChip, withCondition } from './filter-parts';
import { runColumn } from './run-column';

describe('the line above the table', () => {
  it('takes plain words for a search among names, and everything else for a filter', () => {
    expect(filterOfLine('cnn fold')).toEqual({ text: 'cnn fold' });
    expect(filterOfLine('metrics.test.uar>0.6')).toEqual({ query: 'metrics.test.uar > 0.6' });
    expect(filterOfLine('')).toEqual({});
    expect(filterOfLine('stauts = failed')).toBeNull();
    expect(readLine('stauts = failed')).toMatchObject({ kind: 'mistake', mistake: { offset: 0, length: 6 } });
  });

  it('keeps chips and line in step', () => {
    const line = withChip('tag:baseline', 'status', ['RUNNING', 'FAILED']);
    expect(line).toBe('tag:baseline and status in (running, failed)');
    expect(chipValues(line, 'status')).toEqual(['RUNNING', 'FAILED']);
    expect(withChip(line, 'status', ['FAILED'])).toBe('tag:baseline and status = failed');
    expect(withChip(line, 'status', [])).toBe('tag:baseline');
    expect(withChip('cnn', 'task', ['EMOTION'])).toBe('"cnn" and task = emotion');
  });

  it('leaves conditions alone that a chip cannot stand for', () => {
    expect(chipValues('status = failed or tag:x', 'status')).toEqual([]);
    expect(withChip('status != failed', 'status', ['QUEUED'])).toBe('status != failed and status = queued');
    expect(withCondition('tag:a or tag:b', { kind: 'tag', tag: 'c' })).toBe('(tag:a or tag:b) and tag:c');
  });
});

describe('columns', () => {
  it('are named as filters name their fields', () => {
    expect(runColumn('best(metrics.validation.loss)')).toMatchObject({
      title: 'Val. loss (best)',
      firstDirection: 'asc',
      order: { field: 'METRIC', metric: { key: 'loss', split: 'VALIDATION', aggregate: 'BEST' } },
    });
    expect(runColumn('params.width')).toMatchObject({ title: 'width', order: { field: 'PARAM', param: 'width' } });
    expect(runColumn('uar')?.id).toBe('metrics.test.uar');
    expect(runColumn('nonsense) or (')).toBeNull();
  });
});
