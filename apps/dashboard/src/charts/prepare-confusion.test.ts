import { describe, expect, it } from 'vitest';
import { prepareConfusion, worstConfusions } from './prepare-confusion';

const LABELS = ['calm', 'sad', 'angry'];
const COUNTS = [
  [6, 2, 0],
  [5, 5, 0],
  [0, 0, 0],
];

describe('A confusion heat map', () => {
  it('colours by the share of the row, so that a rare class is as strong as a common one', () => {
    const rows = prepareConfusion(LABELS, COUNTS, 'by-row');
    expect(rows[0]?.cells.map(({ strength }) => strength)).toEqual([0.75, 0.25, 0]);
    expect(rows[1]?.cells[0]).toMatchObject({ count: 5, rowShare: 0.5, isCorrect: false });
  });

  it('has no share for a class nobody spoke, rather than 0', () => {
    const rows = prepareConfusion(LABELS, COUNTS, 'by-row');
    expect(rows[2]?.support).toBe(0);
    expect(rows[2]?.cells.map(({ rowShare }) => rowShare)).toEqual([null, null, null]);
  });

  it('colours by the share of the column: how far a word can be trusted once it was said', () => {
    const rows = prepareConfusion(LABELS, COUNTS, 'by-column');
    expect(rows.map(({ cells }) => cells[0]?.strength)).toEqual([6 / 11, 5 / 11, 0]);
    expect(rows[0]?.cells[2]).toMatchObject({ columnShare: null, strength: null });
  });

  it('colours counts by the largest, or by a scale shared with other matrices', () => {
    expect(prepareConfusion(LABELS, COUNTS, 'counts')[0]?.cells[0]?.strength).toBe(1);
    expect(prepareConfusion(LABELS, COUNTS, 'counts', 12)[0]?.cells[0]?.strength).toBe(0.5);
  });

  it('has uncoloured cells when nothing was counted', () => {
    const rows = prepareConfusion(['a'], [[0]], 'counts');
    expect(rows[0]?.cells[0]?.strength).toBeNull();
  });

  it('names the mistakes made most often', () => {
    const worst = worstConfusions(prepareConfusion(LABELS, COUNTS, 'counts'));
    expect(worst.map(({ actual, predicted, count }) => [actual, predicted, count])).toEqual([
      ['sad', 'calm', 5],
      ['calm', 'sad', 2],
    ]);
  });
});
