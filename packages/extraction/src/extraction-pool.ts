import { Worker } from 'node:worker_threads';
import type { Recipe } from '@voxboard/domain';
import type { ExtractionOutcome } from './extracted-clip.js';

const ENTRY = new URL('./extraction-thread.js', import.meta.url);

interface Request {
  readonly bytes: Uint8Array;
  readonly clipSeed: number;
  readonly resolve: (outcome: ExtractionOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** Threads that turn recordings into feature rows. Callers bound memory by how many they ask for at once. */
export class ExtractionPool {
  readonly #threads: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #waiting: Request[] = [];
  readonly #active = new Map<Worker, Request>();

  constructor(
    recipe: Recipe,
    readonly threadCount: number,
  ) {
    for (let i = 0; i < threadCount; i++) {
      const thread = new Worker(ENTRY, { workerData: { recipe } });
      thread.on('message', (message: { outcome: ExtractionOutcome }) => this.#finish(thread, message.outcome));
      thread.on('error', (error) => this.#lose(thread, error instanceof Error ? error : new Error(String(error))));
      this.#threads.push(thread);
      this.#idle.push(thread);
    }
  }

  /** Rows of one recording. The bytes are handed over: the caller must not use them afterwards. */
  extract(bytes: Uint8Array, clipSeed: number): Promise<ExtractionOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ bytes, clipSeed, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #next(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const thread = this.#idle.pop();
      const request = this.#waiting.shift();
      if (!thread || !request) return;
      this.#active.set(thread, request);
      thread.postMessage({ bytes: request.bytes, clipSeed: request.clipSeed });
    }
  }

  #finish(thread: Worker, outcome: ExtractionOutcome): void {
    const request = this.#active.get(thread);
    this.#active.delete(thread);
    this.#idle.push(thread);
    request?.resolve(outcome);
    this.#next();
  }

  #lose(thread: Worker, error: Error): void {
    // A thread that died (out of memory) fails its clip; the others go on.
    this.#active.get(thread)?.resolve({ ok: false, reason: error.message });
    this.#active.delete(thread);
    this.#threads.splice(this.#threads.indexOf(thread), 1);
    if (this.#threads.length === 0) for (const request of this.#waiting.splice(0)) request.reject(error);
  }
}
