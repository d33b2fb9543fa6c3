import { JOB_SCHEMAS, type JobName, type JobPayload } from '@voxboard/domain';
import type { Database } from '../database.js';

export interface EnqueueOptions {
  /** Smaller runs first, as in graphile-worker. Default 0. */
  readonly priority?: number;
  /** A second job with the key replaces the first while that waits. */
  readonly jobKey?: string;
  /** How often the queue tries again after the handler threw. Default 25. */
  readonly maxAttempts?: number;
}

/** Adds a job in the caller's transaction: a worker sees it when that commits, and never when it rolls back. */
export async function enqueue<N extends JobName>(
  tx: Database,
  name: N,
  payload: JobPayload<N>,
  options: EnqueueOptions = {},
): Promise<void> {
  await tx.sql.query(
    `/* enqueueJob */ SELECT graphile_worker.add_job($1, payload := $2::json, job_key := $3, priority := $4, max_attempts := $5)`,
    [
      name,
      JSON.stringify(JOB_SCHEMAS[name].parse(payload)),
      options.jobKey ?? null,
      options.priority ?? 0,
      options.maxAttempts ?? 25,
    ],
  );
}
