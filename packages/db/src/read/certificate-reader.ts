import { groupedBy, type Queryable } from './queryable.js';

export interface CertificateRow {
  readonly runId: string;
  readonly experimentId: string;
  /** Copied from the document, for lists and boards. */
  readonly verdict: string;
  readonly labels: readonly string[];
  /** As stored: to be read with the domain's schema. */
  readonly document: unknown;
  readonly hash: string;
  readonly issuedAt: Date;
}

/** What lists and boards need of the audits of an experiment's finished runs. */
export interface AuditSummaryRow {
  readonly experimentId: string;
  /** Distinct verdicts of its certificates. */
  readonly verdicts: readonly string[];
  /** Finished runs without a certificate. */
  readonly uncertified: number;
  readonly isTransductive: boolean;
}

const COLUMNS = `c.run_id AS "runId", r.experiment_id AS "experimentId", c.verdict, c.labels, c.document, c.hash,
  c.issued_at AS "issuedAt"`;

export class CertificateReader {
  constructor(private readonly sql: Queryable) {}

  async ofRuns(runIds: readonly string[]): Promise<(CertificateRow | null)[]> {
    const { rows } = await this.sql.query<CertificateRow>({
      name: 'certificatesOfRuns',
      text: `/* certificatesOfRuns */ SELECT ${COLUMNS} FROM run_certificate c JOIN run r ON r.id = c.run_id
        WHERE c.run_id = ANY ($1::uuid[])`,
      values: [runIds],
    });
    const found = new Map(rows.map((row) => [row.runId, row]));
    return runIds.map((id) => found.get(id) ?? null);
  }

  /** Certificates of the finished runs of each experiment, in order of creation. */
  async ofExperiments(experimentIds: readonly string[]): Promise<CertificateRow[][]> {
    const { rows } = await this.sql.query<CertificateRow>({
      name: 'certificatesOfExperiments',
      text: `/* certificatesOfExperiments */ SELECT ${COLUMNS} FROM run_certificate c JOIN run r ON r.id = c.run_id
        WHERE r.experiment_id = ANY ($1::uuid[]) AND r.status = 'FINISHED' AND r.deleted_at IS NULL ORDER BY r.created_at, r.id`,
      values: [experimentIds],
    });
    return groupedBy(experimentIds, rows, (row) => row.experimentId);
  }

  /** Experiments without a finished run are left out. */
  async summaries(experimentIds: readonly string[]): Promise<AuditSummaryRow[]> {
    const { rows } = await this.sql.query<AuditSummaryRow>({
      name: 'auditSummaries',
      text: `/* auditSummaries */ SELECT r.experiment_id AS "experimentId",
          coalesce(array_agg(DISTINCT c.verdict) FILTER (WHERE c.run_id IS NOT NULL), '{}') AS verdicts,
          count(*) FILTER (WHERE c.run_id IS NULL)::int AS uncertified,
          coalesce(bool_or('TRANSDUCTIVE' = ANY (c.labels)), false) AS "isTransductive"
        FROM run r LEFT JOIN run_certificate c ON c.run_id = r.id
        WHERE r.experiment_id = ANY ($1::uuid[]) AND r.status = 'FINISHED' AND r.deleted_at IS NULL GROUP BY r.experiment_id`,
      values: [experimentIds],
    });
    return rows;
  }

  /** Finished runs of each experiment that nobody could audit. */
  async uncertifiedCounts(experimentIds: readonly string[]): Promise<number[]> {
    const { rows } = await this.sql.query<{ id: string; count: number }>({
      name: 'uncertifiedCounts',
      text: `/* uncertifiedCounts */ SELECT r.experiment_id AS id, count(*)::int AS count FROM run r
        WHERE r.experiment_id = ANY ($1::uuid[]) AND r.status = 'FINISHED' AND r.deleted_at IS NULL
          AND NOT EXISTS (SELECT FROM run_certificate c WHERE c.run_id = r.id)
        GROUP BY r.experiment_id`,
      values: [experimentIds],
    });
    const found = new Map(rows.map(({ id, count }) => [id, count]));
    return experimentIds.map((id) => found.get(id) ?? 0);
  }
}
