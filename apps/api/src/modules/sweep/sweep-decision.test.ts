import type { TrialRunRow } from '@voxboard/db';
import { type SweepDefinition, SweepDefinitionSchema } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { decideSweep, type SweepState, type TrialState } from './sweep-decision.js';

const NOW_MS = 1_000_000;

function definition(overrides: object = {}): SweepDefinition {
  return SweepDefinitionSchema.parse({
    base: {},
    space: [{ name: 'learningRate', kind: 'log-uniform', low: 1e-4, high: 1 }],
    method: { kind: 'random' },
    seed: 1,
    objective: {},
    earlyStopping: { kind: 'none' },
    limits: { maxTrials: 6, parallelTrials: 2, maxFailed: 1 },
    ...overrides,
  });
}

function run(overrides: Partial<TrialRunRow> = {}): TrialRunRow {
  return {
    trialId: '',
    runId: 'run',
    status: 'FINISHED',
    foldIndex: 0,
    seed: 0,
    stopReason: null,
    isCancelRequested: false,
    epochsDone: 4,
    epochCount: 10,
    startedAt: new Date(NOW_MS - 4000),
    finishedAt: new Date(NOW_MS),
    errorMessage: null,
    lastValue: 0.5,
    minValue: 0.2,
    maxValue: 0.6,
    ...overrides,
  };
}

function trial(number: number, overrides: Partial<TrialState> = {}): TrialState {
  return {
    id: `trial ${number}`,
    number,
    status: 'RUNNING',
    point: { learningRate: number / 100 },
    objective: null,
    reason: null,
    sparedReason: null,
    trainSeconds: null,
    runs: [run({ runId: `run ${number}` })],
    ...overrides,
  };
}

function state(trials: readonly TrialState[], overrides: Partial<SweepState> = {}): SweepState {
  return {
    status: 'RUNNING',
    definition: definition(),
    trials,
    curves: new Map(),
    elapsedSeconds: 10,
    nowMs: NOW_MS,
    ...overrides,
  };
}

const done = (number: number, objective: number) => trial(number, { status: 'COMPLETE', objective, trainSeconds: 4 });
const active = (number: number) => trial(number, { runs: [run({ runId: `run ${number}`, status: 'QUEUED' })] });

