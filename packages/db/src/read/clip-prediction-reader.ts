import {
  cursorCondition,
  newestFirst,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { inOrderOf, type Queryable, StatementValues } from './queryable.js';

export interface ClipPredictionRow {
  readonly id: string;
  readonly projectId: string;
  readonly runId: string | null;
  readonly versionId: string | null;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** null once the recording was removed. */
  readonly audioSha256: string | null;
  /** null: kept. */
  readonly audioExpiresAt: Date | null;
  readonly status: 'QUEUED' | 'RUNNING' | 'READY' | 'FAILED' | 'CANCELED';
  readonly errorCode: string | null;
  readonly error: string | null;
  readonly labels: readonly string[];
  readonly durationSec: number | null;
  readonly sampleRateHz: number | null;
  readonly probabilities: readonly number[];
  readonly windows: unknown;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const SELECT = `SELECT p.id, p.project_id AS "projectId", p.run_id AS "runId", p.version_id AS "versionId",
  p.file_name AS "fileName", p.size_bytes AS "sizeBytes", p.audio_sha256 AS "audioSha256",
  p.audio_expires_at AS "audioExpiresAt", p.status, p.error_code AS "errorCode", p.error, coalesce(p.labels, '{}') AS labels,
  p.duration_sec AS "durationSec", p.sample_rate_hz AS "sampleRateHz",
  coalesce(p.probabilities, '{}') AS probabilities, p.windows,
  p.created_at AS "createdAt", p.finished_at AS "finishedAt" FROM clip_prediction p`;

export class ClipPredictionReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(ClipPredictionRow | null)[]> {
    const { rows } = await this.sql.query<ClipPredictionRow>({
      name: 'clipPredictionsByIds',
      text: `/* clipPredictionsByIds */ ${SELECT} WHERE p.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** Newest first. */
  async page(projectId: string, page: PageArguments): Promise<Page<ClipPredictionRow>> {
    const order = newestFirst<ClipPredictionRow>('p');
    const request = pageRequest(page, 20);
    const values = new StatementValues();
    const where = `p.project_id = ${values.add(projectId)}::uuid`;
    const after = cursorCondition(order, request, values);
    const { rows } = await this.sql.query<ClipPredictionRow>({
      text: `/* clipPredictions */ ${SELECT} WHERE ${after === null ? where : `${where} AND ${after}`} ${orderAndLimit(order, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, order);
  }
}
