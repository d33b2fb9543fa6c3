import { HyperparametersSchema } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { createLearningRate } from './learning-rate.js';

const cosine = (warmupEpochs: number) =>
  createLearningRate(
    HyperparametersSchema.parse({
      epochs: 10,
      learningRate: 0.4,
      schedule: { kind: 'cosine', warmupEpochs, finalFraction: 0.05 },
    }),
  );

describe('the cosine schedule', () => {
  it('rises in a straight line while it warms up, batch by batch', () => {
    const rate = cosine(2);
    expect(rate.at(0, 0, 4)).toBeCloseTo(0.4 / 8, 12);
    expect(rate.at(0, 3, 4)).toBeCloseTo(0.2, 12);
    expect(rate.at(1, 3, 4)).toBeCloseTo(0.4, 12);
  });

  it('falls over half a cosine to its fraction', () => {
    const rate = cosine(2);
    expect(rate.at(5, 3, 4)).toBeCloseTo(0.4 * (0.05 + 0.95 / 2), 12);
    expect(rate.at(9, 3, 4)).toBeCloseTo(0.4 * 0.05, 12);
    expect(cosine(0).at(0, 0, 1e9)).toBeCloseTo(0.4, 6);
  });
});
