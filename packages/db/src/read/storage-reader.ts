import type { Queryable } from './queryable.js';

export interface FreedRow {
  readonly activeRuns: number;
  readonly metricPoints: number;
  readonly files: number;
  readonly fileBytes: number;
  /** Files that something else refers to as well. */
  readonly sharedFiles: number;
}

export interface UsageRow {
  readonly recordingBytes: number;
  readonly featureBytes: number;
  readonly artifactBytes: number;
  readonly metricPoints: number;
  readonly predictions: number;
  readonly deletedExperiments: number;
  readonly trashBytes: number;
  /** null: what the installation says. */
  readonly retentionDays: number | null;
}

/** Files of artifacts whose every reference is by a run of which the condition holds. */
const OWN_FILES = (condition: string) => `SELECT a.sha256, max(a.size_bytes)::float8 AS bytes,
    bool_and(${condition}) AND NOT EXISTS (SELECT FROM clip c WHERE c.sha256 = a.sha256) AS own
  FROM artifact a JOIN run r ON r.id = a.run_id`;

/** What things take up in the database and in files. */
export class StorageReader {
  constructor(private readonly sql: Queryable) {}

  /** All runs of those experiments, and those runs. */
  async runsOf(projectId: string, experimentIds: readonly string[], runIds: readonly string[]): Promise<string[]> {
    const { rows } = await this.sql.query<{ id: string }>({
      name: 'runsToDelete',
      text: '/* runsToDelete */ SELECT id FROM run WHERE project_id = $3::uuid AND (experiment_id = ANY ($1::uuid[]) OR id = ANY ($2::uuid[]))',
      values: [experimentIds, runIds, projectId],
    });
    return rows.map(({ id }) => id);
  }

  /** Days; null: what the installation says. */
  async retentionOf(projectId: string): Promise<number | null> {
    const { rows } = await this.sql.query<{ days: number | null }>({
      name: 'retentionOf',
      text: '/* retentionOf */ SELECT retention_days AS days FROM project WHERE id = $1::uuid',
      values: [projectId],
    });
    return rows[0]?.days ?? null;
  }

  async freedBy(runIds: readonly string[]): Promise<FreedRow> {
    const { rows } = await this.sql.query<FreedRow>({
      name: 'freedByRuns',
      text: `/* freedByRuns */ WITH files AS (${OWN_FILES('a.run_id = ANY ($1::uuid[])')}
          WHERE a.sha256 IN (SELECT sha256 FROM artifact WHERE run_id = ANY ($1::uuid[])) GROUP BY a.sha256)
        SELECT (SELECT count(*)::int FROM run WHERE id = ANY ($1::uuid[]) AND status IN ('QUEUED', 'RUNNING')) AS "activeRuns",
          (SELECT coalesce(sum(count), 0)::float8 FROM metric_summary WHERE run_id = ANY ($1::uuid[])) AS "metricPoints",
          count(*) FILTER (WHERE own)::int AS files, coalesce(sum(bytes) FILTER (WHERE own), 0)::float8 AS "fileBytes",
          count(*) FILTER (WHERE NOT own)::int AS "sharedFiles" FROM files`,
      values: [runIds],
    });
    return rows[0] ?? { activeRuns: 0, metricPoints: 0, files: 0, fileBytes: 0, sharedFiles: 0 };
  }

  /** Feature matrices are not sized in the database: `featureBlobs` names them. */
  async usage(projectId: string): Promise<UsageRow> {
    const { rows } = await this.sql.query<UsageRow>({
      name: 'storageUsage',
      text: `/* storageUsage */ SELECT p.retention_days AS "retentionDays", 0 AS "featureBytes",
          (SELECT coalesce(sum(bytes), 0)::float8 FROM (SELECT max(c.size_bytes) AS bytes FROM clip c
             JOIN dataset_version v ON v.id = c.dataset_version_id JOIN dataset d ON d.id = v.dataset_id
             WHERE d.project_id = p.id GROUP BY c.sha256) clips) AS "recordingBytes",
          (SELECT coalesce(sum(bytes), 0)::float8 FROM (SELECT max(a.size_bytes) AS bytes FROM artifact a
             JOIN run r ON r.id = a.run_id WHERE r.project_id = p.id GROUP BY a.sha256) files) AS "artifactBytes",
          (SELECT coalesce(sum(m.count), 0)::float8 FROM metric_summary m WHERE m.project_id = p.id) AS "metricPoints",
          (SELECT count(*)::float8 FROM prediction q JOIN run r ON r.id = q.run_id WHERE r.project_id = p.id) AS predictions,
          (SELECT count(*)::int FROM experiment e WHERE e.project_id = p.id AND e.deleted_at IS NOT NULL) AS "deletedExperiments",
          (SELECT coalesce(sum(bytes) FILTER (WHERE own), 0)::float8 FROM (${OWN_FILES('r.deleted_at IS NOT NULL')}
             WHERE a.sha256 IN (SELECT t.sha256 FROM artifact t JOIN run s ON s.id = t.run_id
               WHERE s.project_id = p.id AND s.deleted_at IS NOT NULL) GROUP BY a.sha256) trash) AS "trashBytes"
        FROM project p WHERE p.id = $1::uuid`,
      values: [projectId],
    });
    const [row] = rows;
    if (!row) throw new Error(`project ${projectId} is gone`);
    return row;
  }

  /** Names of the blobs that feature sets of a project consist of. */
  async featureBlobs(projectId: string): Promise<string[]> {
    const { rows } = await this.sql.query<{ sha256: string }>({
      name: 'featureBlobs',
      text: `/* featureBlobs */ SELECT DISTINCT s.sha256 FROM feature_set f
        JOIN dataset_version v ON v.id = f.dataset_version_id JOIN dataset d ON d.id = v.dataset_id
        CROSS JOIN LATERAL (VALUES (f.matrix_sha256), (f.index_sha256)) s (sha256)
        WHERE d.project_id = $1::uuid AND s.sha256 IS NOT NULL`,
      values: [projectId],
    });
    return rows.map(({ sha256 }) => sha256.trim());
  }

  /** Runs that may have left a checkpoint: those that did not finish. */
  async runsWithCheckpoints(projectId: string): Promise<string[]> {
    const { rows } = await this.sql.query<{ id: string }>({
      name: 'runsWithCheckpoints',
      text: `/* runsWithCheckpoints */ SELECT id FROM run WHERE project_id = $1::uuid AND source = 'LAUNCHED'
        AND status <> 'FINISHED' AND attempt > 0`,
      values: [projectId],
    });
    return rows.map(({ id }) => id);
  }
}
