import { concatPoints, floatAt, intAt, NO_POINTS, newPoints, type Points, slicePoints } from './points.js';

export interface ThinnedPoints {
  readonly points: Points;
  /** Points that were added. */
  readonly count: number;
  readonly isThinned: boolean;
}

/** Points that a bucket keeps: the last, and the least and greatest where those are others. */
const KEPT_PER_BUCKET = 3;

/**
 * At most `resolution` points of a series that comes in parts, in order: the steps are cut into buckets of equal width,
 * and each keeps its least, its greatest and its last point, so that a spike never disappears. NaN is neither least nor
 * greatest, and is kept where it is last; ±Infinity may be either. A series of no more than `resolution` points stays
 * as it is. Only what is kept stays in memory.
 */
export class SeriesThinner {
  #whole: Points[] = [];
  #buckets: BucketColumns | null = null;
  #count = 0;

  /**
   * @param resolution most points to keep, at least 3
   * @param greatestStep no added step lies beyond it
   */
  constructor(
    private readonly resolution: number,
    private readonly greatestStep: number,
  ) {}

  /** The next points; steps ascend from part to part. */
  add(points: Points): void {
    if (points.steps.length === 0) return;
    this.#count += points.steps.length;
    if (this.#buckets) {
      this.#buckets.add(points);
      return;
    }
    this.#whole.push(points);
    if (this.#count <= this.resolution) return;
    const first = intAt((this.#whole[0] ?? points).steps, 0);
    this.#buckets = new BucketColumns(first, this.greatestStep, Math.floor(this.resolution / KEPT_PER_BUCKET));
    for (const part of this.#whole) this.#buckets.add(part);
    this.#whole = [];
  }

  result(): ThinnedPoints {
    const points = this.#buckets ? this.#buckets.take() : concatPoints([NO_POINTS, ...this.#whole]);
    return { points, count: this.#count, isThinned: this.#buckets !== null };
  }
}

/** A point on its way: where it was found. */
interface Kept {
  step: number;
  ts: number;
  value: number;
}

class BucketColumns {
  readonly #kept: Points;
  #filled = 0;
  readonly #span: number;
  /** First step of the next bucket. */
  #end = Number.NEGATIVE_INFINITY;
  readonly #least: Kept = { step: -1, ts: 0, value: 0 };
  readonly #greatest: Kept = { step: -1, ts: 0, value: 0 };
  readonly #last: Kept = { step: -1, ts: 0, value: 0 };

  constructor(
    private readonly first: number,
    greatestStep: number,
    private readonly count: number,
  ) {
    this.#span = greatestStep - first + 1;
    this.#kept = newPoints(count * KEPT_PER_BUCKET);
  }

  add({ steps, ts, values }: Points): void {
    for (let i = 0; i < steps.length; i++) {
      const step = intAt(steps, i);
      const value = floatAt(values, i);
      if (step >= this.#end) this.#begin(step);
      if (!Number.isNaN(value)) {
        if (this.#least.step < 0 || value < this.#least.value) put(this.#least, step, floatAt(ts, i), value);
        if (this.#greatest.step < 0 || value > this.#greatest.value) put(this.#greatest, step, floatAt(ts, i), value);
      }
      put(this.#last, step, floatAt(ts, i), value);
    }
  }

  take(): Points {
    this.#close();
    this.#last.step = -1;
    return slicePoints(this.#kept, 0, this.#filled);
  }

  #begin(step: number): void {
    this.#close();
    const bucket = Math.min(this.count - 1, Math.floor(((step - this.first) * this.count) / this.#span));
    // Whole numbers, so that a step falls in the bucket its own division gives.
    this.#end = this.first + Math.ceil(((bucket + 1) * this.#span) / this.count);
    this.#least.step = -1;
    this.#greatest.step = -1;
  }

  /** Keeps up to three points of the bucket, ascending, each once. */
  #close(): void {
    const last = this.#last;
    if (last.step < 0) return;
    const [early, late] =
      this.#least.step <= this.#greatest.step ? [this.#least, this.#greatest] : [this.#greatest, this.#least];
    if (early.step >= 0 && early.step < last.step) this.#keep(early);
    if (late.step > early.step && late.step >= 0 && late.step < last.step) this.#keep(late);
    this.#keep(last);
  }

  #keep({ step, ts, value }: Kept): void {
    this.#kept.steps[this.#filled] = step;
    this.#kept.ts[this.#filled] = ts;
    this.#kept.values[this.#filled] = value;
    this.#filled++;
  }
}

function put(kept: Kept, step: number, ts: number, value: number): void {
  kept.step = step;
  kept.ts = ts;
  kept.value = value;
}
