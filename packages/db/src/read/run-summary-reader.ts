import type { Split } from '@voxboard/domain';
import { groupedBy, type Queryable } from './queryable.js';

const COLUMNS = {
  key: 'key',
  split: 'split',
  count: 'count',
  firstStep: 'first_step',
  lastStep: 'last_step',
  last: 'last_value',
  min: 'min_value',
  minStep: 'min_step',
  max: 'max_value',
  maxStep: 'max_step',
} as const;

/** What is known of one metric of a run. */
export interface RunSummaryRow {
  readonly key: string;
  readonly split: Split;
  readonly count: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly last: number;
  readonly min: number | null;
  readonly minStep: number | null;
  readonly max: number | null;
  readonly maxStep: number | null;
}
export type RunSummaryColumn = keyof RunSummaryRow;

export interface SummariesWanted<Column extends RunSummaryColumn> {
  /** null for all. */
  readonly keys: readonly string[] | null;
  readonly splits: readonly Split[] | null;
  readonly columns: readonly Column[];
}

/** A few columns of the metrics of many runs: what a page of a table shows. */
export class RunSummaryReader {
  constructor(private readonly sql: Queryable) {}

  /** Those of each run that have points, by key then split. */
  async ofRuns<Column extends RunSummaryColumn>(
    runIds: readonly string[],
    { keys, splits, columns }: SummariesWanted<Column>,
  ): Promise<Pick<RunSummaryRow, Column>[][]> {
    const selected = columns.map((column) => `, ${COLUMNS[column]} AS "${column}"`).join('');
    const { rows } = await this.sql.query<Pick<RunSummaryRow, Column> & { readonly runId: string }>({
      text: `/* runSummaries */ SELECT run_id AS "runId"${selected} FROM metric_summary
        WHERE run_id = ANY ($1::uuid[]) AND count > 0 AND ($2::text[] IS NULL OR key = ANY ($2))
          AND ($3::split[] IS NULL OR split = ANY ($3)) ORDER BY metric_summary.key, metric_summary.split`,
      values: [runIds, keys, splits],
    });
    return groupedBy(runIds, rows, ({ runId }) => runId);
  }
}
