import { describe, expect, it } from 'vitest';
import { expectedStarts } from './expected-starts.js';

const waits = (...seconds: (number | null)[]) => seconds.map((expectedSeconds) => ({ expectedSeconds }));

describe('the expected start of waiting runs', () => {
  it('is when a worker is free, whoever that is', () => {
    const underWay = [{ workerId: 'a', remainingSeconds: 30 }];
    expect(expectedStarts(waits(60, 10, 10), underWay, ['a', 'b'])).toEqual([0, 30, 40]);
  });

  it('is not guessed without a worker, or behind something of which nobody knows how long it takes', () => {
    expect(expectedStarts(waits(60), [], [])).toEqual([null]);
    expect(expectedStarts(waits(null, 60, 60), [], ['a'])).toEqual([0, null, null]);
    expect(expectedStarts(waits(null, 60, 60), [], ['a', 'b'])).toEqual([0, 0, 60]);
    expect(expectedStarts(waits(60), [{ workerId: 'a', remainingSeconds: null }], ['a'])).toEqual([null]);
  });
});
