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

export interface ModelVersionRow {
  readonly id: string;
  readonly modelId: string;
  readonly number: number;
  /** null once the run was removed. */
  readonly runId: string | null;
  readonly notes: string;
  readonly protocolName: string | null;
  readonly auditStatus: string;
  readonly certificateHash: string | null;
  readonly uar: number | null;
  readonly uarLower: number | null;
  readonly uarUpper: number | null;
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  readonly testClipCount: number | null;
  readonly testSpeakerCount: number | null;
  readonly parameterCount: number | null;
  readonly facts: unknown;
  readonly objections: readonly string[];
  readonly overrideReason: string | null;
  readonly createdAt: Date;
}

export interface ModelFileRow {
  readonly versionId: string;
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

const SELECT = `SELECT v.id, v.model_id AS "modelId", v.number, v.run_id AS "runId", v.notes,
  v.protocol_name AS "protocolName", v.audit_status AS "auditStatus", v.certificate_hash AS "certificateHash", v.uar,
  v.uar_lower AS "uarLower", v.uar_upper AS "uarUpper", v.accuracy, v.macro_f1 AS "macroF1",
  v.test_clip_count AS "testClipCount", v.test_speaker_count AS "testSpeakerCount",
  v.parameter_count AS "parameterCount", v.facts, v.objections, v.override_reason AS "overrideReason",
  v.created_at AS "createdAt" FROM model_version v`;

const ORDER: KeysetOrder<ModelVersionRow> = {
  name: 'modelVersion',
  direction: 'DESC',
  columns: [{ sql: 'v.number', type: 'int4' }],
  valuesOf: (row) => [row.number],
};

export class ModelVersionReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(ModelVersionRow | null)[]> {
    const { rows } = await this.sql.query<ModelVersionRow>({
      name: 'modelVersionsByIds',
      text: `/* modelVersionsByIds */ ${SELECT} WHERE v.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** The version that an alias of a project's model points at. */
  async byAlias(projectId: string, model: string, alias: string): Promise<ModelVersionRow | null> {
    const { rows } = await this.sql.query<ModelVersionRow>({
      name: 'modelVersionByAlias',
      text: `/* modelVersionByAlias */ ${SELECT} JOIN model_alias a ON a.version_id = v.id
        JOIN registered_model m ON m.id = v.model_id
        WHERE m.project_id = $1::uuid AND m.name = $2 AND a.name = $3`,
      values: [projectId, model, alias],
    });
    return rows[0] ?? null;
  }

  /** Newest first. */
  async page(modelId: string, page: PageArguments): Promise<Page<ModelVersionRow>> {
    const request = pageRequest(page, 50);
    const values = new StatementValues();
    const where = `v.model_id = ${values.add(modelId)}::uuid`;
    const after = cursorCondition(ORDER, request, values);
    const { rows } = await this.sql.query<ModelVersionRow>({
      text: `/* modelVersions */ ${SELECT} WHERE ${after === null ? where : `${where} AND ${after}`} ${orderAndLimit(ORDER, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, ORDER);
  }

  async latestOf(modelIds: readonly string[]): Promise<(ModelVersionRow | null)[]> {
    const { rows } = await this.sql.query<ModelVersionRow>({
      name: 'latestModelVersions',
      text: `/* latestModelVersions */ SELECT DISTINCT ON (v."modelId") v.* FROM (${SELECT} WHERE v.model_id = ANY ($1::uuid[])) v
        ORDER BY v."modelId", v.number DESC`,
      values: [modelIds],
    });
    const found = new Map(rows.map((row) => [row.modelId, row]));
    return modelIds.map((id) => found.get(id) ?? null);
  }

  async ofRuns(runIds: readonly string[]): Promise<ModelVersionRow[][]> {
    const { rows } = await this.sql.query<ModelVersionRow>({
      name: 'modelVersionsOfRuns',
      text: `/* modelVersionsOfRuns */ ${SELECT} WHERE v.run_id = ANY ($1::uuid[]) ORDER BY v.created_at, v.id`,
      values: [runIds],
    });
    return groupedBy(runIds, rows, (row) => row.runId ?? '');
  }

  /** How much the weights of a fold were fitted on. */
  async trainedPart(
    splitPlanId: string,
    foldIndex: number,
  ): Promise<{ clipCount: number; speakerCount: number } | null> {
    const { rows } = await this.sql.query<{ clipCount: number; speakerCount: number }>({
      name: 'trainedPart',
      text: `/* trainedPart */ SELECT count(DISTINCT c.position)::int AS "clipCount", count(DISTINCT c.speaker)::int AS "speakerCount"
        FROM split_plan s CROSS JOIN LATERAL jsonb_array_elements(s.folds -> $2::int -> 'train') t (row)
        JOIN clip c ON c.dataset_version_id = s.dataset_version_id AND c.position = (t.row ->> 0)::int
        WHERE s.id = $1::uuid`,
      values: [splitPlanId, foldIndex],
    });
    return rows[0] ?? null;
  }

  async filesOf(versionIds: readonly string[]): Promise<ModelFileRow[][]> {
    const { rows } = await this.sql.query<ModelFileRow>({
      name: 'modelFiles',
      text: `/* modelFiles */ SELECT f.version_id AS "versionId", f.path, f.sha256, f.size_bytes AS "sizeBytes",
          f.media_type AS "mediaType" FROM model_file f WHERE f.version_id = ANY ($1::uuid[]) ORDER BY f.path`,
      values: [versionIds],
    });
    return groupedBy(versionIds, rows, (row) => row.versionId);
  }
}
