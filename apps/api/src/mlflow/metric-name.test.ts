import { SPLITS } from '@voxboard/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { metricNameOf, seriesOf } from './metric-name.js';

it.each([
  ['loss', 'loss', 'TRAIN'],
  ['val_loss', 'loss', 'VALIDATION'],
  ['test_uar', 'uar', 'TEST'],
  ['training_accuracy_score', 'training_accuracy_score', 'TRAIN'],
  ['train_loss', 'train_loss', 'TRAIN'],
  ['validation_loss', 'validation_loss', 'VALIDATION'],
  ['eval_loss', 'eval_loss', 'VALIDATION'],
  ['val/loss', 'val/loss', 'VALIDATION'],
  ['test/uar', 'test/uar', 'TEST'],
  ['val_', 'val_', 'TRAIN'],
  ['system/cpu_utilization_percentage', 'system/cpu_utilization_percentage', 'TRAIN'],
])('%s is the metric %s of %s', (name, key, split) => {
  expect(seriesOf(name)).toEqual({ key, split });
  expect(metricNameOf(seriesOf(name))).toBe(name);
});

const piece = fc.constantFrom(
  'val_',
  'test_',
  'validation_',
  'eval_',
  'val/',
  'loss',
  'x',
  ' [TRAIN]',
  ' [TEST]',
  '_',
  'testing.',
);
const anyName = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
  fc.string({ minLength: 1 }),
);

it('every name comes back exactly', () => {
  fc.assert(
    fc.property(anyName, (name) => metricNameOf(seriesOf(name)) === name),
    { seed: 1, numRuns: 5000 },
  );
});

it('two names never share a series', () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => a === b || JSON.stringify(seriesOf(a)) !== JSON.stringify(seriesOf(b))),
    { seed: 2, numRuns: 5000 },
  );
});

it('a series that another client logged is found again by its name', () => {
  const key = anyName.filter((name) => !/ \[\w+\]$/.test(name));
  fc.assert(
    fc.property(key, fc.constantFrom(...SPLITS), (one, split) => {
      expect(seriesOf(metricNameOf({ key: one, split }))).toEqual({ key: one, split });
    }),
    { seed: 3, numRuns: 5000 },
  );
});
