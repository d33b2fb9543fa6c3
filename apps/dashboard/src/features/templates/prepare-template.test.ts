import { describe, expect, it } from 'vitest';
import type { TemplateLineFragment } from '../../generated/graphql';
import { defaultKeys, totalOf, totalText } from './prepare-template';

const part = (key: string, overrides: Partial<TemplateLineFragment> = {}): TemplateLineFragment => ({
  key,
  title: key,
  task: 'EMOTION',
  architecture: 'lda',
  recipe: 'study-162',
  protocol: 'study',
  isDefault: true,
  runCount: 5,
  problem: null,
  isWaiting: false,
  error: null,
  estimate: { seconds: 10, basis: '' },
  published: null,
  ...overrides,
});

describe('The form of a template', () => {
  it('starts with what is cheap and possible', () => {
    const parts = [part('a'), part('b', { isDefault: false }), part('c', { problem: 'no gender' })];
    expect([...defaultKeys(parts)]).toEqual(['a']);
  });

  it('adds up what is chosen, and says how much of it has no estimate', () => {
    const parts = [part('a'), part('b', { estimate: null, runCount: 1 }), part('c')];
    expect(totalOf(parts, new Set(['a', 'b']))).toEqual({ runCount: 6, seconds: 10, unknownCount: 1 });
    expect(totalOf(parts, new Set())).toEqual({ runCount: 0, seconds: null, unknownCount: 0 });
  });

  it('does not call an unknown time none', () => {
    const parts = [part('a', { estimate: null }), part('b')];
    expect(totalText(totalOf(parts, new Set(['a'])))).toMatch(/^5 runs, 1 experiment of unknown length\./);
    expect(totalText(totalOf(parts, new Set(['a', 'b'])))).toMatch(
      /about 10 s of training .* and 1 experiment of unknown/,
    );
  });
});
