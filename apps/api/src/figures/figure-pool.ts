import { Worker } from 'node:worker_threads';
import { FigureFailedError } from './figure.errors.js';
import type { FigureTask } from './figure-task.js';

export interface FigureOrder {
  readonly id: number;
  readonly task: FigureTask;
}

export type FigureAnswer =
  | { readonly id: number; readonly ok: true; readonly bytes: Uint8Array }
  | { readonly id: number; readonly ok: false; readonly code: string | null; readonly message: string };

interface Pending {
  readonly order: FigureOrder;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Tests run this file as it is written; threads are plain Node and need it compiled. */
const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/figures/figure-thread.js' : './figure-thread.js',
  import.meta.url,
);
/** A thread without work gives its memory back. */
const IDLE_MS = 20_000;
/** Orders that may wait: beyond, somebody asks faster than can be computed. */
const QUEUE_LIMIT = 500;

/** One thread that computes figures in turn; started when there is work, ended when there has been none for a while. */
export class FigurePool {
  readonly #waiting: Pending[] = [];
  #thread: Worker | null = null;
  #active: Pending | null = null;
  #idleTimer: NodeJS.Timeout | null = null;
  #nextId = 1;

  /** @throws FigureFailedError */
  run(task: FigureTask): Promise<Uint8Array> {
    if (this.#waiting.length >= QUEUE_LIMIT) {
      return Promise.reject(new FigureFailedError('BUSY', 'Too many figures are being computed. Try again shortly.'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ order: { id: this.#nextId++, task }, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    for (const pending of this.#waiting.splice(0)) pending.reject(new FigureFailedError('CLOSED', 'The API stops.'));
    await this.#end();
  }

  #next(): void {
    if (this.#active) return;
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    const next = this.#waiting.shift();
    if (!next) {
      this.#idleTimer = setTimeout(() => void this.#end(), IDLE_MS);
      this.#idleTimer.unref();
      return;
    }
    this.#active = next;
    this.#thread ??= this.#start();
    this.#thread.postMessage(next.order);
  }

  #start(): Worker {
    const thread = new Worker(ENTRY);
    thread.on('message', (answer: FigureAnswer) => this.#finish(answer));
    thread.on('error', (error) => this.#lose(thread, error instanceof Error ? error.message : String(error)));
    thread.on('exit', () => this.#lose(thread, 'it ended'));
    return thread;
  }

  #finish(answer: FigureAnswer): void {
    const active = this.#active;
    if (active?.order.id !== answer.id) return;
    this.#active = null;
    if (answer.ok) active.resolve(answer.bytes);
    else active.reject(new FigureFailedError(answer.code ?? 'FIGURE_FAILED', answer.message));
    this.#next();
  }

  /** A thread that died, of memory for instance, costs its figure; the next one gets a new thread. */
  #lose(thread: Worker, how: string): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    const active = this.#active;
    this.#active = null;
    active?.reject(new FigureFailedError('FIGURE_FAILED', `The computation was lost: ${how}.`));
    if (this.#waiting.length > 0) this.#next();
  }

  async #end(): Promise<void> {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    const thread = this.#thread;
    if (!thread) return;
    this.#lose(thread, 'the API stops');
    await thread.terminate();
  }
}
