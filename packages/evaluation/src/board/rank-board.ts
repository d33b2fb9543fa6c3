import { checkLevel, DEFAULT_LEVEL } from '../intervals/interval.js';
import { IncomparableEntriesError } from './board.errors.js';
import type { BoardEntry } from './board-entry.js';
import { EntryPairs } from './entry-pairs.js';
import { type ApartCounts, compareAll, compareEach, type Slices } from './simultaneous-tests.js';

export interface BoardOptions {
  /** Default 0.95. */
  readonly level?: number;
  /**
   * What holds at `level`: `board` (default), all rank intervals of the board at once; `entry`, each entry's interval
   * by itself, narrower.
   */
  readonly simultaneous?: 'board' | 'entry';
}

export interface RankedEntry {
  readonly entry: BoardEntry;
  /** 1 for the highest score; equal scores share a rank. */
  readonly rank: number;
  /** The ranks that the data allow, both inclusive: 1 + entries shown to be better … n − entries shown to be worse. */
  readonly rankLow: number;
  readonly rankHigh: number;
  /** 1, 2 …: entries that cannot be told apart from the best entry of their group. */
  readonly tieGroup: number;
}

export interface RankedBoard {
  /** Best score first; equal scores in the order given. */
  readonly ranked: readonly RankedEntry[];
  /** Entries whose score is not a number. */
  readonly unranked: readonly BoardEntry[];
}

/**
 * Ranks entries that were tested on the same clips, with the ranks that the data allow (Mogstad, Romano, Shaikh and
 * Wilhelm 2024): every pair is compared on the same speakers, Student's t with speakers − 1 degrees of freedom, and
 * Holm's correction makes the statements hold together. Reads the entries' stored influence only: 5,000 entries take
 * about a second. With one speaker nothing is told apart.
 * @throws IncomparableEntriesError when the speakers differ
 */
export function rankBoard(entries: readonly BoardEntry[], options: BoardOptions = {}): RankedBoard {
  const slices = rankBoardInSlices(entries, options);
  for (;;) {
    const step = slices.next();
    if (step.done) return step.value;
  }
}

/**
 * `rankBoard` for a server: it yields every few milliseconds, so that the ranking of thousands of entries need not hold
 * up what else the process has to do.
 */
export function* rankBoardInSlices(entries: readonly BoardEntry[], options: BoardOptions = {}): Slices<RankedBoard> {
  const level = options.level ?? DEFAULT_LEVEL;
  checkLevel(level);
  checkSpeakers(entries);
  const sorted = entries.filter((entry) => !Number.isNaN(entry.score)).sort((a, b) => b.score - a.score);
  const unranked = entries.filter((entry) => Number.isNaN(entry.score));
  const pairs = new EntryPairs(sorted);
  const compare = options.simultaneous === 'entry' ? compareEach : compareAll;
  const counts = yield* compare(pairs, 1 - level);
  const groups = yield* tieGroups(pairs, counts);
  let rank = 1;
  const ranked = sorted.map((entry, i): RankedEntry => {
    if (i > 0 && entry.score < sorted[i - 1].score) rank = i + 1;
    const [rankLow, rankHigh] = [1 + counts.better[i], sorted.length - counts.worse[i]];
    return { entry, rank, rankLow, rankHigh, tieGroup: groups[i] };
  });
  return { ranked, unranked };
}

/** "1", or "1–3" where the data allow several ranks. */
export function formatRankInterval({ rankLow, rankHigh }: Pick<RankedEntry, 'rankLow' | 'rankHigh'>): string {
  return rankLow === rankHigh ? `${rankLow}` : `${rankLow}–${rankHigh}`;
}

/** Walks down the scores: whoever cannot be told apart from the first without a group joins that entry's group. */
function* tieGroups(pairs: EntryPairs, { criticalOf }: ApartCounts): Slices<Int32Array> {
  const groups = new Int32Array(pairs.count);
  const marks = new Uint8Array(pairs.count);
  let group = 0;
  for (let leader = 0; leader < pairs.count; leader++) {
    if (groups[leader] !== 0) continue;
    group++;
    yield;
    pairs.markApart(leader, leader, criticalOf(leader), marks);
    for (let j = leader; j < pairs.count; j++) if (groups[j] === 0 && marks[j] === 0) groups[j] = group;
  }
  return groups;
}

function checkSpeakers(entries: readonly BoardEntry[]): void {
  const [first] = entries;
  if (first === undefined) return;
  for (const entry of entries) {
    const isSame =
      entry.speakers === first.speakers ||
      (entry.speakers.length === first.speakers.length &&
        entry.speakers.every((speaker, s) => speaker === first.speakers[s]));
    if (!isSame || entry.influence.length !== first.speakers.length) {
      throw new IncomparableEntriesError(first.id, entry.id);
    }
  }
}
