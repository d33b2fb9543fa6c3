import { expect, test } from 'vitest';
import { withShuffledLabels } from './shuffled-labels.js';
import type { TrainRequest } from './train-request.js';

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({ clip: from + i, augmentation: 0 }));
const labels = Array.from({ length: 120 }, (_, clip) => clip % 4);
const request = (seed: number): TrainRequest => ({
  config: JSON.parse('{}'),
  fold: { train: [...rows(0, 90), { clip: 3, augmentation: 1 }], validation: rows(85, 100), test: rows(100, 120) },
  seed,
  features: { rowCount: 0, row: () => new Float32Array(), shape: [1], rowIndex: () => null, columnNames: [] },
  labels,
  labelNames: ['a', 'b', 'c', 'd'],
  clipCount: 120,
});

test('labels of training clips are dealt out anew, as many of each class as before', () => {
  const shuffled = Array.from(withShuffledLabels(request(1)).labels);
  expect(shuffled.slice(0, 85)).not.toEqual(labels.slice(0, 85));
  expect([...shuffled].sort()).toEqual([...labels].sort());
  const kept = shuffled.slice(0, 85).filter((label, clip) => label === labels[clip]).length;
  expect(kept).toBeLessThan(40);
});

test('what is judged keeps its label, also a clip that is trained on too', () => {
  expect(Array.from(withShuffledLabels(request(1)).labels).slice(85)).toEqual(labels.slice(85));
});

test('equal seeds deal alike, others do not', () => {
  expect(withShuffledLabels(request(5)).labels).toEqual(withShuffledLabels(request(5)).labels);
  expect(withShuffledLabels(request(5)).labels).not.toEqual(withShuffledLabels(request(6)).labels);
});
