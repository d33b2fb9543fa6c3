import { floatAt, intAt, newPoints, type Points, slicePoints } from './points.js';

/** Buckets of a series, oldest first. Empty buckets are left out. */
export interface Buckets {
  /** The last point of each bucket. */
  readonly last: Points;
  /** NaN left out; null where a bucket holds nothing else. */
  readonly min: (number | null)[];
  readonly max: (number | null)[];
}

/**
 * At most `count` buckets of equal width in steps, from the first to the last step. Every extreme survives in the
 * bucket it falls in, so that a spike never disappears.
 */
export function downsample(points: Points, count: number): Buckets {
  const { steps, ts, values } = points;
  const total = steps.length;
  const last = newPoints(count);
  const min: (number | null)[] = [];
  const max: (number | null)[] = [];
  if (total === 0) return { last: slicePoints(last, 0, 0), min, max };
  const first = intAt(steps, 0);
  const span = intAt(steps, total - 1) - first + 1;
  let at = 0;
  while (at < total) {
    const bucket = Math.min(count - 1, Math.floor(((intAt(steps, at) - first) * count) / span));
    // Whole numbers, so that a step falls in the bucket its own division gives.
    const end = first + Math.ceil(((bucket + 1) * span) / count);
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let seen = false;
    do {
      const value = floatAt(values, at);
      if (!Number.isNaN(value)) {
        seen = true;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      at++;
    } while (at < total && intAt(steps, at) < end);
    const filled = min.length;
    last.steps[filled] = intAt(steps, at - 1);
    last.ts[filled] = floatAt(ts, at - 1);
    last.values[filled] = floatAt(values, at - 1);
    min.push(seen ? low : null);
    max.push(seen ? high : null);
  }
  return { last: slicePoints(last, 0, min.length), min, max };
}
