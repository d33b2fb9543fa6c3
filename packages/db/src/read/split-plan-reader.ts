import type { Task } from '@voxboard/domain';
import { inOrderOf, type Queryable } from './queryable.js';

/** A split plan without its row lists, which can be megabytes. */
export interface SplitPlanRow {
  readonly id: string;
  readonly datasetVersionId: string;
  readonly task: Task;
  readonly protocol: unknown;
  readonly protocolHash: string;
  readonly seed: number;
  readonly foldCount: number;
  readonly splitHash: string;
  readonly balance: unknown;
}

export class SplitPlanReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(SplitPlanRow | null)[]> {
    const { rows } = await this.sql.query<SplitPlanRow>({
      name: 'splitPlansByIds',
      text: `/* splitPlansByIds */ SELECT s.id, s.dataset_version_id AS "datasetVersionId", s.task, s.protocol,
          s.protocol_hash AS "protocolHash", s.seed, s.fold_count AS "foldCount", s.split_hash AS "splitHash", s.balance
        FROM split_plan s WHERE s.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }
}
