/** What writing is taken to cost before the first checkpoint has shown it: slow disks are no faster. */
const BYTES_PER_MS = 50_000;
const LEAST_MS = 5;

/** When the next checkpoint may be made, so that all together take no more than a share of the time. */
export class CheckpointCadence {
  #costMs: number;
  #lastEndMs: number;

  /** @param byteCount of a checkpoint, roughly */
  constructor(
    private readonly maxShare: number,
    byteCount: number,
    private readonly now: () => number,
  ) {
    this.#costMs = LEAST_MS + byteCount / BYTES_PER_MS;
    this.#lastEndMs = now();
  }

  isDue(): boolean {
    return this.now() - this.#lastEndMs >= this.#costMs / this.maxShare;
  }

  /** Makes one and remembers what it cost. */
  async during(make: () => Promise<void>): Promise<void> {
    const startedMs = this.now();
    await make();
    this.#lastEndMs = this.now();
    this.#costMs = Math.max(this.#lastEndMs - startedMs, LEAST_MS);
  }
}
