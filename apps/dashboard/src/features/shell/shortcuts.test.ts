import { describe, expect, it } from 'vitest';
import { SECTIONS } from './sections';
import { matchShortcut, type Shortcut } from './shortcuts';

const shortcut = (...keys: string[]): Shortcut => ({ keys, label: keys.join(' '), run: () => undefined });
const all = [shortcut('g', 'r'), shortcut('g', 'l'), shortcut('?')];

describe('matchShortcut', () => {
  it('waits for the second key of two', () => {
    expect(matchShortcut(['g'], all)).toEqual({ kind: 'begun' });
    expect(matchShortcut(['g', 'l'], all)).toEqual({ kind: 'found', shortcut: all[1] });
  });

  it('finds a single key at once, and nothing for keys that lead nowhere', () => {
    expect(matchShortcut(['?'], all)).toEqual({ kind: 'found', shortcut: all[2] });
    expect(matchShortcut(['g', 'x'], all)).toEqual({ kind: 'none' });
    expect(matchShortcut(['x'], all)).toEqual({ kind: 'none' });
  });
});

it('gives no two pages the same key', () => {
  const keys = SECTIONS.flatMap(({ key }) => key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});
