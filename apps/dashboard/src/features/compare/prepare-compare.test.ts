import { describe, expect, it } from 'vitest';
import type { MetricTileFragment } from '../../generated/graphql';
import { BY_SUBJECT, groupings, groupsOfRuns } from './group-lines';
import { curveKeys, findMismatches, prepareMetrics, prepareSettings } from './prepare-compare';
import { type ComparedExperiment, type ComparedRun, experimentSubjects, runSubjects, type Subject } from './subject';

type Metric = MetricTileFragment;

function metric(key: string, split: Metric['split'], last: Metric['last'], isLowerBetter = false): Metric {
  return { key, split, last, best: last, bestStep: 1, count: 2, isLowerBetter };
}

function protocol(name: string, hash: string) {
  return { name, hash, foldCount: 5, isLeakyByDesign: false, claimsSpeakerIndependence: true, description: '' };
}

const EXPERIMENT: Subject['experiment'] = {
  id: 'e',
  name: 'e',
  task: 'EMOTION',
  plannedFolds: 5,
  auditStatus: 'CLEAN',
  architecture: null,
  protocol: protocol('by-speaker', 'h1'),
  featureSet: null,
};

function comparedRun(
  id: string,
  params: unknown,
  metrics: Metric[] = [],
  overrides: Partial<ComparedRun> = {},
): ComparedRun {
  return {
    ...{ id, name: id, status: 'FINISHED', isStalled: false, startedAt: null, createdAt: '2026-01-01T00:00:00Z' },
    ...{ seed: 0, foldIndex: 0, tags: [], params, parameterCount: null, auditStatus: 'CLEAN', backend: null },
    ...{ metrics, confusionMatrix: null, experiment: EXPERIMENT },
    ...overrides,
  };
}

function run(...given: Parameters<typeof comparedRun>): Subject {
  const [subject] = runSubjects([comparedRun(...given)]);
  if (subject === undefined) throw new Error('no subject');
  return subject;
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
    const [row] = prepareMetrics(
      [run('a', {}, [metric('uar', 'TEST', 0.5)]), run('b', {}, [metric('uar', 'TEST', 0.75)])],
      0,
    );
    expect(row).toMatchObject({ values: [0.5, 0.75], deltas: [null, 0.25], shares: [null, 0.5] });
    expect([...(row?.best ?? [])]).toEqual([1]);
  });

  it('call sums that differ in their last digit the same', () => {
    const runs = [run('a', {}, [metric('uar', 'TEST', 0.3)]), run('b', {}, [metric('uar', 'TEST', 0.1 + 0.2)])];
    expect(prepareMetrics(runs, 0)[0]).toMatchObject({ deltas: [null, 0], shares: [null, 0], best: new Set() });
  });

  it('take the least as best where less is better', () => {
    const runs = [run('a', {}, [metric('loss', 'TEST', 1, true)]), run('b', {}, [metric('loss', 'TEST', 2, true)])];
    expect([...(prepareMetrics(runs, 0)[0]?.best ?? [])]).toEqual([0]);
  });

  it('have no difference where a run has no value or NaN', () => {
    const runs = [
      run('a', {}, [metric('loss', 'TEST', 1)]),
      run('b', {}),
      run('c', {}, [metric('loss', 'TEST', 'NaN')]),
    ];
    expect(prepareMetrics(runs, 0)[0]).toMatchObject({ values: [1, null, Number.NaN], deltas: [null, null, null] });
  });

  it('have no best where there is no better and worse', () => {
    const runs = [
      run('a', {}, [metric('learning_rate', 'TRAIN', 1)]),
      run('b', {}, [metric('learning_rate', 'TRAIN', 2)]),
    ];
    expect(prepareMetrics(runs, 0)[0]).toMatchObject({ isQuality: false, best: new Set(), deltas: [null, 1] });
  });

  it('are measured against whichever is pinned, without a share of nothing', () => {
    const runs = [run('a', {}, [metric('uar', 'TEST', 0.5)]), run('b', {}, [metric('uar', 'TEST', 0)])];
    expect(prepareMetrics(runs, 1)[0]).toMatchObject({ deltas: [0.5, null], shares: [null, null] });
  });

  it('call nothing best that was not measured alike', () => {
    const runs = [run('a', {}, [metric('uar', 'TEST', 0.5)]), run('b', {}, [metric('uar', 'TEST', 0.75)])];
    expect(prepareMetrics(runs, 0, false)[0]?.best.size).toBe(0);
  });

  it('put the test part first', () => {
    const rows = prepareMetrics([run('a', {}, [metric('loss', 'TRAIN', 1), metric('uar', 'TEST', 1)])], 0);
    expect(rows.map(({ split }) => split)).toEqual(['TEST', 'TRAIN']);
  });
});

