import { describe, expect, it } from 'vitest';
import { placeRanks, rankRange, tieName } from './prepare-ranks';

describe('The places an entry may hold', () => {
  it('span the cells from the best to the worst of them', () => {
    expect(placeRanks({ rank: 1, rankLow: 1, rankHigh: 3 }, 4)).toEqual({ from: 0, to: 0.75, at: 0.125 });
    expect(placeRanks({ rank: 4, rankLow: 4, rankHigh: 4 }, 4)).toEqual({ from: 0.75, to: 1, at: 0.875 });
  });

  it('fill the line when there is one entry', () => {
    expect(placeRanks({ rank: 1, rankLow: 1, rankHigh: 1 }, 1)).toEqual({ from: 0, to: 1, at: 0.5 });
  });

  it('are not drawn for what is not ranked', () => {
    expect(placeRanks({ rank: null, rankLow: null, rankHigh: null }, 4)).toBeNull();
    expect(placeRanks({ rank: 1, rankLow: 1, rankHigh: 1 }, 0)).toBeNull();
  });

  it('are said as a range where the data allow several', () => {
    expect(rankRange({ rankLow: 1, rankHigh: 3 })).toBe('1–3');
    expect(rankRange({ rankLow: 2, rankHigh: 2 })).toBe('2');
    expect(rankRange({ rankLow: null, rankHigh: null })).toBe('—');
  });

  it('have groups named like the columns of a spreadsheet', () => {
    expect([1, 2, 26, 27, 52, 53].map(tieName)).toEqual(['A', 'B', 'Z', 'AA', 'AZ', 'BA']);
  });
});
