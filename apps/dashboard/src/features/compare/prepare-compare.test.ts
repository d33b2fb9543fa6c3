import { describe, expect, it } from 'vitest';
import { type ComparedRun, curveKeys, findMismatches, prepareMetrics, prepareSettings } from './prepare-compare';

type Metric = ComparedRun['metrics'][number];

function metric(key: string, split: Metric['split'], last: Metric['last'], isLowerBetter = false): Metric {
  return { key, split, last, best: last, bestStep: 1, count: 2, isLowerBetter };
}

function run(id: string, params: unknown, metrics: Metric[] = [], overrides: Partial<ComparedRun> = {}): ComparedRun {
  return {
    id,
    name: id,
    status: 'FINISHED',
    epochsDone: 1,
    epochCount: 1,
    queuePosition: null,
    isStalled: false,
    startedAt: null,
    finishedAt: null,
    source: 'LAUNCHED',
    seed: 0,
    foldIndex: 0,
    tags: [],
    createdAt: '2026-01-01T00:00:00Z',
    backend: null,
    headline: [],
    params,
    parameterCount: null,
    metrics,
    confusionMatrix: null,
    experiment: {
      id: 'e',
      name: 'e',
      task: 'EMOTION',
      plannedFolds: 5,
      architecture: null,
      protocol: protocol('by-speaker', 'h1'),
      featureSet: null,
    },
    ...overrides,
  };
}

function protocol(name: string, hash: string) {
  return { name, hash, foldCount: 5, isLeakyByDesign: false, claimsSpeakerIndependence: true, description: '' };
}

describe('Compared settings', () => {
  it('list differences first, and a setting only one run has as a difference', () => {
    const rows = prepareSettings([run('a', { epochs: 60, lr: 0.1 }), run('b', { epochs: 60, lr: 0.2, mixup: 0.2 })]);
    expect(rows.slice(0, 2)).toEqual([
      { name: 'lr', values: ['0.1', '0.2'], isDifferent: true },
      { name: 'mixup', values: [null, '0.2'], isDifferent: true },
    ]);
    expect(rows.find(({ name }) => name === 'epochs')?.isDifferent).toBe(false);
  });

  it('count folds from one, as people do', () => {
    expect(prepareSettings([run('a', {})]).find(({ name }) => name === 'fold')?.values).toEqual(['1']);
  });

  it('believe the experiment where a parameter of the same name says something else', () => {
    const rows = prepareSettings([run('a', { task: 'something else' })]);
    expect(rows.find(({ name }) => name === 'task')?.values).toEqual(['emotion']);
  });

  it('tell a setting that is nothing from one that is not there', () => {
    const rows = prepareSettings([run('a', { clipNorm: null }), run('b', {})]);
    expect(rows.find(({ name }) => name === 'clipNorm')?.values).toEqual(['none', null]);
  });
});

describe('Compared metrics', () => {
  it('show the difference to the first run, and mark the best', () => {
    const [row] = prepareMetrics([
      run('a', {}, [metric('uar', 'TEST', 0.5)]),
      run('b', {}, [metric('uar', 'TEST', 0.75)]),
    ]);
    expect(row).toMatchObject({ values: [0.5, 0.75], deltas: [null, 0.25] });
    expect([...(row?.best ?? [])]).toEqual([1]);
  });

  it('take the least as best where less is better', () => {
    const runs = [run('a', {}, [metric('loss', 'TEST', 1, true)]), run('b', {}, [metric('loss', 'TEST', 2, true)])];
    expect([...(prepareMetrics(runs)[0]?.best ?? [])]).toEqual([0]);
  });

  it('have no difference where a run has no value or NaN', () => {
    const runs = [
      run('a', {}, [metric('loss', 'TEST', 1)]),
      run('b', {}),
      run('c', {}, [metric('loss', 'TEST', 'NaN')]),
    ];
    expect(prepareMetrics(runs)[0]).toMatchObject({ values: [1, null, Number.NaN], deltas: [null, null, null] });
  });

  it('have no best where there is no better and worse', () => {
    const runs = [
      run('a', {}, [metric('learning_rate', 'TRAIN', 1)]),
      run('b', {}, [metric('learning_rate', 'TRAIN', 2)]),
    ];
    expect(prepareMetrics(runs)[0]).toMatchObject({ isQuality: false, best: new Set(), deltas: [null, 1] });
  });

  it('put the test part first', () => {
    const rows = prepareMetrics([run('a', {}, [metric('loss', 'TRAIN', 1), metric('uar', 'TEST', 1)])]);
    expect(rows.map(({ split }) => split)).toEqual(['TEST', 'TRAIN']);
  });
});

describe('Runs that are not comparable', () => {
  const experiment = run('a', {}).experiment;

  it('are told apart by protocol', () => {
    const other = run('b', {}, [], { experiment: { ...experiment, protocol: protocol('study', 'h2') } });
    expect(findMismatches([run('a', {}), other])).toEqual([
      'They were measured under different protocols: by-speaker, study.',
    ]);
  });

  it('are told apart by the settings of one protocol', () => {
    const other = run('b', {}, [], { experiment: { ...experiment, protocol: protocol('by-speaker', 'h2') } });
    expect(findMismatches([run('a', {}), other])[0]).toContain('by-speaker with different settings');
  });

  it('include folds of one experiment', () => {
    expect(findMismatches([run('a', {}), run('b', {}, [], { foldIndex: 1 })])[0]).toContain('different folds');
  });

  it('are none when all is alike', () => {
    expect(findMismatches([run('a', {}), run('b', {})])).toEqual([]);
  });
});

it('Curves offer the telling metrics first', () => {
  const metrics = [metric('epoch_seconds', 'TRAIN', 1), metric('accuracy', 'TRAIN', 1), metric('loss', 'TRAIN', 1)];
  expect(curveKeys([run('a', {}, metrics)])).toEqual(['accuracy', 'loss', 'epoch_seconds']);
});
