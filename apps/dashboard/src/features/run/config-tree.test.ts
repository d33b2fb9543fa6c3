import { describe, expect, it } from 'vitest';
import { entriesOf, fitsSearch } from './config-tree';

describe('The tree of settings', () => {
  it('opens objects by name and lists of objects by place, and keeps plain lists whole', () => {
    expect(entriesOf({ b: 1, a: { c: 2 } })).toEqual([
      ['a', { c: 2 }],
      ['b', 1],
    ]);
    expect(entriesOf([{ kind: 'Dense' }])).toEqual([['0', { kind: 'Dense' }]]);
    for (const leaf of [[64, 32], 'text', 0, null, {}]) expect(entriesOf(leaf)).toBeNull();
  });

  it('keeps a branch in which a name or a value has the text', () => {
    const node = ['schedule', { kind: 'cosine', warmup: { epochs: 2 } }] as const;
    expect(['sched', 'cos', 'epochs', '', 'linear'].map((text) => fitsSearch(node, text))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});
