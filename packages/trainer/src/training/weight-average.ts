/** The mean of a network's weights over the last part of its training (Izmailov et al. 2018, with a falling rate). */
export class WeightAverage {
  #count = 0;
  #sums: Float64Array[] = [];

  constructor(private readonly firstEpoch: number) {}

  wants(epoch: number): boolean {
    return epoch >= this.firstEpoch;
  }

  add(weights: readonly Float32Array[]): void {
    if (this.#count === 0) this.#sums = weights.map((w) => new Float64Array(w.length));
    this.#count++;
    weights.forEach((w, k) => {
      const sum = this.#sums[k];
      for (let i = 0; i < w.length; i++) sum[i] += w[i];
    });
  }

  /** null before anything was added. */
  mean(): Float32Array[] | null {
    if (this.#count === 0) return null;
    return this.#sums.map((sum) => Float32Array.from(sum, (v) => v / this.#count));
  }

  state(): { readonly count: number; readonly sums: readonly Float64Array[] } {
    return { count: this.#count, sums: this.#sums };
  }

  restore(state: { readonly count: number; readonly sums: readonly Float64Array[] }): void {
    this.#count = state.count;
    this.#sums = state.sums.map((sum) => sum.slice());
  }
}
