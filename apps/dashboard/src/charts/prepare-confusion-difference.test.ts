import { describe, expect, it } from 'vitest';
import { confusionDifference } from './prepare-confusion-difference';

describe('The difference of two confusion matrices', () => {
  const [[hit, miss] = []] = confusionDifference(
    ['a', 'b'],
    [
      [6, 4],
      [0, 0],
    ],
    [
      [9, 1],
      [1, 1],
    ],
  );

  it('is one of shares, so that more hits and fewer misses are gains', () => {
    expect(hit).toMatchObject({ isCorrect: true, isGain: true });
    expect(hit?.difference).toBeCloseTo(0.3, 12);
    expect(miss).toMatchObject({ isCorrect: false, isGain: true });
    expect(miss?.difference).toBeCloseTo(-0.3, 12);
  });

  it('is unknown where one of them has no such clips', () => {
    const rows = confusionDifference(['a'], [[0]], [[3]]);
    expect(rows[0]?.[0]).toMatchObject({ difference: null, isGain: null });
  });

  it('is neither gain nor loss where nothing changed', () => {
    expect(confusionDifference(['a'], [[2]], [[4]])[0]?.[0]).toMatchObject({ difference: 0, isGain: null });
  });
});
