import { describe, expect, it } from 'vitest';
import { type Bar, missingSeconds, pointsAbove, statusText } from './prepare-inflation';

const bar = (protocol: string, overrides: Partial<Bar> = {}): Bar => ({
  protocol,
  meaning: '',
  status: 'DONE',
  reason: null,
  value: 0.5,
  low: 0.4,
  high: 0.6,
  runsPooled: 5,
  runsPlanned: 5,
  estimate: null,
  experiment: null,
  ...overrides,
});

describe('The inflation meter', () => {
  it('counts points above the figure on unheard voices, only between final figures', () => {
    const honest = bar('by-speaker', { value: 0.41 });
    const study = bar('study', { value: 0.72 });
    expect(pointsAbove(study, [study, honest])).toBeCloseTo(31, 9);
    expect(pointsAbove(honest, [study, honest])).toBeNull();
    expect(pointsAbove(study, [study, { ...honest, status: 'UNDER_WAY' }])).toBeNull();
    expect(pointsAbove({ ...study, value: null }, [study, honest])).toBeNull();
  });

  it('says why a bar is missing or not final', () => {
    expect(statusText(bar('study'))).toBeNull();
    expect(statusText(bar('study', { status: 'UNDER_WAY', runsPooled: 2 }))).toBe('2 of 5 runs');
    expect(statusText(bar('by-statement', { status: 'IMPOSSIBLE', reason: 'one statement only' }))).toBe(
      'one statement only',
    );
  });

  it('gives a time only when that of every missing part is known', () => {
    const known = bar('study', { status: 'MISSING', estimate: { seconds: 60, basis: '' } });
    expect(missingSeconds([known, { ...known, protocol: 'by-clip' }, bar('by-speaker')])).toBe(120);
    expect(missingSeconds([known, { ...known, estimate: null }])).toBeNull();
    expect(missingSeconds([bar('by-speaker')])).toBeNull();
  });
});
