import type { Split } from '@voxboard/domain';
import { groupedBy, type Queryable } from './queryable.js';

export interface ConfusionMatrixRow {
  readonly runId: string;
  readonly split: Split;
  readonly labels: readonly string[];
  /** Row-major, labels × labels. */
  readonly counts: readonly number[];
}

export class ConfusionMatrixReader {
  constructor(private readonly sql: Queryable) {}

  /** The matrices of each run, TRAIN before VALIDATION before TEST. */
  async ofRuns(runIds: readonly string[]): Promise<ConfusionMatrixRow[][]> {
    const { rows } = await this.sql.query<ConfusionMatrixRow>({
      name: 'confusionMatricesOfRuns',
      text: `/* confusionMatricesOfRuns */ SELECT c.run_id AS "runId", c.split, c.labels, c.counts
        FROM confusion_matrix c WHERE c.run_id = ANY ($1::uuid[]) ORDER BY c.split`,
      values: [runIds],
    });
    return groupedBy(runIds, rows, (row) => row.runId);
  }
}
