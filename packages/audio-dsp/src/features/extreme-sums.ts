/** Sums of the `count` smallest and `count` largest of some values, without sorting the rest. */
export class ExtremeSums {
  lowest = 0;
  highest = 0;
  /** Ascending. */
  readonly #low: Float64Array;
  /** Descending. */
  readonly #high: Float64Array;

  constructor(readonly count: number) {
    this.#low = new Float64Array(count);
    this.#high = new Float64Array(count);
  }

  /** Of the values from `start` to before `end`; there must be at least `count`. */
  measure(values: Float64Array, start: number, end: number): void {
    const low = this.#low;
    const high = this.#high;
    const last = this.count - 1;
    low.fill(Number.POSITIVE_INFINITY);
    high.fill(Number.NEGATIVE_INFINITY);
    // Spectra fall with frequency: searched from the top down for low values and from the bottom up for high ones, the
    // lists fill up early and few later values have to be inserted.
    for (let i = end - 1; i >= start; i--) {
      const value = values[i];
      if (!(value < low[last])) continue;
      let place = last;
      for (; place > 0 && low[place - 1] > value; place--) low[place] = low[place - 1];
      low[place] = value;
    }
    for (let i = start; i < end; i++) {
      const value = values[i];
      if (!(value > high[last])) continue;
      let place = last;
      for (; place > 0 && high[place - 1] < value; place--) high[place] = high[place - 1];
      high[place] = value;
    }
    this.lowest = 0;
    this.highest = 0;
    for (let i = 0; i <= last; i++) {
      this.lowest += low[i];
      this.highest += high[i];
    }
  }
}
