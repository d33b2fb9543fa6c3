/**
 * Running median of `width` (odd) values along a line, mirrored at the ends (… b a | a b c … | c b …), as
 * `scipy.ndimage.median_filter(mode='reflect')`.
 */
export class MedianFilter {
  readonly #half: number;
  readonly #sorted: Float64Array;

  /** @throws RangeError for an even width */
  constructor(readonly width: number) {
    if (!Number.isInteger(width) || width < 1 || width % 2 === 0) {
      throw new RangeError(`width must be odd, got ${width}`);
    }
    this.#half = (width - 1) / 2;
    this.#sorted = new Float64Array(width);
  }

  /**
   * Filters `count` values of `source` from `start` on into the same places of `target`. The window is kept sorted: each
   * step removes one value and inserts one.
   */
  filter(source: Float64Array, target: Float64Array, start: number, count: number): void {
    const sorted = this.#sorted;
    const half = this.#half;
    const last = this.width - 1;
    for (let i = 0; i <= last; i++) sorted[i] = source[start + mirror(i - half, count)];
    sorted.sort();
    target[start] = sorted[half];
    for (let i = 1; i < count; i++) {
      const leaving = source[start + mirror(i - half - 1, count)];
      const entering = source[start + mirror(i + half, count)];
      if (leaving !== entering) replaceSorted(sorted, last, leaving, entering);
      target[start + i] = sorted[half];
    }
  }
}

function replaceSorted(sorted: Float64Array, last: number, leaving: number, entering: number): void {
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < leaving) low = middle + 1;
    else high = middle;
  }
  let place = low;
  while (place < last && sorted[place + 1] < entering) {
    sorted[place] = sorted[place + 1];
    place++;
  }
  while (place > 0 && sorted[place - 1] > entering) {
    sorted[place] = sorted[place - 1];
    place--;
  }
  sorted[place] = entering;
}

/** Index of the value that a mirrored line of `count` values has at `index`. */
function mirror(index: number, count: number): number {
  if (index >= 0 && index < count) return index;
  const period = 2 * count;
  const inPeriod = ((index % period) + period) % period;
  return inPeriod < count ? inPeriod : period - 1 - inPeriod;
}
