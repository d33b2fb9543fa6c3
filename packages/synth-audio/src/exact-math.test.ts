import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { cosine, decibelsToGain, exponential, semitonesToRatio, sine } from './exact-math.js';

describe('exact math', () => {
  it('agrees with the engine to 1e-14 over the range that is used', () => {
    const rng = new Rng(1);
    const worst = { sine: 0, cosine: 0, exponential: 0 };
    for (let i = 0; i < 5000; i++) {
      const x = rng.between(-1000, 1000);
      const y = rng.between(-39, 39);
      worst.sine = Math.max(worst.sine, Math.abs(sine(x) - Math.sin(x)));
      worst.cosine = Math.max(worst.cosine, Math.abs(cosine(x) - Math.cos(x)));
      worst.exponential = Math.max(worst.exponential, Math.abs(exponential(y) / Math.exp(y) - 1));
    }
    expect(worst.sine).toBeLessThan(1e-14);
    expect(worst.cosine).toBeLessThan(1e-12);
    expect(worst.exponential).toBeLessThan(1e-14);
  });

  it('knows the fixed points', () => {
    expect(sine(0)).toBe(0);
    expect(cosine(0)).toBe(1);
    expect(exponential(0)).toBe(1);
    expect(decibelsToGain(20)).toBeCloseTo(10, 12);
    expect(semitonesToRatio(-12)).toBeCloseTo(0.5, 14);
  });

  it('refuses exponents it was not made for', () => {
    expect(() => exponential(40)).toThrow(RangeError);
    expect(() => exponential(Number.NaN)).toThrow(RangeError);
  });
});
