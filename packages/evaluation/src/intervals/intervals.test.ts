import { Rng } from '@voxboard/domain';
import { describe, expect, it, vi } from 'vitest';
import { confusionMatrix } from '../scores/confusion-matrix.js';
import { accuracy, macroF1, uar } from '../scores/matrix-scores.js';
import { LabelIndexError, LengthMismatchError } from '../scores/scores.errors.js';
import { simulateOutcomes } from '../testing/simulated-outcomes.js';
import { scoreInterval } from './cluster-bootstrap.js';
import { deviation, meanDeviation } from './mean-deviation.js';
import { pooledScore, SCORE_KEYS, speakerInfluence } from './pooled-score.js';
import { pooledCounts, speakerCounts } from './speaker-counts.js';

// Simulations of hundreds of corpora take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const [outcomes] = simulateOutcomes([{ skill: 0.6, speakerSpread: 0.1 }], 3);
const counts = speakerCounts(outcomes!);

describe('speakerCounts', () => {
  it('pool to the same scores as the confusion matrix', () => {
    const matrix = confusionMatrix(
      outcomes!.actual,
      outcomes!.predicted,
      Array.from({ length: 8 }, (_, k) => `${k}`),
    );
    const pooled = pooledCounts(counts);
    expect(pooledScore('uar', pooled, 8)).toBeCloseTo(uar(matrix), 14);
    expect(pooledScore('accuracy', pooled, 8)).toBeCloseTo(accuracy(matrix), 14);
    expect(pooledScore('macro_f1', pooled, 8)).toBeCloseTo(macroF1(matrix), 14);
  });

  it('refuse columns that do not fit together and classes that do not exist', () => {
    const base = { actual: [0, 1], predicted: [0, 1], speakers: ['a', 'b'], classCount: 2 };
    expect(() => speakerCounts({ ...base, speakers: ['a'] })).toThrow(LengthMismatchError);
    expect(() => speakerCounts({ ...base, predicted: [0, 2] })).toThrow(LabelIndexError);
    expect(() => speakerCounts({ ...base, actual: [0.5, 1] })).toThrow(LabelIndexError);
  });
});

describe('scoreInterval', () => {
  it('covers the truth about 95 times in 100 with 24 speakers', () => {
    let covered = 0;
    for (let world = 0; world < 400; world++) {
      const [sample] = simulateOutcomes([{ skill: 0.6, speakerSpread: 0.1 }], 1000 + world, { clipsPerSpeaker: 24 });
      const interval = scoreInterval(speakerCounts(sample!), 'uar', { seed: world, resamples: 400 });
      if (interval.lower <= 0.6 && 0.6 <= interval.upper) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.925);
    expect(covered / 400).toBeLessThan(0.98);
  });

  it('is far wider than the interval that takes clips for independent', () => {
    const interval = scoreInterval(counts, 'accuracy', { seed: 1 });
    const naive = 1.96 * Math.sqrt((interval.estimate * (1 - interval.estimate)) / 1440);
    expect(interval.upper - interval.lower).toBeGreaterThan(2 * naive * 1.4);
  });

  it('has the standard error that the influence of the speakers predicts', () => {
    for (const key of SCORE_KEYS) {
      const influence = speakerInfluence(key, counts.counts, pooledCounts(counts), 8);
      const predicted = Math.sqrt((24 / 23) * influence.reduce((sum, value) => sum + value ** 2, 0));
      const { standardError } = scoreInterval(counts, key, { seed: 5, resamples: 20_000 });
      expect(standardError / predicted).toBeGreaterThan(0.94);
      expect(standardError / predicted).toBeLessThan(1.03);
      expect(influence.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    }
  });

  it('is the same for the same seed and nearly so for another', () => {
    const first = scoreInterval(counts, 'uar', { seed: 1 });
    expect(scoreInterval(counts, 'uar', { seed: 1 })).toEqual(first);
    const second = scoreInterval(counts, 'uar', { seed: 2 });
    expect(second.lower).not.toBe(first.lower);
    expect(second.lower).toBeCloseTo(first.lower, 2);
  });

  it('says NaN of one speaker, and a point of a perfect model', () => {
    const alone = speakerCounts({ actual: [0, 1], predicted: [0, 0], speakers: ['a', 'a'], classCount: 2 });
    const interval = scoreInterval(alone, 'uar', { seed: 1, resamples: 100 });
    expect(interval.estimate).toBe(0.5);
    expect([interval.lower, interval.upper, interval.standardError]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const perfect = speakerCounts({ actual: [0, 1], predicted: [0, 1], speakers: ['a', 'b'], classCount: 2 });
    expect(scoreInterval(perfect, 'uar', { seed: 1, resamples: 100 })).toMatchObject({ lower: 1, upper: 1 });
  });

  it('refuses a level that is no level', () => {
    expect(() => scoreInterval(counts, 'uar', { seed: 1, resamples: 10, level: 95 })).toThrow(/between 0 and 1/);
  });

  it('answers NaN without predictions', () => {
    const none = speakerCounts({ actual: [], predicted: [], speakers: [], classCount: 2 });
    const interval = scoreInterval(none, 'uar', { seed: 1, resamples: 10 });
    expect([interval.estimate, interval.lower]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('meanDeviation', () => {
  it('gives mean and sample deviation', () => {
    expect(meanDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: Math.sqrt(32 / 7), count: 8 });
  });

  it('has no deviation for one value and hides no NaN', () => {
    expect(meanDeviation([0.5])).toEqual({ mean: 0.5, deviation: null, count: 1 });
    expect(meanDeviation([0.5, Number.NaN, 0.7]).deviation).toBeNaN();
    expect(meanDeviation([]).mean).toBeNaN();
  });

  it('deviation keeps its digits far from zero', () => {
    const rng = new Rng(1);
    const values = Array.from({ length: 50 }, () => rng.normal());
    expect(deviation(values.map((value) => value + 1e9))).toBeCloseTo(deviation(values), 5);
  });
});
