import { describe, expect, it } from 'vitest';
import { assignColors, PALETTE_SIZE, slotColor } from './palette';

const ids = Array.from({ length: 20 }, (_, index) => `0192f000-0000-7000-8000-${String(index).padStart(12, '0')}`);

describe('Colours of runs', () => {
  it('differ for the first eight runs', () => {
    expect(new Set(assignColors(ids.slice(0, PALETTE_SIZE)).values()).size).toBe(PALETTE_SIZE);
  });

  it('stay when runs are added', () => {
    const few = assignColors(ids.slice(0, 5));
    const many = assignColors(ids);
    for (const [id, slot] of few) expect(many.get(id)).toBe(slot);
  });

  it('repeat after eight runs instead of running out', () => {
    expect([...assignColors(ids).values()].every((slot) => slot >= 0 && slot < PALETTE_SIZE)).toBe(true);
    expect(assignColors(ids).size).toBe(20);
  });

  it('are given by custom properties, which follow the theme', () => {
    expect(slotColor(0)).toBe('var(--series-1)');
    expect(slotColor(8)).toBe('var(--series-1)');
  });
});
