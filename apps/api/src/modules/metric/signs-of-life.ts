import type { RunRepository } from '@voxboard/db';
import type { Clock } from '../../clock.js';

/** Points are a sign of life too; it is written down this often, not with every call. */
const EVERY_MS = 10_000;
/** Runs whose last sign of life is remembered. */
const REMEMBERED_RUNS = 10_000;

/** Writes down that scripts are alive which log to their runs. */
export class SignsOfLife {
  readonly #heard = new Map<string, number>();

  constructor(
    private readonly runs: RunRepository,
    private readonly now: Clock,
  ) {}

  async heard(runId: string): Promise<void> {
    const now = this.now();
    if (now.getTime() - (this.#heard.get(runId) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
    this.#heard.delete(runId);
    this.#heard.set(runId, now.getTime());
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > REMEMBERED_RUNS && oldest !== undefined) this.#heard.delete(oldest);
    await this.runs.heartbeat(runId, now);
  }
}
