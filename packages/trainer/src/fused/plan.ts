import type { ConvPlan } from './conv-plan.js';
import type { LstmPlan } from './lstm-plan.js';

/** Where an operation's data lie in the shared memory; plain data, sent to the workers once. */
export type Plan = ConvPlan | LstmPlan;

/**
 * A batch is cut into at most so many chunks, each with gradient sums of its own, which are added in order: the result
 * does not depend on which thread took which chunk, nor on how many threads there are.
 */
export const MOST_CHUNKS = 8;

/** Fewest rows of a chunk: a convolution goes row by row, an LSTM multiplies a chunk's rows together. */
const FEWEST_ROWS = { conv: 1, lstm: 16 } as const;

/** Rows of a chunk for a batch of `rows`. */
export function chunkRows(kind: Plan['kind'], rows: number): number {
  return Math.max(FEWEST_ROWS[kind], Math.ceil(rows / MOST_CHUNKS));
}

export function chunkCount(kind: Plan['kind'], rows: number): number {
  return Math.ceil(rows / chunkRows(kind, rows));
}

/** Hands out addresses of the shared memory, 64 bytes aligned. */
export class Allocator {
  #at: number;
  constructor(start: number) {
    this.#at = start;
  }
  get end(): number {
    return this.#at;
  }
  bytes(count: number): number {
    const start = this.#at;
    this.#at = Math.ceil((start + count) / 64) * 64;
    if (this.#at > 2 ** 32 - 65_536) throw new RangeError('the fused kernels would need more than 4 GiB');
    return start;
  }
  floats(count: number): number {
    return this.bytes(count * 4);
  }
}
