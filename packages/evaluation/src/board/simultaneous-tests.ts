import { studentCritical } from '../distributions/distributions.js';
import type { EntryPairs } from './entry-pairs.js';
import { GrowingColumn } from './growing-column.js';

/** How far Holm's descent is expected to shrink the family before another walk over all pairs is needed. */
const WINDOW = 10;

/** Work that can be set down: it yields every few milliseconds, and returns its result at the end. */
export type Slices<Result> = Generator<void, Result, void>;

/** Entries compared with all others before the work may be set down: some 2 ms on a board of 5,000. */
const ENTRIES_PER_SLICE = 8;

/** Who was told apart from whom. */
export interface ApartCounts {
  /** Entries shown to be better than entry i. */
  readonly better: Int32Array;
  /** Entries shown to be worse. */
  readonly worse: Int32Array;
  /** The |t| that entry i was held against. */
  readonly criticalOf: (i: number) => number;
}

/**
 * Compares all pairs with Holm's correction over all of them: the chance that any pair is told apart wrongly is at most
 * `alpha`. Pairs that pass at the start of the descent are counted at once, those that may pass later are kept with
 * their |t|; the descent then walks the kept ones, and all pairs again only when it leaves the window.
 */
export function* compareAll(pairs: EntryPairs, alpha: number): Slices<ApartCounts> {
  const family = (pairs.count * (pairs.count - 1)) / 2;
  const criticalFor = (comparisons: number) => criticalAt(alpha, comparisons, pairs.speakerCount);
  for (let start = 0; ; ) {
    const lowest = criticalFor((family - start) / WINDOW);
    const walk = yield* walkPairs(pairs, criticalFor(family - start), lowest);
    const { told, critical } = descend(walk, family, criticalFor);
    if (critical >= lowest || told === start) return { ...countWith(walk, critical), criticalOf: () => critical };
    start = told;
  }
}

/** Compares each entry with all others, Holm's correction over its own comparisons only. */
export function* compareEach(pairs: EntryPairs, alpha: number): Slices<ApartCounts> {
  const { count, speakerCount } = pairs;
  const better = new Int32Array(count);
  const worse = new Int32Array(count);
  const statistics = new Float64Array(count);
  const known = new Map<number, number>();
  const criticalFor = (comparisons: number) => {
    const critical = known.get(comparisons) ?? criticalAt(alpha, comparisons, speakerCount);
    known.set(comparisons, critical);
    return critical;
  };
  const criticalOfEntry = (i: number) => {
    for (let j = 0; j < count; j++) statistics[j] = pairs.statistic(i, j);
    for (let told = 0; ; ) {
      const critical = criticalFor(count - 1 - told);
      better[i] = countAbove(statistics, critical, 0, i);
      worse[i] = countAbove(statistics, critical, i + 1, count);
      if (better[i] + worse[i] === told) return critical;
      told = better[i] + worse[i];
    }
  };
  const criticals = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    criticals[i] = criticalOfEntry(i);
    if (i % ENTRIES_PER_SLICE === ENTRIES_PER_SLICE - 1) yield;
  }
  return { better, worse, criticalOf: (i) => criticals[i] };
}

/** Pairs that passed, counted; and pairs that may, as three columns. */
interface Walk {
  readonly better: Int32Array;
  readonly worse: Int32Array;
  readonly passed: number;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  readonly statistics: Float64Array;
}

function* walkPairs(pairs: EntryPairs, highest: number, lowest: number): Slices<Walk> {
  const { count } = pairs;
  const better = new Int32Array(count);
  const worse = new Int32Array(count);
  const marks = new Uint8Array(count);
  const [upper, lower, statistics] = [new GrowingColumn(), new GrowingColumn(), new GrowingColumn()];
  let passed = 0;
  for (let i = 0; i < count; i++) {
    if (i % ENTRIES_PER_SLICE === ENTRIES_PER_SLICE - 1) yield;
    pairs.markApart(i, i + 1, lowest, marks);
    for (let j = i + 1; j < count; j++) {
      if (marks[j] === 0) continue;
      const statistic = pairs.statistic(i, j);
      if (statistic > highest) {
        passed++;
        worse[i]++;
        better[j]++;
      } else {
        upper.push(i);
        lower.push(j);
        statistics.push(statistic);
      }
    }
  }
  return { better, worse, passed, upper: upper.values(), lower: lower.values(), statistics: statistics.values() };
}

/** Told-apart pairs leave the family, the threshold falls, until nothing changes: Holm's procedure as a fixed point. */
function descend(
  { passed, statistics }: Walk,
  family: number,
  criticalFor: (comparisons: number) => number,
): { told: number; critical: number } {
  const ascending = statistics.slice().sort();
  let left = ascending.length;
  for (;;) {
    const critical = criticalFor(family - passed - (ascending.length - left));
    const before = left;
    while (left > 0 && ascending[left - 1] > critical) left--;
    if (left === before) return { told: passed + ascending.length - left, critical };
  }
}

function countWith({ better, worse, upper, lower, statistics }: Walk, critical: number) {
  for (let k = 0; k < statistics.length; k++) {
    if (!(statistics[k] > critical)) continue;
    worse[upper[k]]++;
    better[lower[k]]++;
  }
  return { better, worse };
}

/** Bonferroni over the comparisons that are left; beyond reach with one speaker. */
function criticalAt(alpha: number, comparisons: number, speakerCount: number): number {
  if (speakerCount < 2) return Number.POSITIVE_INFINITY;
  return studentCritical(alpha / Math.max(comparisons, 1), speakerCount - 1);
}

function countAbove(values: Float64Array, critical: number, from: number, to: number): number {
  let above = 0;
  for (let i = from; i < to; i++) if (values[i] > critical) above++;
  return above;
}
