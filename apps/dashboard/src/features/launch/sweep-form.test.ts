import { describe, expect, it } from 'vitest';
import { HYPERPARAMETER_FIELDS } from './hyperparameter-fields';
import { EMPTY_SWEEP, planSweep, startRow } from './sweep-form';

const launch = (architectureId: string) => ({
  projectSlug: 'p',
  task: 'EMOTION' as const,
  featureSetId: 'f',
  architectureId,
  protocol: { name: 'by-speaker' },
  hyperparameters: { learningRate: 0.5, epochs: 5 },
  seeds: [0, 1],
  tags: [],
});

describe('planSweep', () => {
  it('makes a sweep of what is fixed and what is searched, by validation', () => {
    const { input, errors } = planSweep(EMPTY_SWEEP, ' S ', [launch('a')]);
    expect(errors).toEqual({});
    expect(input).toMatchObject({
      name: 'S',
      base: { architectureId: 'a', hyperparameters: { epochs: 5 }, seeds: [0, 1], folds: [0] },
      space: [{ name: 'learningRate', kind: 'LOG_UNIFORM', low: 0.0001, high: 0.03 }],
      objective: { metric: 'UAR', split: 'VALIDATION' },
      limits: { maxTrials: 20, parallelTrials: 2 },
    });
  });

  it('searches several architectures, and whole numbers as such', () => {
    const rows = [{ name: 'batchSize', kind: 'RANGE' as const, text: '16 to 128' }];
    const { input } = planSweep({ ...EMPTY_SWEEP, rows, folds: '' }, '', [launch('a'), launch('b')]);
    expect(input?.space).toEqual([
      { name: 'batchSize', kind: 'INT', low: 16, high: 128, isLog: false },
      { name: 'architecture', kind: 'CHOICE', values: ['a', 'b'] },
    ]);
    expect(input?.base.folds).toBeUndefined();
  });

  it('says at each row what is wrong with it', () => {
    const rows = [
      { name: 'optimizer', kind: 'VALUES' as const, text: 'adam, adagrad' },
      { name: 'weightDecay', kind: 'LOG_RANGE' as const, text: '0 to 1' },
      { name: 'labelSmoothing', kind: 'RANGE' as const, text: '0.3' },
      { name: 'labelSmoothing', kind: 'RANGE' as const, text: '0.3 to 0.1' },
    ];
    const { input, errors } = planSweep({ ...EMPTY_SWEEP, rows, maxTrials: '0' }, '', [launch('a')]);
    expect(input).toBeNull();
    expect(errors).toEqual({
      'space.0': '"adagrad" is no value of this.',
      'space.1': 'A logarithmic range begins above 0.',
      'space.2': 'Give two numbers, such as 0.001 to 0.1.',
      'space.3': 'The first number must be less than the second.',
      maxTrials: 'Give a whole number from 1 to 1000.',
    });
  });

  it('has nothing to say of an empty search but that it is empty', () => {
    expect(planSweep({ ...EMPTY_SWEEP, rows: [] }, '', [launch('a')]).errors).toEqual({
      space: 'Choose at least one thing to search.',
    });
  });

  it('begins every row with something that can be searched', () => {
    for (const field of HYPERPARAMETER_FIELDS) {
      const row = startRow(field);
      expect([field.key, planSweep({ ...EMPTY_SWEEP, rows: [row] }, '', [launch('a')]).errors]).toEqual([
        field.key,
        {},
      ]);
    }
  });
});
