import { describe, expect, it } from 'vitest';
import { type BoardAddress, endOfDay, exportPath, pagePath } from './board-address';

const board: BoardAddress = {
  slug: 'lab',
  task: 'EMOTION',
  datasetVersionId: 'v-1',
  protocolHash: 'abcdef0123456789abcdef0123456789',
  metric: 'UAR',
  asOf: null,
};
const past: BoardAddress = { ...board, metric: 'MACRO_F1', asOf: '2026-01-01T00:00:00.000Z' };

describe('Addresses of a board', () => {
  it('name it by task, data and protocol, and leave out what is usual', () => {
    expect(exportPath(board, 'csv')).toBe('/boards/lab/emotion/v-1/abcdef0123456789.csv');
    expect(pagePath(board, 'page')).toBe(`/p/lab/leaderboard?task=EMOTION&version=v-1&protocol=${board.protocolHash}`);
  });

  it('carry the score and the time that are chosen', () => {
    expect(exportPath(past, 'tex')).toContain('?metric=macro_f1&asOf=2026-01-01T00%3A00%3A00.000Z');
    expect(pagePath(past, 'embed')).toMatch(/^\/embed\/p\/lab\/leaderboard\?.*metric=MACRO_F1&asOf=2026/);
  });
});

describe('The day a board is shown as of', () => {
  const now = new Date(2026, 5, 15, 12).getTime();

  it('is taken to its end', () => {
    expect(endOfDay('2026-06-14', now)).toBe(new Date(2026, 5, 14, 23, 59, 59, 999).toISOString());
  });

  it('is now for today, days to come and what is no day', () => {
    expect(endOfDay('2026-06-15', now)).toBeNull();
    expect(endOfDay('2027-01-01', now)).toBeNull();
    expect(endOfDay('', now)).toBeNull();
  });
});
