import type { WorkerState } from '@voxboard/domain';
import { inOrderOf, type Queryable } from './queryable.js';

export interface WorkerRow {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly backend: unknown;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
  readonly stoppedAt: Date | null;
  readonly wantedState: WorkerState;
  /** WorkerFacts; null for workers of earlier versions. */
  readonly facts: unknown;
  readonly kind: string;
  readonly pricePerHour: number | null;
  readonly priceCurrency: string | null;
}

const SELECT = `SELECT w.id, w.name, w.host, w.backend, w.started_at AS "startedAt", w.heartbeat_at AS "heartbeatAt",
  w.stopped_at AS "stoppedAt", w.wanted_state AS "wantedState", w.facts, w.kind, w.price_per_hour AS "pricePerHour",
  w.price_currency AS "priceCurrency" FROM worker w`;

export class WorkerReader {
  constructor(private readonly sql: Queryable) {}

  /** Workers that have not stopped, or were heard of since `heardSince`; the newest first. */
  async list(heardSince: Date): Promise<WorkerRow[]> {
    const { rows } = await this.sql.query<WorkerRow>({
      name: 'workers',
      text: `/* workers */ ${SELECT} WHERE w.heartbeat_at >= $1 ORDER BY w.started_at DESC, w.id DESC LIMIT 500`,
      values: [heardSince],
    });
    return rows;
  }

  async byIds(ids: readonly string[]): Promise<(WorkerRow | null)[]> {
    const { rows } = await this.sql.query<WorkerRow>({
      name: 'workersByIds',
      text: `/* workersByIds */ ${SELECT} WHERE w.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }
}
