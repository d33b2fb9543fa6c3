import { studentCritical } from '../distributions/distributions.js';
import type { EntryPairs } from './entry-pairs.js';

/** What must be exceeded for two entries to be told apart, and the p-value it stands for. */
export interface Threshold {
  readonly critical: number;
  readonly level: number;
}

/**
 * Holm's step-down threshold over all pairs of the board: the chance that any pair is told apart wrongly is at most
 * `alpha`. Statistics that pass Bonferroni are counted, those that could pass at all are sorted, the rest are dropped.
 */
export function boardThreshold(pairs: EntryPairs, alpha: number): Threshold {
  const family = (pairs.count * (pairs.count - 1)) / 2;
  const first = thresholdAt(alpha / Math.max(family, 1), pairs.speakerCount);
  const last = thresholdAt(alpha, pairs.speakerCount);
  let passed = 0;
  const candidates = new GrowingColumn();
  for (let i = 0; i < pairs.count; i++) {
    for (let j = i + 1; j < pairs.count; j++) {
      if (pairs.isApart(i, j, first.critical, first.level)) passed++;
      else if (pairs.isApart(i, j, last.critical, last.level)) candidates.push(pairs.statistic(i, j));
    }
  }
  return stepDown(candidates.sortedDescending(), passed, family, alpha, pairs.speakerCount);
}

/** Holm's threshold over the comparisons of one entry with all others. */
export function entryThreshold(pairs: EntryPairs, entry: number, alpha: number): Threshold {
  const statistics = new Float64Array(Math.max(pairs.count - 1, 0));
  for (let other = 0, i = 0; other < pairs.count; other++) {
    if (other !== entry) statistics[i++] = pairs.statistic(entry, other);
  }
  return stepDown(statistics.sort().reverse(), 0, pairs.count - 1, alpha, pairs.speakerCount);
}

function stepDown(
  descending: Float64Array,
  alreadyPassed: number,
  family: number,
  alpha: number,
  speakerCount: number,
): Threshold {
  let passed = alreadyPassed;
  let next = 0;
  for (;;) {
    const threshold = thresholdAt(alpha / Math.max(family - passed, 1), speakerCount);
    const before = next;
    while (next < descending.length && descending[next] > threshold.critical) next++;
    passed += next - before;
    if (next === before) return threshold;
  }
}

function thresholdAt(level: number, speakerCount: number): Threshold {
  return { critical: studentCritical(level, speakerCount - 1), level };
}

/** A Float64Array that grows: millions of candidates without boxing. */
class GrowingColumn {
  #values = new Float64Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Float64Array(2 * this.#length);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  sortedDescending(): Float64Array {
    return this.#values.slice(0, this.#length).sort().reverse();
  }
}
