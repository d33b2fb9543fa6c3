import { describe, expect, it } from 'vitest';
import { fitAxis, fitSteps } from './axis';

describe('An axis', () => {
  it('has round ticks inside its domain', () => {
    const { domain, ticks } = fitAxis([0.31, 0.74]);
    expect(ticks).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
    expect(domain[0]).toBeLessThan(0.31);
    expect(domain[1]).toBeGreaterThan(0.74);
  });

  it('does not go below zero for values that cannot', () => {
    expect(fitAxis([0.01, 5]).domain[0]).toBe(0);
  });

  it('has room around a single value', () => {
    const { domain } = fitAxis([0.5]);
    expect(domain[0]).toBeLessThan(0.5);
    expect(domain[1]).toBeGreaterThan(0.5);
  });

  it('stands on its own without values', () => {
    expect(fitAxis([])).toEqual({ domain: [0, 1], ticks: [0, 1] });
  });

  it('has powers of ten on a wide logarithmic scale', () => {
    expect(fitAxis([0.001, 20], 'log').ticks).toEqual([0.001, 0.01, 0.1, 1, 10]);
  });

  it('has at least two ticks on a narrow logarithmic scale', () => {
    expect(fitAxis([0.41, 0.44], 'log').ticks.length).toBeGreaterThanOrEqual(2);
  });

  it('of steps has whole numbers only', () => {
    expect(fitSteps(0, 59).ticks).toEqual([0, 10, 20, 30, 40, 50]);
    expect(fitSteps(0, 3).ticks).toEqual([0, 1, 2, 3]);
    expect(fitSteps(7, 7).ticks).toEqual([7]);
  });
});
