import { CONTROL, type Job } from './control.js';
import { runConvChunk } from './conv-job.js';
import type { SharedKernels } from './kernels.js';
import { runLstmChunk } from './lstm-job.js';
import { chunkRows, type Plan } from './plan.js';

/** One chunk of a batch: rows [first, first + count). */
export interface Chunk {
  readonly index: number;
  readonly first: number;
  readonly count: number;
}

/** A thread's share of a job: takes chunks until none is left. */
export function runPlan(kernels: SharedKernels, control: Int32Array, plan: Plan, thread: number): void {
  const job = control[CONTROL.job] as Job;
  const rows = control[CONTROL.rows];
  const size = chunkRows(plan.kind, rows);
  for (;;) {
    const index = Atomics.add(control, CONTROL.next, 1);
    if (index >= control[CONTROL.chunks]) return;
    const first = index * size;
    const chunk: Chunk = { index, first, count: Math.min(size, rows - first) };
    if (plan.kind === 'conv') runConvChunk(kernels, job, plan, thread, chunk);
    else runLstmChunk(kernels, job, plan, thread, chunk);
  }
}
