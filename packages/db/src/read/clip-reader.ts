import {
  cursorCondition,
  type KeysetOrder,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { groupedBy, inOrderOf, type Queryable, StatementValues } from './queryable.js';

export interface ClipRow {
  readonly id: string;
  readonly datasetVersionId: string;
  readonly position: number;
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly durationSec: number;
  readonly sampleRateHz: number;
  readonly channelCount: number;
  readonly rmsDbfs: number | null;
  readonly peakDbfs: number | null;
  readonly speaker: string;
  readonly gender: string | null;
  readonly emotion: string | null;
  readonly intensity: string | null;
  readonly statement: string | null;
  readonly repetition: number | null;
}

export interface ClipFilter {
  readonly emotion?: string | null | undefined;
  readonly gender?: string | null | undefined;
  readonly intensity?: string | null | undefined;
  readonly speaker?: string | null | undefined;
}

export interface CompositionRow {
  readonly versionId: string;
  readonly emotion: string | null;
  readonly gender: string | null;
  readonly intensity: string | null;
  readonly speaker: string;
  readonly count: number;
}

const SELECT = `SELECT c.id, c.dataset_version_id AS "datasetVersionId", c.position, c.path, c.sha256,
  c.size_bytes AS "sizeBytes", c.duration_sec AS "durationSec", c.sample_rate_hz AS "sampleRateHz",
  c.channel_count AS "channelCount",
  c.rms_dbfs AS "rmsDbfs", c.peak_dbfs AS "peakDbfs", c.speaker, c.gender, c.emotion, c.intensity, c.statement, c.repetition FROM clip c`;

const BY_POSITION: KeysetOrder<ClipRow> = {
  name: 'position',
  direction: 'ASC',
  columns: [{ sql: 'c.position', type: 'int4' }],
  valuesOf: (row) => [row.position],
};

/** Recordings of dataset versions. */
export class ClipReader {
  constructor(private readonly sql: Queryable) {}

  async page(versionId: string, filter: ClipFilter, page: PageArguments): Promise<Page<ClipRow>> {
    const request = pageRequest(page, 50);
    const values = new StatementValues();
    const where = conditions(versionId, filter, values);
    const after = cursorCondition(BY_POSITION, request, values);
    const { rows } = await this.sql.query<ClipRow>({
      text: `/* clips */ ${SELECT} WHERE ${after === null ? where : `${where} AND ${after}`} ${orderAndLimit(BY_POSITION, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, BY_POSITION);
  }

  async count(versionId: string, filter: ClipFilter): Promise<number> {
    const values = new StatementValues();
    const { rows } = await this.sql.query<{ count: number }>({
      text: `/* clipCount */ SELECT count(*)::int AS count FROM clip c WHERE ${conditions(versionId, filter, values)}`,
      values: values.all,
    });
    return rows[0]?.count ?? 0;
  }

  /** Clips of a version from a position on, by position; all when no count is given. */
  async ofVersion(versionId: string, from = 0, count: number | null = null): Promise<ClipRow[]> {
    const { rows } = await this.sql.query<ClipRow>({
      name: 'clipsOfVersion',
      text: `/* clipsOfVersion */ ${SELECT} WHERE c.dataset_version_id = $1 AND c.position >= $2
        ORDER BY c.position LIMIT $3`,
      values: [versionId, from, count],
    });
    return rows;
  }

  async byIds(ids: readonly string[]): Promise<(ClipRow | null)[]> {
    const { rows } = await this.sql.query<ClipRow>({
      name: 'clipsByIds',
      text: `/* clipsByIds */ ${SELECT} WHERE c.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** The clips at (version, position), null where there is none. */
  async byPositions(places: readonly { versionId: string; position: number }[]): Promise<(ClipRow | null)[]> {
    const { rows } = await this.sql.query<ClipRow>({
      name: 'clipsByPositions',
      text: `/* clipsByPositions */ ${SELECT} JOIN unnest($1::uuid[], $2::int[]) AS wanted(version_id, position)
        ON c.dataset_version_id = wanted.version_id AND c.position = wanted.position`,
      values: [places.map((place) => place.versionId), places.map((place) => place.position)],
    });
    const found = new Map(rows.map((row) => [`${row.datasetVersionId} ${row.position}`, row]));
    return places.map((place) => found.get(`${place.versionId} ${place.position}`) ?? null);
  }

  /** How many clips each version has of every combination of labels. */
  async composition(versionIds: readonly string[]): Promise<CompositionRow[][]> {
    const { rows } = await this.sql.query<CompositionRow>({
      name: 'composition',
      text: `/* composition */ SELECT c.dataset_version_id AS "versionId", c.emotion, c.gender, c.intensity, c.speaker,
          count(*)::int AS count
        FROM clip c WHERE c.dataset_version_id = ANY ($1::uuid[])
        GROUP BY c.dataset_version_id, c.speaker, c.emotion, c.gender, c.intensity
        ORDER BY c.speaker, c.emotion, c.intensity`,
      values: [versionIds],
    });
    return groupedBy(versionIds, rows, (row) => row.versionId);
  }
}

function conditions(versionId: string, filter: ClipFilter, values: StatementValues): string {
  const parts = [`c.dataset_version_id = ${values.add(versionId)}::uuid`];
  const fields = [
    ['c.emotion', filter.emotion],
    ['c.gender', filter.gender],
    ['c.intensity', filter.intensity],
    ['c.speaker', filter.speaker],
  ] as const;
  for (const [column, wanted] of fields) if (wanted != null) parts.push(`${column} = ${values.add(wanted)}`);
  return parts.join(' AND ');
}
