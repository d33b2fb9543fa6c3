import type { BackendStatement } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { Worker } from '../generated/client.js';
import { newId } from '../new-id.js';
import { notifyChange } from '../queue/notify-change.js';
import { toJsonColumn } from './json.js';

export interface NewWorker {
  readonly name: string;
  readonly host: string;
  readonly pid: number;
}

export class WorkerRepository {
  constructor(private readonly db: Database) {}

  async register(worker: NewWorker, now: Date): Promise<Worker> {
    return this.db.transaction(async (tx) => {
      const row = await tx.prisma.worker.create({ data: { id: newId(), ...worker, startedAt: now, heartbeatAt: now } });
      await notifyChange(tx, { kind: 'worker', workerId: row.id });
      return row;
    });
  }

  async heartbeat(workerId: string, now: Date): Promise<void> {
    await this.db.prisma.worker.updateMany({ where: { id: workerId, stoppedAt: null }, data: { heartbeatAt: now } });
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
