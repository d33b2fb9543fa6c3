import { describe, expect, it } from 'vitest';
import { parseSeeds } from './parse-seeds';

describe('parseSeeds', () => {
  it.each([
    ['0', [0]],
    ['2, 0 1', [0, 1, 2]],
    ['0-2, 2–4', [0, 1, 2, 3, 4]],
  ])('reads %j', (text, seeds) => {
    expect(parseSeeds(text)).toEqual({ seeds, error: null });
  });

  it.each([
    ['', 'at least one'],
    ['one', '“one” is not a seed'],
    ['-1', 'not a seed'],
    ['1.5', 'not a seed'],
    ['5-3', 'backwards'],
    ['0-1000', 'At most 100'],
    ['99999999999', 'too large'],
  ])('says what is wrong with %j', (text, message) => {
    const parsed = parseSeeds(text);
    expect(parsed.seeds).toBeNull();
    expect(parsed.error).toContain(message);
  });
});
