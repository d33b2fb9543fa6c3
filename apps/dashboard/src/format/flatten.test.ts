import { describe, expect, it } from 'vitest';
import { flattenParams } from './flatten';

describe('flattenParams', () => {
  it('gives nested values dotted names', () => {
    const flat = flattenParams({ epochs: 60, schedule: { kind: 'cosine', warmup: { epochs: 2 } }, dropout: false });
    expect([...flat]).toEqual([
      ['epochs', '60'],
      ['schedule.kind', 'cosine'],
      ['schedule.warmup.epochs', '2'],
      ['dropout', 'false'],
    ]);
  });

  it('keeps null apart from 0 and lists in one piece', () => {
    expect([...flattenParams({ clipNorm: null, seed: 0, units: [64, 32], extra: {} })]).toEqual([
      ['clipNorm', null],
      ['seed', '0'],
      ['units', '[64,32]'],
      ['extra', '{}'],
    ]);
  });

  it('finds nothing in nothing', () => {
    for (const nothing of [null, undefined, {}, 3, 'text', []]) expect(flattenParams(nothing).size).toBe(0);
  });
});
