/**
 * Words at the start of the shared memory through which the main thread and its workers agree. Int32, index by name.
 * Kernels never touch them; plans allocate after `CONTROL_BYTES`.
 */
export const CONTROL = {
  /** Raised for each job; workers wait on it. */
  go: 0,
  plan: 1,
  job: 2,
  /** The next chunk nobody has taken. */
  next: 3,
  /** Workers that are through. */
  done: 4,
  chunks: 5,
  /** Rows of this batch. */
  rows: 6,
  /** Number of the thread that failed, 0 for none. */
  failed: 7,
} as const;
export const CONTROL_WORDS = 16;
export const CONTROL_BYTES = 4096;

export const JOB = { forward: 1, backward: 2, quit: 3 } as const;
export type Job = (typeof JOB)['forward' | 'backward'];
