import { JOB_NAMES, JOB_SCHEMAS, type JobName, type JobPayload } from '@voxboard/domain';
import type { JobHelpers } from 'graphile-worker';
import type { RootDatabase } from '../database.js';

/** What a handler is told besides the payload. */
export interface JobRun {
  readonly jobId: string;
  /** 1 the first time, 2 after the handler threw once … */
  readonly attempt: number;
  /** Aborted when the workers are told to stop. */
  readonly signal: AbortSignal;
}

/** A queue takes the jobs that it has a handler for, and leaves the others to other workers. */
export type JobHandlers = { readonly [N in JobName]?: (payload: JobPayload<N>, job: JobRun) => Promise<void> };

export interface RunWorkersOptions {
  readonly handlers: JobHandlers;
  /** Jobs at once in this process. */
  readonly concurrency: number;
  /** Told of every job whose handler threw (it is tried again later) and of trouble with the database. */
  readonly onError: (error: unknown) => void;
}

export interface RunningWorkers {
  /** Takes no more jobs and waits for those under way. */
  stop(): Promise<void>;
  /** Settles when the queue gave up; rejects with the reason. */
  readonly ended: Promise<void>;
}

const POLL_MS = 5_000;
const NEVER = new AbortController().signal;

/** The consuming side of the queue: graphile-worker, woken by LISTEN/NOTIFY, claiming with SKIP LOCKED. */
export class RunQueue {
  constructor(private readonly db: RootDatabase) {}

  async runWorkers({ handlers, concurrency, onError }: RunWorkersOptions): Promise<RunningWorkers> {
    // Loaded by workers only: an API starts a fifth of a second sooner without it.
    const { Logger, run } = await import('graphile-worker');
    const runner = await run({
      pgPool: this.db.pool,
      concurrency,
      // The queue announces new jobs; the poll is only for those that waited for a retry.
      pollInterval: POLL_MS,
      noHandleSignals: true,
      parsedCronItems: [],
      logger: new Logger(() => (level, message) => {
        if (level === 'error') onError(new Error(message));
      }),
      taskList: Object.fromEntries(
        JOB_NAMES.flatMap((name) => {
          const task = taskOf(name, handlers);
          return task ? [[name, task]] : [];
        }),
      ),
    });
    return { stop: () => runner.stop(), ended: runner.promise };
  }
}

function taskOf<N extends JobName>(name: N, handlers: JobHandlers) {
  const handler: ((payload: JobPayload<N>, job: JobRun) => Promise<void>) | undefined = handlers[name];
  if (!handler) return null;
  const schema: { parse(value: unknown): unknown } = JOB_SCHEMAS[name];
  return (payload: unknown, { job, abortSignal }: JobHelpers) =>
    handler(schema.parse(payload) as JobPayload<N>, {
      jobId: job.id,
      attempt: job.attempts,
      signal: abortSignal ?? NEVER,
    });
}
