import { describe, expect, it } from 'vitest';
import { type CompositionCount, prepareComposition, UNSTATED } from './prepare-composition';

function cell(emotion: string | null, gender: string | null, speaker: string, count: number): CompositionCount {
  return { emotion, gender, intensity: 'normal', speaker, count };
}
const CELLS = [
  cell('calm', 'male', '1', 4),
  cell('calm', 'female', '2', 6),
  cell('calm', 'female', '10', 2),
  cell('sad', 'male', '1', 3),
  cell(null, null, '10', 1),
];

describe('The composition of a dataset', () => {
  it('adds the clips up by emotion and gender, largest first', () => {
    const { bars, stacks, max, total } = prepareComposition(CELLS, 'emotion', 'gender');
    expect(stacks).toEqual(['female', 'male', UNSTATED]);
    expect(bars.map(({ label, total: count }) => [label, count])).toEqual([
      ['calm', 12],
      ['sad', 3],
      [UNSTATED, 1],
    ]);
    expect(bars[0]?.segments).toEqual([
      { stack: 'female', index: 0, count: 8 },
      { stack: 'male', index: 1, count: 4 },
    ]);
    expect([max, total]).toEqual([12, 16]);
  });

  it('counts clips that do not say a trait instead of dropping them', () => {
    expect(prepareComposition(CELLS, 'gender', 'emotion').bars.at(-1)?.label).toBe(UNSTATED);
  });

  it('lists speakers by number', () => {
    expect(prepareComposition(CELLS, 'speaker', 'gender').bars.map(({ label }) => label)).toEqual(['1', '2', '10']);
  });

  it('is empty for an empty dataset', () => {
    expect(prepareComposition([], 'emotion', 'gender')).toEqual({ bars: [], stacks: [], max: 0, total: 0 });
  });
});
