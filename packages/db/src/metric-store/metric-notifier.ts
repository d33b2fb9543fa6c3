import { CHANGE_CHANNEL, type ChangeEvent } from '@voxboard/domain';
import type { SqlExecutor } from '../database.js';

/** Shortest time between two notices of one run. */
const QUIET_MS = 100;

interface Touched {
  readonly projectId: string;
  lastStep: number;
  dirty: boolean;
}

/**
 * Tells the listeners that a run has new points: at once the first time, then at most every 100 ms. It is not part of
 * the append's transaction, because commits that notify take turns across the whole server; a notice lost in a crash
 * costs a delay, as the change events allow.
 */
export class MetricNotifier {
  readonly #runs = new Map<string, Touched>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #sending: Promise<unknown> = Promise.resolve();

  constructor(private readonly sql: SqlExecutor) {}

  touched(runId: string, projectId: string, lastStep: number): void {
    const touched = this.#runs.get(runId);
    if (touched) {
      touched.lastStep = Math.max(touched.lastStep, lastStep);
      touched.dirty = true;
      return;
    }
    const fresh = { projectId, lastStep, dirty: false };
    this.#runs.set(runId, fresh);
    this.#send(runId, fresh);
    this.#rest(runId, fresh);
  }

  /** Sends what is due and resolves when it is sent. */
  async flush(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    for (const [runId, touched] of this.#runs) if (touched.dirty) this.#send(runId, touched);
    this.#runs.clear();
    await this.#sending;
  }

  #rest(runId: string, touched: Touched): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!touched.dirty) {
        this.#runs.delete(runId);
        return;
      }
      touched.dirty = false;
      this.#send(runId, touched);
      this.#rest(runId, touched);
    }, QUIET_MS);
    timer.unref();
    this.#timers.add(timer);
  }

  #send(runId: string, { projectId, lastStep }: Touched): void {
    const event: ChangeEvent = { kind: 'run-metrics', projectId, runId, lastStep };
    const sent = this.sql.query({
      name: 'metric_notify',
      text: '/* notifyMetrics */ SELECT pg_notify($1, $2)',
      values: [CHANGE_CHANNEL, JSON.stringify(event)],
    });
    // A notice that could not be sent is one that was lost.
    this.#sending = Promise.allSettled([this.#sending, sent]);
  }
}
