import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ask } from './bench-page.js';
import { logColumns } from './compared-runs.js';

export const LIVE_KEYS = ['loss', 'accuracy', 'uar', 'learning_rate', 'gradient_norm'] as const;
/** Steps of every run in a second, each a call with one point of every key. */
const STEPS_PER_SECOND = 10;
/** Calls that wait for their answer; with more the API would be the one that is measured. */
const MAX_WAITING = 20;

/** Runs that log without end: 10 runs make 500 points a second, spread evenly. */
export class LiveSource {
  /** Points that the API has stored. */
  stored = 0;
  #isOver = false;
  #failure: unknown = null;
  #logging: Promise<void> = Promise.resolve();

  constructor(
    private readonly ask: Ask,
    private readonly runIds: readonly string[],
  ) {}

  start(): void {
    this.#logging = this.#log();
  }

  /** @throws what the API said against a call */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#logging;
    if (this.#failure !== null) throw this.#failure;
  }

  async #log(): Promise<void> {
    const waiting = new Set<Promise<void>>();
    const began = performance.now();
    const pauseMs = 1000 / STEPS_PER_SECOND / this.runIds.length;
    for (let call = 0; !this.#isOver && this.#failure === null; call += 1) {
      const early = began + call * pauseMs - performance.now();
      if (early > 0) await delay(early);
      if (waiting.size >= MAX_WAITING) await Promise.race(waiting);
      const answered = this.#logStep(call).finally(() => waiting.delete(answered));
      waiting.add(answered);
    }
    await Promise.all(waiting);
  }

  async #logStep(call: number): Promise<void> {
    const runId = this.runIds[call % this.runIds.length] ?? '';
    const step = Math.floor(call / this.runIds.length);
    const columns = LIVE_KEYS.map((key, place) => ({
      key,
      split: 'TRAIN' as const,
      steps: [step],
      values: [1 + Math.sin(step / 40 + place + (call % this.runIds.length))],
    }));
    try {
      await logColumns(this.ask, runId, columns);
      this.stored += columns.length;
    } catch (error) {
      this.#failure ??= error;
    }
  }
}
