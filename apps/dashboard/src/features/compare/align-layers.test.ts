import { describe, expect, it } from 'vitest';
import { alignLayers } from './align-layers';

const layer = (text: string) => ({ kind: text.split(' ')[0] ?? '', settings: text.split(' ')[1] ?? '' });
const shown = (...tables: string[][]) =>
  alignLayers(tables.map((table) => table.map(layer))).map(({ layers, isDifferent }) => [
    ...layers.map((one) => (one === null ? '-' : `${one.kind} ${one.settings}`.trim())),
    isDifferent,
  ]);

describe('Aligned layers', () => {
  it('stand beside those of their kind, and what is left out is a gap', () => {
    expect(shown(['Dense 64', 'Dropout', 'Dense 8'], ['Dense 64', 'Dense 8'])).toEqual([
      ['Dense 64', 'Dense 64', false],
      ['Dropout', '-', true],
      ['Dense 8', 'Dense 8', false],
    ]);
  });

  it('are different where only their settings are', () => {
    expect(shown(['Conv1D 32'], ['Conv1D 64'])).toEqual([['Conv1D 32', 'Conv1D 64', true]]);
  });

  it('are aligned in three tables too', () => {
    expect(shown(['A', 'C'], ['A', 'B', 'C'], ['B', 'C'])).toEqual([
      ['A', 'A', '-', true],
      ['-', 'B', 'B', true],
      ['C', 'C', 'C', false],
    ]);
  });

  it('are nothing without tables, and all rows with one', () => {
    expect(shown()).toEqual([]);
    expect(shown(['A', 'B'])).toEqual([
      ['A', false],
      ['B', false],
    ]);
  });
});
