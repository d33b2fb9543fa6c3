import { studentCritical } from '../distributions/distributions.js';
import { smallestPValue } from '../paired/difference-test.js';
import type { BoardEntry } from './board-entry.js';

/** Differences and distances below this are rounding: scores lie between 0 and 1. */
const ROUNDING = 1e-12;
/** Speakers after which a distance is looked at: most pairs are decided by the first few. */
const CHUNK = 8;

/**
 * All pairs of a board. The standard error of a difference is the distance of the two influence vectors times
 * √(S/(S−1)), so that a pair costs at most S multiplications and no predictions are read.
 */
export class EntryPairs {
  readonly count: number;
  readonly speakerCount: number;
  readonly #scores: Float64Array;
  /** Entries × speakers, scaled so that distances are standard errors, less the mean entry. */
  readonly #influence: Float64Array;
  readonly #norms: Float64Array;
  readonly #largestNorm: number;
  /** |t| of a difference without any spread: no more than few speakers show by luck. */
  readonly #spreadless: number;

  /** @param entries on the same speakers, best score first */
  constructor(entries: readonly BoardEntry[]) {
    this.count = entries.length;
    this.speakerCount = entries[0]?.speakers.length ?? 0;
    this.#scores = Float64Array.from(entries, (entry) => entry.score);
    this.#influence = centredInfluence(entries, this.speakerCount);
    this.#norms = Float64Array.from(entries, (_, i) => Math.sqrt(this.#squaredNorm(i)));
    this.#largestNorm = this.#norms.reduce((max, norm) => Math.max(max, norm), 0);
    const [speakers, smallest] = [this.speakerCount, smallestPValue(this.speakerCount)];
    this.#spreadless = speakers < 2 ? 0 : studentCritical(smallest, speakers - 1);
  }

  /** |t| of the difference of two entries, 0 for none. */
  statistic(i: number, j: number): number {
    const difference = Math.abs(this.#scores[i] - this.#scores[j]);
    if (difference < ROUNDING) return 0;
    const distance = Math.sqrt(this.#squaredDistance(i, j));
    return distance < ROUNDING ? this.#spreadless : difference / distance;
  }

  /**
   * Marks the entries from `from` on that are told apart from entry i (|t| > critical) with 1, the others with 0.
   * Bounds decide most pairs: distances lie between their first terms and the sum of the norms.
   */
  markApart(i: number, from: number, critical: number, marks: Uint8Array): void {
    const [scores, influence, norms, width] = [this.#scores, this.#influence, this.#norms, this.speakerCount];
    const score = scores[i];
    const base = i * width;
    const squaredCritical = critical * critical;
    const beyondAll = critical * (norms[i] + this.#largestNorm);
    for (let j = from; j < this.count; j++) {
      const difference = Math.abs(score - scores[j]);
      if (difference > beyondAll && difference > ROUNDING && beyondAll > ROUNDING) {
        marks[j] = 1;
        continue;
      }
      const squaredDifference = difference * difference;
      const enough = squaredDifference / squaredCritical;
      let sum = 0;
      for (let s = 0, other = j * width; s < width && sum < enough; ) {
        for (const end = Math.min(s + CHUNK, width); s < end; s++) {
          const step = influence[base + s] - influence[other + s];
          sum += step * step;
        }
      }
      if (difference < ROUNDING || sum >= enough) marks[j] = 0;
      else if (sum < ROUNDING * ROUNDING) marks[j] = this.#spreadless > critical ? 1 : 0;
      else marks[j] = 1;
    }
  }

  #squaredNorm(i: number): number {
    let sum = 0;
    for (let s = 0; s < this.speakerCount; s++) sum += this.#influence[i * this.speakerCount + s] ** 2;
    return sum;
  }

  #squaredDistance(i: number, j: number): number {
    let sum = 0;
    for (let s = 0; s < this.speakerCount; s++) {
      const step = this.#influence[i * this.speakerCount + s] - this.#influence[j * this.speakerCount + s];
      sum += step * step;
    }
    return sum;
  }
}

/** Less the mean entry: distances stay as they are, norms shrink to what is an entry's own, and bounds bite. */
function centredInfluence(entries: readonly BoardEntry[], width: number): Float64Array {
  const scale = Math.sqrt(width / (width - 1));
  const values = new Float64Array(entries.length * width);
  const mean = new Float64Array(width);
  entries.forEach((entry, i) => {
    for (let s = 0; s < width; s++) {
      values[i * width + s] = entry.influence[s] * scale;
      mean[s] += values[i * width + s] / entries.length;
    }
  });
  for (let i = 0; i < values.length; i++) values[i] -= mean[i % width];
  return values;
}
