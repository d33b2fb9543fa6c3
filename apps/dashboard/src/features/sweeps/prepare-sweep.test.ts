import { describe, expect, it } from 'vitest';
import { formatBrushes, isBrushed, parseBrushes, prepareParallel, prepareProgress, valueText } from './prepare-sweep';

const trial = (number: number, objective: number | null, values: unknown = {}) => ({
  id: `t${number}`,
  number,
  status: objective === null ? ('STOPPED' as const) : ('COMPLETE' as const),
  values,
  objective,
  reason: null,
  sparedReason: null,
  trainSeconds: null,
  savedSeconds: null,
  experiment: null,
});
const range = { name: 'learningRate', kind: 'LOG_UNIFORM' as const, values: null, low: 0.001, high: 0.1, isLog: true };
const choice = {
  name: 'architecture',
  kind: 'CHOICE' as const,
  values: ['a', 'b', 'c'],
  low: null,
  high: null,
  isLog: false,
};
const sweep = { space: [range, choice], objective: { metric: 'UAR' as const, isMinimised: false } };

describe('prepareProgress', () => {
  it('keeps the best so far and leaves out what was stopped', () => {
    const points = prepareProgress([trial(3, 0.4), trial(1, 0.3), trial(2, null), trial(4, 0.2)], false);
    expect(points.map(({ number, best, isNewBest }) => [number, best, isNewBest])).toEqual([
      [1, 0.3, true],
      [3, 0.4, true],
      [4, 0.4, false],
    ]);
  });

  it('takes less for better where that is so, and is empty without a result', () => {
    expect(prepareProgress([trial(1, 0.3), trial(2, 0.2)], true).at(-1)?.best).toBe(0.2);
    expect(prepareProgress([trial(1, null), trial(2, Number.NaN)], true)).toEqual([]);
  });
});

describe('prepareParallel', () => {
  it('places values on their scale, and the better end of the objective on top', () => {
    const { axes, lines } = prepareParallel(
      sweep,
      [
        trial(1, 0.2, { learningRate: 0.01, architecture: 'c' }),
        trial(2, 0.6, { learningRate: 0.1, architecture: 'a' }),
      ],
      new Map([['a', 'mlp']]),
    );
    expect(axes.map(({ name }) => name)).toEqual(['learningRate', 'architecture', 'uar']);
    expect(axes[1]?.ticks[0]?.label).toBe('mlp');
    expect(lines[0]?.places[0]).toBeCloseTo(0.5, 10);
    expect(lines.map(({ places }) => places.slice(1))).toEqual([
      [1, 0],
      [0, 1],
    ]);
    const upside = prepareParallel(
      { ...sweep, objective: { metric: 'LOSS', isMinimised: true } },
      [trial(1, 0.2), trial(2, 0.6)],
      new Map(),
    );
    expect(upside.lines.map(({ rank }) => rank)).toEqual([1, 0]);
  });

  it('has a gap where a trial has no value, and draws one result in the middle', () => {
    const { axes, lines } = prepareParallel(sweep, [trial(1, 0.5, { learningRate: 0.1 }), trial(2, null)], new Map());
    expect(axes[2]?.ticks).toEqual([{ at: 0.5, label: '0.5' }]);
    expect(lines.map(({ places }) => places)).toEqual([
      [1, null, 0.5],
      [null, null, null],
    ]);
  });
});

describe('brushes', () => {
  it('leave the trials that lie in all of them', () => {
    const { lines } = prepareParallel(
      sweep,
      [
        trial(1, 0.2, { learningRate: 0.001, architecture: 'a' }),
        trial(2, 0.6, { learningRate: 0.1, architecture: 'a' }),
      ],
      new Map(),
    );
    const shown = (brushes: ReadonlyMap<number, readonly [number, number]>) =>
      lines.filter((line) => isBrushed(line, brushes)).map(({ number }) => number);
    expect(shown(new Map())).toEqual([1, 2]);
    expect(shown(new Map([[0, [0.5, 1]]]))).toEqual([2]);
    expect(
      shown(
        new Map([
          [0, [0.5, 1]],
          [1, [0.5, 1]],
        ]),
      ),
    ).toEqual([]);
  });

  it('come back from the address, and nonsense does not', () => {
    const brushes = new Map([
      [0, [0.25, 0.5]],
      [2, [0, 1]],
    ] as const);
    expect(parseBrushes(formatBrushes(brushes))).toEqual(brushes);
    expect(parseBrushes('1-90-10_x_2-0-200_3')).toEqual(new Map());
  });
});

describe('valueText', () => {
  it('writes numbers, names and objects as people would', () => {
    expect(valueText(0.0031622)).toBe('0.003162');
    expect(valueText('id', new Map([['id', 'cnn22']]))).toBe('cnn22');
    expect(valueText({ kind: 'cosine' })).toBe('cosine');
    expect(valueText(null)).toBe('null');
  });
});
