import type { RunState } from '@voxboard/db';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';

/** Longest time that an end of a run on another replica may go unheard; notices usually arrive within milliseconds. */
const KEPT_MS = 2000;
const REMEMBERED_RUNS = 10_000;

/**
 * What runs may be logged to, remembered for a moment: a script that logs many times a second would otherwise ask the
 * database the same thing with every call.
 */
export class RunStateCache {
  readonly #states = new Map<string, { readonly state: RunState; readonly readAtMs: number }>();

  constructor(
    private readonly readers: Readers,
    private readonly now: Clock,
  ) {}

  async get(runId: string): Promise<RunState | null> {
    const nowMs = this.now().getTime();
    const known = this.#states.get(runId);
    if (known && nowMs - known.readAtMs < KEPT_MS) return known.state;
    const state = await this.readers.run.state(runId);
    this.#states.delete(runId);
    // Only what may be logged to is worth remembering.
    if (state?.source === 'EXTERNAL' && state.status === 'RUNNING') this.#remember(runId, { state, readAtMs: nowMs });
    return state;
  }

  forget(runId: string): void {
    this.#states.delete(runId);
  }

  #remember(runId: string, known: { state: RunState; readAtMs: number }): void {
    this.#states.set(runId, known);
    const [oldest] = this.#states.keys();
    if (this.#states.size > REMEMBERED_RUNS && oldest !== undefined) this.#states.delete(oldest);
  }
}
