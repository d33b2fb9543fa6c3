import { Rng, type SearchMethod, SearchSpaceSchema } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { type Curve, judgeRun } from './early-stopping.js';
import { gridPoint, gridSize, gridValues } from './grid-search.js';
import { parameterImportance } from './parameter-importance.js';
import { unitDensity } from './parzen-estimator.js';
import { proposeTrial } from './propose-trial.js';
import { fromUnit, type Observation, type SearchPoint, toUnit } from './search-point.js';

const SPACE = SearchSpaceSchema.parse([
  { name: 'learningRate', kind: 'log-uniform', low: 1e-5, high: 1 },
  { name: 'dropout', kind: 'uniform', low: 0, high: 0.9 },
  { name: 'units', kind: 'int', low: 8, high: 512, isLog: true },
  { name: 'optimizer', kind: 'choice', values: ['adam', 'sgd', 'rmsprop', 'adamw'] },
]);
const TPE: SearchMethod = { kind: 'tpe', startupTrials: 10 };

/** Best at learning rate 0.003, dropout 0.3, 100 units, adamw: what tuning a network is like, with a known answer. */
function loss(point: SearchPoint): number {
  const far = (value: unknown, best: number, width: number) => ((Number(value) - best) / width) ** 2;
  return (
    far(Math.log10(Number(point.learningRate)), Math.log10(0.003), 1) +
    far(point.dropout, 0.3, 0.4) +
    far(Math.log2(Number(point.units)), Math.log2(100), 3) +
    (point.optimizer === 'adamw' ? 0 : 0.5)
  );
}

function search(method: SearchMethod, seed: number, trials: number): Observation[] {
  const seen: Observation[] = [];
  for (let number = 1; number <= trials; number++) {
    const point = proposeTrial(method, SPACE, seed, number, seen);
    if (point === null) break;
    seen.push({ point, loss: loss(point) });
  }
  return seen;
}

const bestOf = (seen: readonly Observation[]) => Math.min(...seen.map((one) => one.loss ?? Number.POSITIVE_INFINITY));
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

