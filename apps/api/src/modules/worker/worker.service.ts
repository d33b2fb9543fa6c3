import type { WorkerRow } from '@voxboard/db';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import { isAlive, WORKER_SILENCE_MS } from '../run/run-state.js';
import type { Health } from './health.type.js';

/** Workers heard of within a day are listed, so that a dead one can be seen. */
const LISTED_MS = 24 * 3_600_000;

export class WorkerService {
  constructor(
    private readonly readers: Readers,
    private readonly now: Clock,
    private readonly version: string,
  ) {}

  list(): Promise<WorkerRow[]> {
    return this.readers.worker.list(new Date(this.now().getTime() - LISTED_MS));
  }

  isAlive(worker: WorkerRow): boolean {
    return isAlive(worker, this.now());
  }

  async health(): Promise<Health> {
    const health = await this.readers.health.read(new Date(this.now().getTime() - WORKER_SILENCE_MS));
    return { ...health, version: this.version, databaseMigration: health.migration ?? 'none' };
  }
}
