import type { JobStatus } from '../generated/enums.js';
import { groupedBy, inOrderOf, type Queryable } from './queryable.js';

export interface DatasetImportRow {
  readonly id: string;
  readonly projectId: string;
  readonly datasetId: string;
  readonly status: JobStatus;
  readonly format: string;
  readonly source: string;
  readonly filesDone: number;
  readonly filesTotal: number | null;
  /** The importer's report without its clips; shape checked by the reader of this row. */
  readonly report: unknown;
  readonly error: string | null;
  readonly versionId: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const SELECT = `SELECT i.id, i.project_id AS "projectId", i.dataset_id AS "datasetId", i.status, i.format, i.source,
  i.files_done AS "filesDone", i.files_total AS "filesTotal", i.report, i.error, i.version_id AS "versionId",
  i.created_at AS "createdAt", i.finished_at AS "finishedAt" FROM dataset_import i`;

export class DatasetImportReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(DatasetImportRow | null)[]> {
    const { rows } = await this.sql.query<DatasetImportRow>({
      name: 'datasetImportsByIds',
      text: `/* datasetImportsByIds */ ${SELECT} WHERE i.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** The latest imports of each dataset, newest first. */
  async latestOf(datasetIds: readonly string[], count: number): Promise<DatasetImportRow[][]> {
    const { rows } = await this.sql.query<DatasetImportRow>({
      name: 'datasetImportsOf',
      text: `/* datasetImportsOf */ SELECT found.* FROM unnest($1::uuid[]) AS wanted(id)
        CROSS JOIN LATERAL (${SELECT} WHERE i.dataset_id = wanted.id ORDER BY i.created_at DESC, i.id DESC LIMIT $2) found`,
      values: [datasetIds, count],
    });
    return groupedBy(datasetIds, rows, (row) => row.datasetId);
  }
}
