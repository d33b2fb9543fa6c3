import { type BackendStatement, NotFoundError, type WorkerFacts, type WorkerState } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { Worker } from '../generated/client.js';
import { newId } from '../new-id.js';
import { notifyChange } from '../queue/notify-change.js';
import { toJsonColumn } from './json.js';

export interface NewWorker {
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly facts?: WorkerFacts;
  /** Workers of a kind cost the same and are about equally fast; `cpu` when not said. */
  readonly kind?: string;
  readonly pricePerHour?: number | null;
  readonly priceCurrency?: string | null;
}

export class WorkerRepository {
  constructor(private readonly db: Database) {}

  async register({ facts, ...worker }: NewWorker, now: Date): Promise<Worker> {
    return this.db.transaction(async (tx) => {
      const data = {
        id: newId(),
        ...worker,
        ...(facts && { facts: toJsonColumn(facts) }),
        startedAt: now,
        heartbeatAt: now,
      };
      const row = await tx.prisma.worker.create({ data });
      await notifyChange(tx, { kind: 'worker', workerId: row.id });
      return row;
    });
  }

  /** A sign of life; what a person wants of the worker comes back. */
  async heartbeat(workerId: string, now: Date): Promise<WorkerState> {
    const [row] = await this.db.prisma.worker.updateManyAndReturn({
      where: { id: workerId, stoppedAt: null },
      data: { heartbeatAt: now },
      select: { wantedState: true },
    });
    return row?.wantedState ?? 'ACTIVE';
  }

  /** What the worker is to do from now on. @throws NotFoundError */
  async want(workerId: string, wantedState: WorkerState): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { count } = await tx.prisma.worker.updateMany({ where: { id: workerId }, data: { wantedState } });
      if (count === 0) throw new NotFoundError('Worker', workerId);
      await notifyChange(tx, { kind: 'worker', workerId });
    });
  }

  async stateBackend(workerId: string, backend: BackendStatement): Promise<void> {
    await this.db.prisma.worker.updateMany({
      where: { id: workerId },
      data: { backend: toJsonColumn(backend) },
    });
  }

  async stop(workerId: string, now: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.prisma.worker.updateMany({ where: { id: workerId, stoppedAt: null }, data: { stoppedAt: now } });
      await notifyChange(tx, { kind: 'worker', workerId });
    });
  }

  /** Workers that have not said that they stopped, the newest first; whether they live shows in `heartbeatAt`. */
  async list(): Promise<Worker[]> {
    return this.db.prisma.worker.findMany({ where: { stoppedAt: null }, orderBy: { startedAt: 'desc' } });
  }
}
