import { setImmediate } from 'node:timers/promises';

/**
 * Lets equal reads that are asked for at the same moment be one. A notice wakes all subscribers of a run at once, and
 * those who have the same want the same. A read that has begun is never joined: it may have missed what its caller was
 * just told of.
 */
export class SharedReads<Value> {
  readonly #waiting = new Map<string, Promise<Value>>();

  read(key: string, read: () => Promise<Value>): Promise<Value> {
    const waiting = this.#waiting.get(key);
    if (waiting) return waiting;
    const begun = setImmediate().then(() => {
      this.#waiting.delete(key);
      return read();
    });
    this.#waiting.set(key, begun);
    return begun;
  }
}
