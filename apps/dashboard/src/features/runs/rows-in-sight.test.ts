import { describe, expect, it } from 'vitest';
import { rowsInSight, scrollTopFor } from './rows-in-sight';

const LAYOUT = { count: 100_000, rowHeight: 46, headHeight: 36 };

describe('Rows in sight', () => {
  it('are those that the box shows any part of, and some more on either side', () => {
    expect(rowsInSight({ scrollTop: 0, height: 496 }, LAYOUT, 0)).toEqual([0, 10]);
    expect(rowsInSight({ scrollTop: 45, height: 496 }, LAYOUT, 0)).toEqual([0, 10]);
    expect(rowsInSight({ scrollTop: 46_000, height: 496 }, LAYOUT, 5)).toEqual([995, 1015]);
  });

  it('end with the list, however far somebody scrolled', () => {
    expect(rowsInSight({ scrollTop: 46 * 99_999, height: 496 }, LAYOUT, 5)).toEqual([99_994, 99_999]);
    expect(rowsInSight({ scrollTop: 46 * 200_000, height: 496 }, LAYOUT, 5)).toEqual([99_999, 99_999]);
    expect(rowsInSight({ scrollTop: 0, height: 496 }, { ...LAYOUT, count: 3 }, 5)).toEqual([0, 2]);
    expect(rowsInSight({ scrollTop: 0, height: 496 }, { ...LAYOUT, count: 0 }, 5)).toEqual([0, -1]);
  });

  it('are brought into sight by scrolling no further than it takes', () => {
    const view = { scrollTop: 460, height: 496 };
    expect(scrollTopFor(12, view, LAYOUT)).toBe(460);
    expect(scrollTopFor(3, view, LAYOUT)).toBe(3 * 46);
    expect(scrollTopFor(50, view, LAYOUT)).toBe(51 * 46 + 36 - 496);
    expect(scrollTopFor(0, { scrollTop: 0, height: 20 }, LAYOUT)).toBe(0);
  });
});
