import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { beta, mixRows } from '../augmentation/mixup.js';
import { balancedWeights, epochOrder } from './epoch-order.js';

const ROWS = [0, 1, 2].flatMap((clip) => [0, 1].map((augmentation) => ({ clip, augmentation })));

describe('epochOrder', () => {
  it('holds every row once, in another order each epoch', () => {
    const order = epochOrder(ROWS, false, new Rng(1));
    expect(new Set(order)).toEqual(new Set(ROWS));
    expect(order).not.toEqual(epochOrder(ROWS, false, new Rng(2)));
    expect(order).toEqual(epochOrder(ROWS, false, new Rng(1)));
  });
  it('holds each clip once, as any of its rows over the epochs', () => {
    const seen = new Set<number>();
    for (let epoch = 0; epoch < 20; epoch++) {
      const order = epochOrder(ROWS, true, new Rng(epoch));
      expect(order.map((row) => row.clip).sort()).toEqual([0, 1, 2]);
      for (const row of order) seen.add(row.augmentation);
    }
    expect(seen).toEqual(new Set([0, 1]));
  });
});

describe('balancedWeights', () => {
  it('makes every class weigh the same in sum', () => {
    expect([...balancedWeights([0, 0, 0, 1], 3)]).toEqual([4 / 6, 2, 1]);
  });
});

describe('mixRows', () => {
  it('mixes rows and targets by the same share, the own row at least by half', () => {
    const rows = Float32Array.from([1, 1, 0, 0, 0, 0]);
    const targets = Float32Array.from([1, 0, 0]);
    mixRows(rows, targets, 3, 0.4, new Rng(3));
    expect(rows[0]).toBeGreaterThanOrEqual(0.5);
    for (let i = 0; i < 3; i++) expect(rows[2 * i]).toBe(targets[i]);
  });
  it('draws a symmetric beta', () => {
    const rng = new Rng(4);
    const draws = Array.from({ length: 4000 }, () => beta(0.2, 0.2, rng));
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    expect(mean).toBeCloseTo(0.5, 1);
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    expect(variance).toBeCloseTo(0.25 / 1.4, 1);
  });
});
