/**
 * Running median of `width` (odd) values along a line, mirrored at the ends (… b a | a b c … | c b …), as
 * `scipy.ndimage.median_filter(mode='reflect')`.
 */
export class MedianFilter {
  readonly #half: number;
  #line = new Float64Array(0);

  /** @throws RangeError for an even width */
  constructor(readonly width: number) {
    if (!Number.isInteger(width) || width < 1 || width % 2 === 0) {
      throw new RangeError(`width must be odd, got ${width}`);
    }
    this.#half = (width - 1) / 2;
  }

  /**
   * Filters `count` values of `source` from `start` on into the same places of `target`.
   *
   * The median is followed rather than found: one value leaves and one enters, so that it stays where it is unless they
   * come from different sides of it, and then moves to the next value in order.
   */
  filter(source: Float64Array, target: Float64Array, start: number, count: number): void {
    const { width } = this;
    const half = this.#half;
    const line = this.#mirrored(source, start, count);
    let median = line.slice(0, width).sort()[half];
    let less = 0;
    let equal = 0;
    for (let k = 0; k < width; k++) {
      if (line[k] < median) less++;
      else if (line[k] === median) equal++;
    }
    target[start] = median;
    for (let i = 1; i < count; i++) {
      const leaving = line[i - 1];
      const entering = line[i + width - 1];
      if (leaving < median) less--;
      else if (leaving === median) equal--;
      if (entering < median) less++;
      else if (entering === median) equal++;
      if (less > half) {
        median = largestBelow(line, i, i + width, median);
        equal = countOf(line, i, i + width, median);
        less -= equal;
      } else if (less + equal <= half) {
        less += equal;
        median = smallestAbove(line, i, i + width, median);
        equal = countOf(line, i, i + width, median);
      }
      target[start + i] = median;
    }
  }

  #mirrored(source: Float64Array, start: number, count: number): Float64Array {
    const length = count + this.width - 1;
    if (this.#line.length < length) this.#line = new Float64Array(length);
    const line = this.#line;
    const half = this.#half;
    for (let i = 0; i < half; i++) {
      line[i] = source[start + mirror(i - half, count)];
      line[half + count + i] = source[start + mirror(count + i, count)];
    }
    for (let i = 0; i < count; i++) line[half + i] = source[start + i];
    return line;
  }
}

function largestBelow(line: Float64Array, from: number, to: number, limit: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) if (line[i] < limit && line[i] > best) best = line[i];
  return best;
}

function smallestAbove(line: Float64Array, from: number, to: number, limit: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = from; i < to; i++) if (line[i] > limit && line[i] < best) best = line[i];
  return best;
}

function countOf(line: Float64Array, from: number, to: number, value: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (line[i] === value) count++;
  return count;
}

/** Index of the value that a mirrored line of `count` values has at `index`. */
function mirror(index: number, count: number): number {
  const period = 2 * count;
  const inPeriod = ((index % period) + period) % period;
  return inPeriod < count ? inPeriod : period - 1 - inPeriod;
}
