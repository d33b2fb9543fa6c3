import { join } from 'node:path';
import { LocalBlobStore } from '@voxboard/blob-store';
import { openDatabase, type RootDatabase } from '@voxboard/db';
import type { Environment } from '../environment.js';

/** What every job may use. */
export interface JobContext {
  readonly environment: Environment;
  readonly db: RootDatabase;
  readonly blobs: LocalBlobStore;
  readonly now: () => number;
}

/** What is particular to one execution of a job. */
export interface JobExecution {
  readonly workerId: string;
  /** Aborted when the job is to stop: canceled, or the worker is going down. */
  readonly signal: AbortSignal;
}

export function openJobContext(environment: Environment): JobContext {
  return {
    environment,
    db: openDatabase({ connectionString: environment.databaseUrl, poolSize: 3, applicationName: 'voxboard-executor' }),
    blobs: new LocalBlobStore(join(environment.dataDir, 'blobs')),
    now: Date.now,
  };
}
