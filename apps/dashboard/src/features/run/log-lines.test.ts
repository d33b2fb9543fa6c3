import { describe, expect, it } from 'vitest';
import { addLines, MAX_LINES } from './log-lines';

const line = (number: number) => ({ number, line: `line ${number}`, loggedAt: '2026-01-01T00:00:00Z' });
const numbers = (lines: readonly { readonly number: number }[]) => lines.map(({ number }) => number);

describe('addLines', () => {
  it('adds what is new, once, also when a reconnect sends lines again', () => {
    const known = [line(1), line(2)];
    expect(numbers(addLines(known, [line(2), line(3)]))).toEqual([1, 2, 3]);
    expect(addLines(known, [line(1)])).toBe(known);
    expect(numbers(addLines([], [line(2), line(1)]))).toEqual([1, 2]);
  });

  it('lets the oldest lines go when there are too many', () => {
    const many = Array.from({ length: MAX_LINES }, (_, index) => line(index + 1));
    const more = addLines(many, [line(MAX_LINES + 1)]);
    expect([more.length, more[0]?.number, more.at(-1)?.number]).toEqual([MAX_LINES, 2, MAX_LINES + 1]);
  });
});
