import type { RunRepository } from '@voxboard/db';
import type { Logger } from 'pino';

/**
 * Holds a run's lease while it trains: renews it well before it ends, and aborts the training when somebody asked to
 * cancel the run or the lease is lost.
 */
export class RunLease {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #wasHeld = false;

  constructor(
    private readonly runs: RunRepository,
    readonly runId: string,
    private readonly workerId: string,
    private readonly leaseMs: number,
    private readonly log: Logger,
  ) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  start(): void {
    this.#timer = setInterval(() => void this.check(), this.leaseMs / 3);
  }

  /** Renews now; also called as soon as a change of the run is heard of. */
  async check(): Promise<void> {
    try {
      const { held, cancelRequested } = await this.runs.renewLease(this.runId, this.workerId, this.leaseMs);
      // Before the executor has claimed the run nobody holds it, and a late notice of its launch may come in.
      if (cancelRequested || (this.#wasHeld && !held)) this.#controller.abort();
      this.#wasHeld ||= held;
    } catch (error) {
      // A database that is away for a moment must not end a training; if it stays away, the lease runs out.
      this.log.warn({ runId: this.runId, err: error }, 'the lease could not be renewed');
    }
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }
}
