import { describe, expect, it } from 'vitest';
import { fitIntervals, placeInterval } from './prepare-intervals';

const AXIS = { domain: [0.2, 0.7], ticks: [] } as const;

describe('Intervals on a common axis', () => {
  it('lie where their values are', () => {
    const placed = placeInterval({ value: 0.45, low: 0.2, high: 0.7, points: [0.45, null] }, AXIS);
    expect(placed?.at).toBeCloseTo(0.5, 12);
    expect(placed?.from).toBe(0);
    expect(placed?.to).toBe(1);
    expect(placed?.points.length).toBe(1);
  });

  it('are not drawn without a value, rather than drawn at 0', () => {
    expect(placeInterval({ value: null, low: null, high: null }, AXIS)).toBeNull();
    expect(placeInterval({ value: Number.NaN, low: 0, high: 1 }, AXIS)).toBeNull();
  });

  it('are not drawn at the end of an axis that does not reach them', () => {
    expect(placeInterval({ value: 0.125, low: null, high: null }, AXIS)).toBeNull();
  });

  it('are a point alone when there is no span', () => {
    expect(placeInterval({ value: 0.5, low: null, high: 0.7 }, AXIS)).toMatchObject({ from: null, to: null });
  });

  it('share an axis that covers every end and reference', () => {
    const { domain } = fitIntervals([{ value: 0.6, low: 0.5, high: 0.7 }], [0.125, null]);
    expect(domain[0]).toBeLessThanOrEqual(0.125);
    expect(domain[1]).toBeGreaterThanOrEqual(0.7);
  });

  it('have an axis even without values', () => {
    expect(fitIntervals([]).domain).toEqual([0, 1]);
  });
});