describe('ranges', () => {
  it('give back the value they were asked for, ends included', () => {
    for (const dimension of SPACE) {
      if (dimension.kind === 'choice') continue;
      for (const value of [dimension.low, dimension.high]) {
        expect(fromUnit(dimension, toUnit(dimension, value))).toBeCloseTo(value, 10);
      }
    }
  });

  it('draw every integer equally often, also the first and the last', () => {
    const [dice] = SearchSpaceSchema.parse([{ name: 'n', kind: 'int', low: 1, high: 6 }]);
    if (dice?.kind !== 'int') throw new Error('not a range');
    const counts = new Map<number, number>();
    const rng = new Rng(1);
    for (let i = 0; i < 6000; i++) {
      const value = fromUnit(dice, rng.uniform());
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  it('stay on their steps, written as a person would', () => {
    const [range] = SearchSpaceSchema.parse([{ name: 'x', kind: 'uniform', low: 0.1, high: 0.5, step: 0.1 }]);
    expect(range && gridValues(range, 5)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  });

  it('refuse what has no inside, no logarithm, or a name twice', () => {
    const issue = (space: unknown) => SearchSpaceSchema.safeParse(space).error?.issues[0]?.message;
    expect(issue([{ name: 'x', kind: 'uniform', low: 1, high: 1 }])).toBe('low must be less than high');
    expect(issue([{ name: 'x', kind: 'log-uniform', low: 0, high: 1 }])).toBe('must be above 0');
    const x = { name: 'x', kind: 'choice', values: [1] };
    expect(issue([x, x])).toBe('must not name a dimension twice');
  });
});

describe('grid search', () => {
  it('visits every combination once and then ends', () => {
    const space = SearchSpaceSchema.parse([
      { name: 'a', kind: 'choice', values: [1, 2] },
      { name: 'b', kind: 'log-uniform', low: 0.01, high: 1 },
    ]);
    expect(gridSize(space, 3)).toBe(6);
    const points = Array.from({ length: 7 }, (_, i) => gridPoint(space, 3, i + 1));
    expect(points[0]).toEqual({ a: 1, b: 0.01 });
    expect(points[1]?.b).toBeCloseTo(0.1, 12);
    expect(points[6]).toBeNull();
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(7);
  });
});

describe('proposals', () => {
  it('are the same for the same seed, number and results, whatever was asked before', () => {
    const seen = search(TPE, 4, 20);
    const again = proposeTrial(TPE, SPACE, 4, 21, seen);
    proposeTrial(TPE, SPACE, 4, 22, seen);
    expect(proposeTrial(TPE, SPACE, 4, 21, seen)).toEqual(again);
    expect(proposeTrial(TPE, SPACE, 5, 21, seen)).not.toEqual(again);
  });

  it('stay inside the space, also when results are missing, infinite or NaN', () => {
    const odd: Observation[] = search({ kind: 'random' }, 9, 30).map(({ point, loss: value }, i) => ({
      point,
      loss: [value, null, Number.NaN, Number.POSITIVE_INFINITY][i % 4] ?? null,
    }));
    for (let number = 31; number < 80; number++) {
      const point = proposeTrial({ kind: 'tpe', startupTrials: 2 }, SPACE, 9, number, odd);
      expect(Number(point?.learningRate)).toBeGreaterThanOrEqual(1e-5);
      expect(Number(point?.learningRate)).toBeLessThanOrEqual(1);
      expect(Number.isInteger(point?.units)).toBe(true);
    }
  });
});

describe('the tree-structured Parzen estimator', () => {
  it('comes nearer to the best point than random search with as many trials', () => {
    const seeds = Array.from({ length: 25 }, (_, i) => i + 1);
    const random = seeds.map((seed) => bestOf(search({ kind: 'random' }, seed, 50)));
    const tpe = seeds.map((seed) => bestOf(search(TPE, seed, 50)));
    const wins = seeds.filter((_, i) => (tpe[i] ?? 0) < (random[i] ?? 0)).length;
    expect(median([...tpe])).toBeLessThan(0.6 * median([...random]));
    expect(wins).toBeGreaterThanOrEqual(17);
  }, 60_000);

  it('does not try twice what it has tried, while there is something else', () => {
    const space = SearchSpaceSchema.parse([{ name: 'n', kind: 'int', low: 1, high: 12 }]);
    const seen: Observation[] = [];
    for (let number = 1; number <= 10; number++) {
      const point = proposeTrial({ kind: 'tpe', startupTrials: 3 }, space, 2, number, seen) ?? {};
      seen.push({ point, loss: (Number(point.n) - 5) ** 2 });
    }
    const afterStart = seen.slice(3).map(({ point }) => point.n);
    expect(new Set(afterStart).size).toBe(afterStart.length);
  });

  it('has densities that sum to one', () => {
    for (const places of [[], [0], [0.2, 0.21, 0.9], [0.5, 0.5, 0.5]]) {
      const density = unitDensity(places);
      const cells = 4000;
      let sum = 0;
      for (let i = 0; i < cells; i++) sum += Math.exp(density.logDensity((i + 0.5) / cells)) / cells;
      expect(sum).toBeCloseTo(1, 3);
    }
  });
});

describe('early stopping', () => {
  const curve = (values: readonly number[]): Curve => ({ epochs: values.map((_, i) => i), values });
  const flat = (value: number, epochs: number) => curve(Array.from({ length: epochs }, () => value));
  const MEDIAN = { kind: 'median', graceEpochs: 3, minPeers: 2, spareShare: 0 } as const;
  const ASHA = { kind: 'asha', minEpochs: 2, reduction: 2, spareShare: 0 } as const;

  it('by the median: stops what never was as good as the median of its peers on average', () => {
    const peers = [flat(0.5, 10), flat(0.6, 10), flat(0.7, 10)];
    expect(judgeRun(MEDIAN, flat(0.59, 4), peers, false)?.reason).toContain(
      'worse than 0.6, the median of what 3 peers',
    );
    expect(judgeRun(MEDIAN, curve([0.1, 0.1, 0.61, 0.1]), peers, false)).toBeNull();
    expect(judgeRun(MEDIAN, flat(0.61, 4), peers, true)?.atEpochs).toBe(4);
  });

  it('by the median: waits for the grace period and for enough peers that have come as far', () => {
    const peers = [flat(0.6, 10), flat(0.7, 3)];
    expect(judgeRun(MEDIAN, flat(0.1, 2), peers, false)).toBeNull();
    expect(judgeRun(MEDIAN, flat(0.1, 4), peers, false)).toBeNull();
    expect(judgeRun(MEDIAN, flat(0.1, 3), peers, false)).not.toBeNull();
  });

  it('by halving: lets the better half of a rung go on, and judges every rung again', () => {
    const peers = [flat(0.5, 8), flat(0.6, 8), flat(0.7, 8)];
    expect(judgeRun(ASHA, flat(0.65, 2), peers, false)).toBeNull();
    expect(judgeRun(ASHA, flat(0.55, 2), peers, false)?.atEpochs).toBe(2);
    const fading = [curve([0.1, 0.1, 0.9, 0.9]), curve([0.1, 0.1, 0.8, 0.8])];
    expect(judgeRun(ASHA, flat(0.5, 3), fading, false)).toBeNull();
    expect(judgeRun(ASHA, flat(0.5, 4), fading, false)?.atEpochs).toBe(4);
    expect(judgeRun(ASHA, flat(0.1, 4), [], false)).toBeNull();
  });

  it('stops what is NaN throughout', () => {
    const peers = [flat(0.5, 8), flat(0.6, 8)];
    expect(judgeRun(MEDIAN, flat(Number.NaN, 4), peers, false)?.reason).toContain('NaN');
    expect(judgeRun(ASHA, flat(Number.NaN, 4), peers, false)?.reason).toContain('NaN');
    expect(judgeRun({ kind: 'none' }, flat(Number.NaN, 4), peers, false)).toBeNull();
  });

  it('saves most of the epochs and keeps a good trial, on curves that mostly keep their order', () => {
    const trials = 60;
    const epochs = 27;
    let spent = 0;
    let lost = 0;
    const seeds = 20;
    for (let seed = 1; seed <= seeds; seed++) {
      const rng = new Rng(seed);
      const finals = Array.from({ length: trials }, () => rng.uniform());
      const done: Curve[] = [];
      let best = 0;
      for (const final of finals) {
        const values: number[] = [];
        let isStopped = false;
        while (values.length < epochs && !isStopped) {
          values.push(final * (1 - Math.exp(-(values.length + 1) / 6)) + 0.03 * rng.normal());
          isStopped =
            judgeRun({ kind: 'asha', minEpochs: 3, reduction: 3, spareShare: 0 }, curve(values), done, false) !== null;
        }
        spent += values.length;
        done.push(curve(values));
        if (!isStopped) best = Math.max(best, final);
      }
      lost += Math.max(...finals) - best;
    }
    expect(spent / (seeds * trials * epochs)).toBeLessThan(0.5);
    expect(lost / seeds).toBeLessThan(0.05);
  }, 60_000);
});

describe('the importance of parameters', () => {
  const noisy = (seed: number) => {
    const rng = new Rng(seed);
    return search({ kind: 'random' }, seed, 200).map(({ point }) => ({
      point,
      loss: Number(point.dropout) + (point.optimizer === 'sgd' ? 0.5 : 0) + 0.1 * rng.normal(),
    }));
  };

  it('goes to those that the result depends on, with their direction', () => {
    const [learningRate, dropout, units, optimizer] = parameterImportance(SPACE, noisy(3));
    expect(dropout?.share).toBeGreaterThan(0.4);
    expect(dropout?.direction).toBe(-1);
    expect(optimizer?.share).toBeGreaterThan(0.15);
    expect(optimizer?.direction).toBeNull();
    expect(learningRate?.share).toBeLessThan(0.06);
    expect(units?.share).toBeLessThan(0.06);
  });

  it('is not claimed from a handful of trials, or where all results are equal', () => {
    expect(parameterImportance(SPACE, noisy(3).slice(0, 7)).every(({ share }) => share === null)).toBe(true);
    const equal = noisy(3).map(({ point }) => ({ point, loss: 1 }));
    expect(parameterImportance(SPACE, equal).every(({ share }) => share === null)).toBe(true);
  });
});
