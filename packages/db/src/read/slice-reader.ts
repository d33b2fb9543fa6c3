import type { Split } from '@voxboard/domain';
import { groupedBy, type Queryable } from './queryable.js';

/** What test clips are told apart by. */
export type SliceTrait = 'SPEAKER' | 'GENDER' | 'INTENSITY' | 'STATEMENT';

/** How often one class was recognised among the clips that share a trait. */
export interface SliceRow {
  readonly runId: string;
  readonly trait: SliceTrait;
  readonly value: string;
  /** Class index into the labels of the run's confusion matrix. */
  readonly actual: number;
  readonly count: number;
  readonly correct: number;
}

/** Predictions counted by what the corpus says of their clips. */
export class SliceReader {
  constructor(private readonly sql: Queryable) {}

  /** By trait, value and class; nothing for runs without predictions or of outside scripts. */
  async ofRuns(runIds: readonly string[], split: Split): Promise<SliceRow[][]> {
    const { rows } = await this.sql.query<SliceRow>({
      text: `/* slices */ SELECT p.run_id AS "runId", t.trait, t.value, p.actual, count(*)::int AS count,
          (count(*) FILTER (WHERE p.actual = p.predicted))::int AS correct
        FROM prediction p JOIN run r ON r.id = p.run_id JOIN split_plan s ON s.id = r.split_plan_id
        JOIN clip c ON c.dataset_version_id = s.dataset_version_id AND c.position = p.clip_position
        CROSS JOIN LATERAL (VALUES ('SPEAKER', c.speaker), ('GENDER', c.gender), ('INTENSITY', c.intensity),
          ('STATEMENT', c.statement)) AS t (trait, value)
        WHERE p.run_id = ANY ($1::uuid[]) AND p.split = $2::split AND t.value IS NOT NULL
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
      values: [runIds, split],
    });
    return groupedBy(runIds, rows, (row) => row.runId);
  }
}
