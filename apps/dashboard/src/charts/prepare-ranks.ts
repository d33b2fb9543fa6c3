export interface Ranks {
  readonly rank: number | null;
  readonly rankLow: number | null;
  readonly rankHigh: number | null;
}

export interface PlacedRanks {
  /** Places on a line of `count` equal cells, 0 … 1 from its left end, the first place at the left. */
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Where the places an entry may hold lie among all; null for what has none. */
export function placeRanks({ rank, rankLow, rankHigh }: Ranks, count: number): PlacedRanks | null {
  if (rank === null || rankLow === null || rankHigh === null || count < 1) return null;
  return { from: (rankLow - 1) / count, to: rankHigh / count, at: (rank - 0.5) / count };
}

/** The places an entry may hold: `2`, or `1–3` where the data allow several; a dash where it is not ranked. */
export function rankRange({ rankLow, rankHigh }: Pick<Ranks, 'rankLow' | 'rankHigh'>): string {
  if (rankLow === null || rankHigh === null) return '—';
  return rankLow === rankHigh ? String(rankLow) : `${rankLow}–${rankHigh}`;
}

/** A, B … Z, AA …: the name of a group of entries that cannot be told apart from the best of them. */
export function tieName(group: number): string {
  const letter = String.fromCharCode(65 + ((group - 1) % 26));
  return group <= 26 ? letter : tieName(Math.floor((group - 1) / 26)) + letter;
}
