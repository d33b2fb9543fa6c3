import {
  cursorCondition,
  newestFirst,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { groupedBy, inOrderOf, type Queryable, StatementValues } from './queryable.js';

export interface DatasetRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
  readonly deletedAt: Date | null;
  readonly purgeAfter: Date | null;
}

export interface DatasetVersionRow {
  readonly id: string;
  readonly datasetId: string;
  readonly number: number;
  readonly contentHash: string;
  readonly clipCount: number;
  readonly speakerCount: number;
  readonly totalDurationSec: number;
  readonly createdAt: Date;
}

const DATASET = `SELECT d.id, d.project_id AS "projectId", d.name, d.description, d.created_at AS "createdAt",
  d.deleted_at AS "deletedAt", d.purge_after AS "purgeAfter" FROM dataset d`;

const VERSION = `SELECT v.id, v.dataset_id AS "datasetId", v.number, v.content_hash AS "contentHash",
  v.clip_count AS "clipCount", v.speaker_count AS "speakerCount", v.total_duration_sec AS "totalDurationSec",
  v.created_at AS "createdAt" FROM dataset_version v`;

/** Datasets and their immutable versions. */
export class DatasetReader {
  constructor(private readonly sql: Queryable) {}

  async page(projectId: string, page: PageArguments): Promise<Page<DatasetRow>> {
    const order = newestFirst<DatasetRow>('d');
    const request = pageRequest(page, 20);
    const values = new StatementValues();
    const where = [
      `d.project_id = ${values.add(projectId)}::uuid`,
      'd.deleted_at IS NULL',
      cursorCondition(order, request, values),
    ];
    const { rows } = await this.sql.query<DatasetRow>({
      text: `/* datasets */ ${DATASET} WHERE ${where.filter((part) => part !== null).join(' AND ')} ${orderAndLimit(order, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, order);
  }

  async byIds(ids: readonly string[]): Promise<(DatasetRow | null)[]> {
    const { rows } = await this.sql.query<DatasetRow>({
      name: 'datasetsByIds',
      text: `/* datasetsByIds */ ${DATASET} WHERE d.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  async versionsByIds(ids: readonly string[]): Promise<(DatasetVersionRow | null)[]> {
    const { rows } = await this.sql.query<DatasetVersionRow>({
      name: 'datasetVersionsByIds',
      text: `/* datasetVersionsByIds */ ${VERSION} WHERE v.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** The versions of each dataset, newest first. */
  async versionsOf(datasetIds: readonly string[]): Promise<DatasetVersionRow[][]> {
    const { rows } = await this.sql.query<DatasetVersionRow>({
      name: 'datasetVersionsOf',
      text: `/* datasetVersionsOf */ ${VERSION} WHERE v.dataset_id = ANY ($1::uuid[]) ORDER BY v.number DESC`,
      values: [datasetIds],
    });
    return groupedBy(datasetIds, rows, (row) => row.datasetId);
  }
}
