import { describe, expect, it } from 'vitest';
import { baselineInterval, scoreInterval, spanText } from './board-scores';

const scores = [
  { metric: 'UAR' as const, value: 0.45, low: 0.4, high: 0.5 },
  { metric: 'ACCURACY' as const, value: 0.47, low: null, high: null },
];

describe('Scores of a board', () => {
  it('are those of the chosen metric; single runs are drawn for UAR alone, which is what they are of', () => {
    expect(scoreInterval({ scores, perRunUar: [0.4, 0.5] }, 'UAR')).toEqual({
      value: 0.45,
      low: 0.4,
      high: 0.5,
      points: [0.4, 0.5],
    });
    expect(scoreInterval({ scores, perRunUar: [0.4] }, 'ACCURACY')).toMatchObject({ value: 0.47, points: [] });
  });

  it('are missing, never 0, where they were not measured', () => {
    expect(scoreInterval({ scores, perRunUar: [] }, 'MACRO_F1').value).toBeNull();
    const notRun = {
      name: 'x',
      description: '',
      uar: null,
      accuracy: null,
      macroF1: null,
      low: null,
      high: null,
      experimentId: null,
    };
    expect(baselineInterval(notRun, 'UAR')).toEqual({ value: null, low: null, high: null });
  });

  it('say their interval in per cent', () => {
    expect(spanText({ value: 0.45, low: 0.41, high: 0.494 })).toBe('41.0–49.4');
    expect(spanText({ value: 0.45, low: null, high: null })).toBe('no interval');
  });
});