describe('Runs that are not comparable', () => {
  const experiment = EXPERIMENT;

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

  it('are told apart by their classes', () => {
    const scores = { split: 'TEST' as const, accuracy: 1, uar: 1, macroF1: 1, weightedF1: 1 };
    const matrix = (labels: string[]) => ({ ...scores, labels, counts: [], classes: [] });
    const subjects = ['x', 'y'].map((name) => run(name, {}, [], { confusionMatrix: matrix(['happy', name]) }));
    expect(findMismatches(subjects)).toEqual(['They tell different classes apart: happy, x; happy, y.']);
  });

  it('are none when all is alike', () => {
    expect(findMismatches([run('a', {}), run('b', {})])).toEqual([]);
  });
});

describe('Compared experiments', () => {
  const score = { uar: 0.6, uarLow: 0.5, uarHigh: 0.7, accuracy: 0.6, macroF1: 0.6, runsPooled: 2, runsPlanned: 3 };
  const confusion = {
    split: null,
    labels: [],
    counts: [],
    accuracy: 1,
    uar: 1,
    macroF1: 1,
    weightedF1: 1,
    classes: [],
  };
  const nodes = [
    comparedRun('a', { lr: 1 }, [metric('uar', 'TEST', 0.4), metric('loss', 'VALIDATION', 1, true)]),
    comparedRun('b', { lr: 2 }, [metric('uar', 'TEST', 0.9), metric('loss', 'VALIDATION', 3, true)], { foldIndex: 1 }),
    comparedRun('c', { lr: 2 }, [metric('loss', 'VALIDATION', 99, true)], { status: 'FAILED', foldIndex: 1 }),
  ];
  const one: ComparedExperiment = {
    ...EXPERIMENT,
    hyperparameters: { epochs: 3 },
    score: { ...score, confusion },
    runs: { nodes },
  };

  it('have pooled test scores, and of all else the mean and deviation of their finished runs', () => {
    const [subject] = experimentSubjects([one]);
    expect(subject?.metrics).toMatchObject([
      { key: 'uar', value: 0.6, sd: null },
      { key: 'loss', value: 2, sd: Math.SQRT2 },
    ]);
    expect(subject?.note).toBe('2 of 3 runs finished');
  });

  it('are drawn as one group each, or grouped by a setting that some of their runs share', () => {
    const subjects = experimentSubjects([one]);
    expect(groupsOfRuns(subjects, BY_SUBJECT).get('a')).toMatchObject({ id: 'e', label: 'e' });
    expect(groupings(subjects)).toEqual(['lr', 'fold']);
    const groups = groupsOfRuns(subjects, 'lr');
    expect([...groups.values()].map(({ label }) => label)).toEqual(['lr 1', 'lr 2', 'lr 2']);
    expect(groups.get('b')).toEqual(groups.get('c'));
  });
});

it('Curves offer the telling metrics first', () => {
  const metrics = [metric('epoch_seconds', 'TRAIN', 1), metric('accuracy', 'TRAIN', 1), metric('loss', 'TRAIN', 1)];
  expect(curveKeys([comparedRun('a', {}, metrics)])).toEqual(['accuracy', 'loss', 'epoch_seconds']);
});
