import { CoalescedTask } from '../../live/coalesced-task.js';

/** Between two looks at least so long: a run that trains reports many epochs a second. */
const QUIET_MS = 500;
/** Limits of time are looked at so often. */
const EVERY_MS = 10_000;

/** When the director looks: soon after something changed, and now and then for limits of time. */
export class SweepClock {
  readonly #task: CoalescedTask;
  readonly #timer: NodeJS.Timeout;
  #soon: NodeJS.Timeout | null = null;

  constructor(look: () => Promise<void>, onError: (error: unknown) => void) {
    this.#task = new CoalescedTask(look, onError);
    this.#timer = setInterval(() => this.#task.wake(), EVERY_MS);
    this.#timer.unref();
  }

  wake(): void {
    if (this.#soon !== null) return;
    this.#task.wake();
    this.#soon = setTimeout(() => {
      this.#soon = null;
      // What came in meanwhile is seen by this look.
      this.#task.wake();
    }, QUIET_MS);
    this.#soon.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#soon !== null) clearTimeout(this.#soon);
    await this.#task.stop();
  }
}
