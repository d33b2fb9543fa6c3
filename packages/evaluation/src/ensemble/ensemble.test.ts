import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { logLoss } from '../scores/probability-scores.js';
import { LabelIndexError, LengthMismatchError } from '../scores/scores.errors.js';
import { combineProbabilities, ensembleWeights } from './ensemble.js';

/** Probabilities of a member that leans to the actual class by `strength` nats, with noise. */
function member(actual: readonly number[], strength: number, seed: number, noise = 1): number[][] {
  const rng = new Rng(seed);
  return actual.map((label) => {
    const scores = Array.from({ length: 4 }, (_, c) => Math.exp((c === label ? strength : 0) + noise * rng.normal()));
    const sum = scores.reduce((a, b) => a + b);
    return scores.map((value) => value / sum);
  });
}
const labels = Array.from({ length: 400 }, (_, i) => i % 4);

describe('combineProbabilities', () => {
  it('multiplies powers of probabilities and makes them sum to 1', () => {
    const [row] = combineProbabilities([[[0.5, 0.5]], [[0.8, 0.2]]], [1, 2]);
    expect(row[0]).toBeCloseTo(0.64 / 0.68, 12);
    expect(row[0] + row[1]).toBeCloseTo(1, 12);
  });

  it('gives a single member of weight 1 back, and no weight no opinion', () => {
    const rows = member(labels, 1, 1);
    const same = combineProbabilities([rows], [1]);
    rows.forEach((row, i) => {
      row.forEach((p, c) => {
        expect(same[i][c]).toBeCloseTo(p, 6);
      });
    });
    expect([...combineProbabilities([rows], [0])[0]]).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it('lets a probability of zero be outvoted', () => {
    const [row] = combineProbabilities([[[0, 1]], [[0.999999999, 1e-9]]], [0.1, 1]);
    expect(row[0]).toBeGreaterThan(0.5);
  });

  it('refuses members of different clips or classes', () => {
    expect(() => combineProbabilities([[[0.5, 0.5]], []], [1, 1])).toThrow(LengthMismatchError);
    expect(() => combineProbabilities([[[0.5, 0.5]], [[1]]], [1, 1])).toThrow(LengthMismatchError);
    expect(() => combineProbabilities([[[0.5, 0.5]]], [1, 1])).toThrow(LengthMismatchError);
  });
});

describe('ensembleWeights', () => {
  it('beats each member and equal weights on the rows it was fitted on, and on others', () => {
    const fit = [member(labels, 1.5, 1), member(labels, 0.8, 2, 2), member(labels, 0, 3)];
    const weights = ensembleWeights(fit, labels);
    const others = [member(labels, 1.5, 11), member(labels, 0.8, 12, 2), member(labels, 0, 13)];
    for (const members of [fit, others]) {
      const loss = logLoss(labels, combineProbabilities(members, weights));
      for (const rows of members) expect(loss).toBeLessThan(logLoss(labels, rows));
      expect(loss).toBeLessThan(logLoss(labels, combineProbabilities(members, [1 / 3, 1 / 3, 1 / 3])));
    }
    expect(weights[0]).toBeGreaterThan(weights[1]);
    expect(weights[1]).toBeGreaterThan(weights[2]);
  });

  it('finds the temperature of a single overconfident member', () => {
    const honest = member(labels, 1, 5);
    const loud = honest.map((row) => {
      const powers = row.map((p) => p ** 4);
      const sum = powers.reduce((a, b) => a + b);
      return powers.map((p) => p / sum);
    });
    const [quiet] = ensembleWeights([honest], labels);
    expect(ensembleWeights([loud], labels)[0]).toBeCloseTo(quiet / 4, 3);
  });

  it('gives a member nothing that only misleads', () => {
    const wrong = labels.map((label) => (label + 1) % 4);
    const weights = ensembleWeights([member(labels, 1, 1), member(wrong, 3, 2)], labels);
    expect(weights[1]).toBe(0);
  });

  it('refuses to fit on nothing, and labels out of range', () => {
    expect(() => ensembleWeights([[]], [])).toThrow(RangeError);
    expect(() => ensembleWeights([[[0.5, 0.5]]], [2])).toThrow(LabelIndexError);
    expect(() => ensembleWeights([[[0.5, 0.5]]], [0, 1])).toThrow(LengthMismatchError);
  });
});
