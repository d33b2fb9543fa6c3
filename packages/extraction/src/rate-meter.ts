/** Clips looked back at: enough for a steady figure, few enough to follow a change within seconds. */
const WINDOW_CLIPS = 200;

/** How fast clips get done: over the last clips, so that a stretch from the cache does not promise too much for long. */
export class RateMeter {
  readonly #times: number[] = [];

  constructor(private readonly now: () => number) {}

  /** A clip is done. */
  mark(): void {
    this.#times.push(this.now());
    if (this.#times.length > WINDOW_CLIPS + 1) this.#times.shift();
  }

  /** Clips a second; null until two clips took measurable time. */
  get clipsPerSec(): number | null {
    const [first] = this.#times;
    const last = this.#times.at(-1);
    if (first === undefined || last === undefined || last <= first) return null;
    return ((this.#times.length - 1) * 1000) / (last - first);
  }
}
