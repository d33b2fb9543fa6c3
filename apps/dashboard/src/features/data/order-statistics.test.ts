import { describe, expect, it } from 'vitest';
import { type FeatureFigures, orderStatistics } from './order-statistics';

function figures(column: string, explained: number | null, mean: number | null): FeatureFigures {
  const statistics = { count: 1, missing: 0, mean, sd: null, min: null, q05: null, median: null, q95: null, max: null };
  return { column, explained, statistics } as FeatureFigures;
}
const ALL = [figures('mfcc.0', 0.1, 5), figures('rms', null, null), figures('mfcc.1', 0.4, -2)];
const names = (found: readonly FeatureFigures[]) => found.map(({ column }) => column);

describe('The statistics table', () => {
  it('puts what tells classes apart first, and what has no figure last', () => {
    expect(names(orderStatistics(ALL, 'explained', ''))).toEqual(['mfcc.1', 'mfcc.0', 'rms']);
    expect(names(orderStatistics(ALL, 'mean', ''))).toEqual(['mfcc.0', 'mfcc.1', 'rms']);
    expect(names(orderStatistics(ALL, 'column', ''))).toEqual(['mfcc.0', 'rms', 'mfcc.1']);
  });

  it('finds features by parts of their names', () => {
    expect(names(orderStatistics(ALL, 'column', 'MFCC 1'))).toEqual(['mfcc.1']);
    expect(orderStatistics(ALL, 'column', 'pitch')).toEqual([]);
  });
});
