import { describe, expect, it } from 'vitest';
import { type ComparedRun, comparability, prepareComparison } from './prepare-comparison';
import { labelRuns } from './run-labels';

type Metrics = ComparedRun['metrics'];

function run(id: string, change: Partial<ComparedRun> = {}, protocol = 'by-speaker'): ComparedRun {
  return {
    id,
    name: `run ${id}`,
    status: 'FINISHED',
    source: 'LAUNCHED',
    seed: 0,
    foldIndex: 0,
    tags: [],
    epochsDone: 1,
    epochCount: 1,
    queuePosition: null,
    isStalled: false,
    createdAt: '2026-01-01T00:00:00Z',
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: '2026-01-01T00:01:00Z',
    backend: null,
    headline: [],
    params: {},
    parameterCount: null,
    metrics: [],
    confusionMatrix: null,
    experiment: {
      id: 'e',
      name: 'Sweep',
      task: 'EMOTION',
      plannedFolds: 5,
      architecture: { id: 'a', name: 'mlp' },
      featureSet: { id: 'f', name: 'f', datasetVersion: { id: 'v', number: 1, dataset: { id: 'd', name: 'RAVDESS' } } },
      protocol: {
        name: protocol,
        hash: protocol,
        foldCount: 5,
        isLeakyByDesign: false,
        claimsSpeakerIndependence: true,
        description: '',
      },
    },
    ...change,
  };
}
function metric(key: string, split: 'TEST' | 'VALIDATION', value: Metrics[number]['last']): Metrics[number] {
  return { key, split, count: 1, last: value, best: value, bestStep: 0, isLowerBetter: key === 'loss' };
}
const group = (runs: ComparedRun[], title: string) => prepareComparison(runs).find((one) => one.title === title)?.rows;

describe('prepareComparison', () => {
  it('puts what differs first and keeps a parameter that is not set apart from one set to none', () => {
    const rows = group(
      [run('a', { params: { epochs: 5, clip: null, lr: 0.1 } }), run('b', { params: { epochs: 5, lr: 0.2 } })],
      'Hyperparameters',
    );
    expect(rows?.map(({ name, values, isDifferent }) => [name, values, isDifferent])).toEqual([
      ['clip', ['none', null], true],
      ['lr', ['0.1', '0.2'], true],
      ['epochs', ['5', '5'], false],
    ]);
  });

  it('marks the best of each result: the highest score, the lowest loss', () => {
    const rows = group(
      [
        run('a', { metrics: [metric('uar', 'TEST', 0.5), metric('loss', 'VALIDATION', 0.9)] }),
        run('b', { metrics: [metric('uar', 'TEST', 0.6), metric('loss', 'VALIDATION', 'NaN')] }),
        run('c', { metrics: [metric('loss', 'VALIDATION', 0.7)] }),
      ],
      'Results',
    );
    expect(rows?.[0]).toMatchObject({ values: ['50.0 %', '60.0 %', null], best: [1] });
    expect(rows?.[4]).toMatchObject({ values: ['0.9', 'NaN', '0.7'], best: [2] });
  });

  it('marks none where all are alike or there is only one', () => {
    const same = [
      run('a', { metrics: [metric('uar', 'TEST', 0.5)] }),
      run('b', { metrics: [metric('uar', 'TEST', 0.5)] }),
    ];
    expect(group(same, 'Results')?.[0]?.best).toEqual([]);
    expect(group(same.slice(0, 1), 'Results')?.[0]?.best).toEqual([]);
    expect(prepareComparison([])[2]?.rows).toEqual([]);
  });
});

describe('comparability', () => {
  it('refuses runs measured under different protocols, on different data or for different tasks', () => {
    expect(comparability([run('a'), run('b')])).toEqual({ kind: 'comparable' });
    expect(comparability([run('a'), run('b', {}, 'study')])).toEqual({
      kind: 'protocols-differ',
      names: ['by-speaker', 'study'],
    });
    const { experiment } = run('a');
    expect(comparability([run('a'), run('b', { experiment: { ...experiment, task: 'GENDER' } })]).kind).toBe(
      'tasks-differ',
    );
    expect(comparability([run('a'), run('b', { experiment: { ...experiment, featureSet: null } })]).kind).toBe(
      'data-differ',
    );
    expect(comparability([])).toEqual({ kind: 'comparable' });
  });
});

describe('labelRuns', () => {
  it('leaves out what all runs share', () => {
    expect([...labelRuns([run('a'), run('b', { foldIndex: 1 })]).values()]).toEqual([
      'fold 1/5 · seed 0',
      'fold 2/5 · seed 0',
    ]);
    const other = run('c', { experiment: { ...run('c').experiment, id: 'x', name: 'Other' } });
    expect([...labelRuns([run('a'), other]).values()]).toEqual(['Sweep', 'Other']);
    expect([...labelRuns([run('a'), run('b', { foldIndex: 1 }), other]).values()][2]).toBe('Other · fold 1/5 · seed 0');
    expect([...labelRuns([run('a')]).values()]).toEqual(['Sweep']);
  });
});