describe('a decision about a sweep', () => {
  it('begins as many trials as may run at a time, and another for each that ends', () => {
    expect(decideSweep(state([])).planned.map(({ number }) => number)).toEqual([1, 2]);
    const next = decideSweep(state([trial(1), active(2)]));
    expect(next.settled).toMatchObject([{ outcome: { status: 'COMPLETE', objective: 0.5, trainSeconds: 4 } }]);
    expect(next.planned.map(({ number }) => number)).toEqual([3]);
    expect(decideSweep(state([active(1), active(2)])).planned).toEqual([]);
  });

  it('is the same decision for the same state, so that it may be taken twice', () => {
    const now = state([trial(1), active(2)]);
    expect(decideSweep(now)).toEqual(decideSweep(now));
  });

  it('takes the mean over folds and seeds, of the last epoch or of the best', () => {
    const runs = [run({ lastValue: 0.4, maxValue: 0.9 }), run({ lastValue: 0.6, maxValue: 0.7 })];
    const objective = (aggregate: string) =>
      decideSweep(state([trial(1, { runs })], { definition: definition({ objective: { aggregate } }) })).settled[0]
        ?.outcome.objective;
    expect(objective('LAST')).toBeCloseTo(0.5, 12);
    expect(objective('BEST')).toBeCloseTo(0.8, 12);
  });

  it('fails a trial whose run failed, or reported nothing to compare', () => {
    const failed = decideSweep(state([trial(1, { runs: [run({ status: 'FAILED', errorMessage: 'no memory' })] })]));
    expect(failed.settled[0]?.outcome).toMatchObject({ status: 'FAILED', reason: 'no memory' });
    const silent = decideSweep(state([trial(1, { runs: [run({ lastValue: null })] })]));
    expect(silent.settled[0]?.outcome.reason).toContain('no uar of the validation part');
  });

  it('ends when all trials have, when the goal is reached, when time is over and when too many failed', () => {
    const end = (trials: readonly TrialState[], limits: object, overrides: Partial<SweepState> = {}) =>
      decideSweep(state(trials, { definition: definition({ limits }), ...overrides })).end;
    expect(end([done(1, 0.5)], { maxTrials: 1 })).toEqual({ status: 'FINISHED', reason: 'All its trials have ended.' });
    expect(end([done(1, 0.7)], { goal: 0.7 })?.reason).toBe('Trial 1 reached the goal of 0.7.');
    expect(end([done(1, 0.6)], { goal: 0.7 })).toBeNull();
    expect(end([active(1)], { maxSeconds: 10 })?.reason).toContain('time of 10 s is over');
    expect(end([done(1, 0.5), done(2, 0.5)], { maxTrainSeconds: 8 })?.reason).toContain('training time');
    const failed = [1, 2].map((number) => trial(number, { status: 'FAILED', reason: 'no memory' }));
    expect(end(failed, { maxFailed: 1 })).toMatchObject({ status: 'FAILED' });
    expect(end(failed, { maxFailed: 2 })).toBeNull();
  });

  it('begins nothing while it is paused, and yet settles what ends', () => {
    const paused = decideSweep(state([trial(1)], { status: 'PAUSED' }));
    expect(paused).toMatchObject({ planned: [], end: null });
    expect(paused.settled).toHaveLength(1);
  });

  it('ends a grid with its last combination', () => {
    const grid = definition({
      space: [{ name: 'optimizer', kind: 'choice', values: ['adam', 'sgd'] }],
      method: { kind: 'grid' },
    });
    expect(decideSweep(state([], { definition: grid })).planned).toHaveLength(2);
    expect(decideSweep(state([done(1, 0.4), done(2, 0.5)], { definition: grid })).end?.reason).toContain('grid');
  });

  describe('about stopping', () => {
    const rule = (spareShare: number) => ({ kind: 'median', graceEpochs: 2, minPeers: 2, spareShare });
    const flat = (value: number, epochs: number) => ({
      epochs: Array.from({ length: epochs }, (_, i) => i),
      values: Array.from({ length: epochs }, () => value),
    });
    const running = trial(3, {
      runs: [
        run({ runId: 'run 3', status: 'RUNNING', finishedAt: null, epochsDone: 4 }),
        run({ runId: 'run 3b', status: 'QUEUED', foldIndex: 1, startedAt: null, finishedAt: null, epochsDone: 0 }),
      ],
    });
    const curves = new Map([
      ['run 1', flat(0.5, 10)],
      ['run 2', flat(0.6, 10)],
      ['run 3', flat(0.3, 4)],
    ]);
    const decide = (spareShare: number, third: TrialState = running) =>
      decideSweep(
        state([done(1, 0.5), done(2, 0.6), third], {
          curves,
          definition: definition({ earlyStopping: rule(spareShare) }),
        }),
      );

    it('stops what is worse than its peers on the same fold and seed, and counts what that saves', () => {
      const [stop] = decide(0).stopped;
      expect(stop?.reason).toContain('Fold 1, seed 0: Best of 4 epochs 0.3');
      // Six epochs left of this run and ten of the other, at a second each.
      expect(stop?.savedSeconds).toBeCloseTo(16, 6);
      const elsewhere = { ...running, runs: running.runs.map((one) => ({ ...one, seed: 7 })) };
      expect(decide(0, elsewhere).stopped).toEqual([]);
    });

    it('stops no trial twice', () => {
      expect(decide(0, { ...running, reason: 'stopped before' }).stopped).toEqual([]);
    });

    it('lets some go on that were to be stopped, always the same ones', () => {
      const spared = Array.from({ length: 100 }, (_, i) => decide(0.3, { ...running, number: i + 3 }).spared.length);
      const share = spared.reduce((sum, count) => sum + count, 0) / 100;
      expect(share).toBeGreaterThan(0.15);
      expect(share).toBeLessThan(0.45);
      const again = Array.from({ length: 100 }, (_, i) => decide(0.3, { ...running, number: i + 3 }).spared.length);
      expect(again).toEqual(spared);
    });

    it('says of a stopped trial that it was stopped, not that somebody canceled it', () => {
      const canceled = { ...running, reason: 'too bad', runs: [run({ status: 'CANCELED', stopReason: 'too bad' })] };
      expect(decide(0, canceled).settled[0]?.outcome).toMatchObject({
        status: 'STOPPED',
        reason: 'too bad',
        objective: null,
      });
    });
  });
});
