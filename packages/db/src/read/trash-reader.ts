import {
  cursorCondition,
  type KeysetOrder,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { type Queryable, StatementValues } from './queryable.js';

export type TrashKind = 'EXPERIMENT' | 'RUN' | 'FEATURE_SET' | 'DATASET';

/** Something that a person deleted and can bring back. */
export interface TrashRow {
  readonly kind: TrashKind;
  readonly id: string;
  readonly name: string;
  /** What it belonged to, by name: a run's experiment, a feature set's dataset. */
  readonly partOf: string | null;
  readonly deletedAt: Date;
  readonly purgeAfter: Date;
}

const LATEST: KeysetOrder<TrashRow> = {
  name: 'deleted',
  direction: 'DESC',
  columns: [
    { sql: 't."deletedAt"', type: 'timestamptz' },
    { sql: 't.id', type: 'uuid' },
  ],
  valuesOf: (row) => [row.deletedAt, row.id],
};

/** What went with something larger comes back with it, and is no entry of its own. */
const TRASH = `SELECT 'EXPERIMENT' AS kind, e.id, e.name, NULL AS "partOf", e.deleted_at AS "deletedAt",
    e.purge_after AS "purgeAfter"
  FROM experiment e WHERE e.project_id = $1::uuid AND e.deleted_at IS NOT NULL
  UNION ALL
  SELECT 'RUN', r.id, r.name, e.name, r.deleted_at, r.purge_after
  FROM run r JOIN experiment e ON e.id = r.experiment_id
  WHERE r.project_id = $1::uuid AND r.deleted_at IS NOT NULL AND e.deleted_at IS NULL
  UNION ALL
  SELECT 'FEATURE_SET', f.id, f.name, d.name || ', version ' || v.number, f.deleted_at, f.purge_after
  FROM feature_set f JOIN dataset_version v ON v.id = f.dataset_version_id JOIN dataset d ON d.id = v.dataset_id
  WHERE d.project_id = $1::uuid AND f.deleted_at IS NOT NULL AND d.deleted_at IS NULL
  UNION ALL
  SELECT 'DATASET', d.id, d.name, NULL, d.deleted_at, d.purge_after
  FROM dataset d WHERE d.project_id = $1::uuid AND d.deleted_at IS NOT NULL`;

export class TrashReader {
  constructor(private readonly sql: Queryable) {}

  /** What was deleted last comes first. */
  async page(projectId: string, page: PageArguments): Promise<Page<TrashRow>> {
    const request = pageRequest(page, 20);
    const values = new StatementValues();
    values.add(projectId);
    const after = cursorCondition(LATEST, request, values);
    const { rows } = await this.sql.query<TrashRow>({
      text: `/* trash */ SELECT * FROM (${TRASH}) t ${after === null ? '' : `WHERE ${after}`} ${orderAndLimit(LATEST, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, LATEST);
  }
}
