/** A Float64Array that grows: millions of numbers without boxing. */
export class GrowingColumn {
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

  /** What was pushed, in order; shares memory with the column until the next push. */
  values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
