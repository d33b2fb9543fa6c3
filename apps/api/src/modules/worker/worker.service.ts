import { WorkerRepository, type WorkerRow } from '@voxboard/db';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import { isAlive, WORKER_SILENCE_MS } from '../run/run-state.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import type { Health } from './health.type.js';
import type { SetWorkerStateInput } from './worker.input.js';

const DoneSchema = z.object({ done: z.literal(true) });

/** Workers heard of within a day are listed, so that a dead one can be seen. */
const LISTED_MS = 24 * 3_600_000;

export class WorkerService {
  constructor(
    private readonly readers: Readers,
    private readonly now: Clock,
    private readonly version: string,
    private readonly idempotency: IdempotencyService,
  ) {}

  list(): Promise<WorkerRow[]> {
    return this.readers.worker.list(new Date(this.now().getTime() - LISTED_MS));
  }

  /** Workers that live and take runs. */
  async taking(): Promise<WorkerRow[]> {
    return (await this.list()).filter((worker) => worker.wantedState === 'ACTIVE' && this.isAlive(worker));
  }

  /** @throws NotFoundError */
  async want({ workerId, state, idempotencyKey: key }: SetWorkerStateInput): Promise<WorkerRow> {
    const id = requireUuid('Worker', workerId);
    await this.idempotency.once({ key, operation: 'setWorkerState', input: { id, state } }, DoneSchema, async (tx) => {
      await new WorkerRepository(tx).want(id, state);
      return { done: true as const };
    });
    const [worker] = await this.readers.worker.byIds([id]);
    return required(worker, 'Worker', id);
  }

  isAlive(worker: WorkerRow): boolean {
    return isAlive(worker, this.now());
  }

  async health(): Promise<Health> {
    const health = await this.readers.health.read(new Date(this.now().getTime() - WORKER_SILENCE_MS));
    return { ...health, version: this.version, databaseMigration: health.migration ?? 'none' };
  }
}
