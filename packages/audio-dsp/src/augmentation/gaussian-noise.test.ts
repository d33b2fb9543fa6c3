import { Rng } from '@voxboard/domain';
import { expect, test } from 'vitest';
import { gaussianNoise } from './gaussian-noise.js';

test('200,000 draws follow the normal distribution: moments, quantiles and tails', () => {
  const noise = gaussianNoise(200_000, new Rng(42)).sort();
  const moment = (power: number) => noise.reduce((sum, value) => sum + value ** power, 0) / noise.length;
  expect(moment(1)).toBeCloseTo(0, 1);
  expect(Math.abs(moment(1))).toBeLessThan(0.01);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.02);
  expect(Math.abs(moment(3))).toBeLessThan(0.05);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
  const shareBelow = (limit: number) => noise.filter((value) => value < limit).length / noise.length;
  for (const [limit, share] of [
    [-1.959964, 0.025],
    [-1, 0.158655],
    [0, 0.5],
    [0.67449, 0.75],
    [2.326348, 0.99],
    [3.5, 1 - 0.00023263],
  ]) {
    const standardError = Math.sqrt((share * (1 - share)) / noise.length);
    expect(Math.abs(shareBelow(limit) - share), `P(x < ${limit})`).toBeLessThan(4 * standardError);
  }
  expect(noise.filter((value) => Math.abs(value) > 3.442619855899).length).toBeGreaterThan(60);
});

test('neighbouring draws are uncorrelated and equal seeds give equal noise', () => {
  const noise = gaussianNoise(50_000, new Rng(5));
  let product = 0;
  for (let i = 1; i < noise.length; i++) product += noise[i] * noise[i - 1];
  expect(Math.abs(product / noise.length)).toBeLessThan(0.02);
  expect(gaussianNoise(50_000, new Rng(5))).toEqual(noise);
  expect(gaussianNoise(50_000, new Rng(6))).not.toEqual(noise);
});
