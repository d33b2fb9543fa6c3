import { smallestPValue } from '../paired/difference-test.js';
import type { BoardEntry } from './board-entry.js';

/**
 * All pairs of a board. The standard error of a difference is the distance of the two influence vectors times
 * √(S/(S−1)), so that a pair costs S multiplications and no predictions are read.
 */
export class EntryPairs {
  readonly count: number;
  readonly speakerCount: number;
  readonly #scores: Float64Array;
  readonly #influence: Float64Array;
  readonly #norms: Float64Array;

  /** @param entries on the same speakers, best score first */
  constructor(entries: readonly BoardEntry[]) {
    this.count = entries.length;
    const width = entries[0]?.speakers.length ?? 0;
    this.speakerCount = width;
    const scale = Math.sqrt(width / (width - 1));
    this.#scores = Float64Array.from(entries, (entry) => entry.score);
    this.#influence = new Float64Array(this.count * width);
    this.#norms = new Float64Array(this.count);
    for (let i = 0; i < this.count; i++) {
      let sum = 0;
      for (let s = 0; s < width; s++) {
        const value = entries[i].influence[s] * scale;
        this.#influence[i * width + s] = value;
        sum += value * value;
      }
      this.#norms[i] = Math.sqrt(sum);
    }
  }

  /** |t| of the difference of two entries; Infinity for a difference without any spread, 0 for none. */
  statistic(i: number, j: number): number {
    const difference = Math.abs(this.#scores[i] - this.#scores[j]);
    return difference === 0 ? 0 : difference / Math.sqrt(this.#squaredDistance(i, j));
  }

  /**
   * Whether |t| > `critical` for entries i and j; `level` is the p-value that belongs to `critical`. The bounds of the
   * distance (triangle inequality) decide most pairs without computing it.
   */
  isApart(i: number, j: number, critical: number, level: number): boolean {
    const difference = Math.abs(this.#scores[i] - this.#scores[j]);
    if (difference === 0) return false;
    const [a, b] = [this.#norms[i], this.#norms[j]];
    if (difference <= critical * Math.abs(a - b)) return false;
    if (a + b > 0 && difference > critical * (a + b)) return true;
    const squared = this.#squaredDistance(i, j);
    // No spread at all is what few speakers show by luck.
    if (squared === 0) return smallestPValue(this.speakerCount) <= level;
    return difference * difference > critical * critical * squared;
  }

  #squaredDistance(i: number, j: number): number {
    const width = this.speakerCount;
    const values = this.#influence;
    let [a, b] = [i * width, j * width];
    let sum = 0;
    for (const end = a + width; a < end; a++, b++) {
      const step = values[a] - values[b];
      sum += step * step;
    }
    return sum;
  }
}
