import { describe, expect, it } from 'vitest';
import { strokeLine } from './draw-series';

function drawn(values: readonly (number | null)[]): string[] {
  const calls: string[] = [];
  const context = {
    beginPath: () => undefined,
    stroke: () => undefined,
    fill: () => undefined,
    moveTo: (x: number) => calls.push(`move ${x}`),
    lineTo: (x: number) => calls.push(`line ${x}`),
    arc: (x: number) => calls.push(`dot ${x}`),
  };
  const points = values.map((raw, x) => ({ x, step: x, raw, smoothed: raw, low: null, high: null }));
  const same = (value: number) => value;
  strokeLine(context, points, same, same, ({ raw }) => raw);
  return calls;
}

describe('The line that is drawn', () => {
  it('breaks where a value is missing', () => {
    expect(drawn([1, 2, null, 4, 5])).toEqual(['move 0', 'line 1', 'move 3', 'line 4']);
  });

  it('has a dot where a point has no neighbour', () => {
    expect(drawn([null, 2, null, 4]).filter((call) => call.startsWith('dot'))).toEqual(['dot 1', 'dot 3']);
    expect(drawn([7])).toContain('dot 0');
  });

  it('is nothing without values', () => {
    expect(drawn([])).toEqual([]);
    expect(drawn([null, null])).toEqual([]);
  });
});
