import { groupedBy, type Queryable } from './queryable.js';

/** Names the finished runs of an experiment and their matrices: equal fingerprint, equal score. */
export interface FinishedSetRow {
  readonly experimentId: string;
  readonly fingerprint: string;
  /** Folds × seeds of a launched experiment, all runs of an outside one. */
  readonly runsPlanned: number;
}

/** What a finished run adds to its experiment's score. */
export interface FinishedRunRow {
  readonly experimentId: string;
  readonly runId: string;
  readonly labels: readonly string[];
  /** Row-major TEST confusion counts. */
  readonly counts: readonly number[];
}

/** How often a speaker's clips of one class were taken for another, over all finished runs of an experiment. */
export interface SpeakerCountRow {
  readonly experimentId: string;
  readonly speaker: string;
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
}

/** What experiment scores are computed from. */
export class ScoreReader {
  constructor(private readonly sql: Queryable) {}

  /** null for an experiment without a finished and tested run. */
  async finishedSets(experimentIds: readonly string[]): Promise<(FinishedSetRow | null)[]> {
    const { rows } = await this.sql.query<FinishedSetRow>({
      name: 'finishedSets',
      text: `/* finishedSets */ SELECT e.id AS "experimentId", done.fingerprint,
          CASE WHEN e.source = 'LAUNCHED' THEN e.planned_folds * cardinality(e.planned_seeds)
            ELSE (SELECT count(*)::int FROM run r WHERE r.experiment_id = e.id AND r.deleted_at IS NULL) END AS "runsPlanned"
        FROM experiment e CROSS JOIN LATERAL (
          SELECT md5(string_agg(concat_ws(' ', r.id, r.finished_at, md5(c.labels::text || c.counts::text)), ',' ORDER BY r.id)) AS fingerprint
          FROM run r JOIN confusion_matrix c ON c.run_id = r.id AND c.split = 'TEST'
          WHERE r.experiment_id = e.id AND r.status = 'FINISHED' AND r.deleted_at IS NULL) done
        WHERE e.id = ANY ($1::uuid[]) AND done.fingerprint IS NOT NULL`,
      values: [experimentIds],
    });
    const found = new Map(rows.map((row) => [row.experimentId, row]));
    return experimentIds.map((id) => found.get(id) ?? null);
  }

  async finishedRuns(experimentIds: readonly string[]): Promise<FinishedRunRow[][]> {
    const { rows } = await this.sql.query<FinishedRunRow>({
      name: 'finishedRuns',
      text: `/* finishedRuns */ SELECT r.experiment_id AS "experimentId", r.id AS "runId", c.labels, c.counts
        FROM run r JOIN confusion_matrix c ON c.run_id = r.id AND c.split = 'TEST'
        WHERE r.experiment_id = ANY ($1::uuid[]) AND r.status = 'FINISHED' AND r.deleted_at IS NULL
        ORDER BY r.created_at, r.id`,
      values: [experimentIds],
    });
    return groupedBy(experimentIds, rows, (row) => row.experimentId);
  }

  /** The same of one run. */
  async speakerCountsOfRun(runId: string): Promise<SpeakerCountRow[]> {
    const { rows } = await this.sql.query<SpeakerCountRow>({
      name: 'speakerCountsOfRun',
      text: `/* speakerCountsOfRun */ SELECT r.experiment_id AS "experimentId", c.speaker, p.actual, p.predicted,
          count(*)::int AS count
        FROM run r JOIN split_plan s ON s.id = r.split_plan_id
        JOIN prediction p ON p.run_id = r.id AND p.split = 'TEST'
        JOIN clip c ON c.dataset_version_id = s.dataset_version_id AND c.position = p.clip_position
        WHERE r.id = $1::uuid
        GROUP BY r.experiment_id, c.speaker, p.actual, p.predicted ORDER BY c.speaker, p.actual, p.predicted`,
      values: [runId],
    });
    return rows;
  }

  async speakerCounts(experimentIds: readonly string[]): Promise<SpeakerCountRow[][]> {
    const { rows } = await this.sql.query<SpeakerCountRow>({
      name: 'speakerCounts',
      text: `/* speakerCounts */ SELECT r.experiment_id AS "experimentId", c.speaker, p.actual, p.predicted,
          count(*)::int AS count
        FROM run r JOIN split_plan s ON s.id = r.split_plan_id
        JOIN prediction p ON p.run_id = r.id AND p.split = 'TEST'
        JOIN clip c ON c.dataset_version_id = s.dataset_version_id AND c.position = p.clip_position
        WHERE r.experiment_id = ANY ($1::uuid[]) AND r.status = 'FINISHED' AND r.deleted_at IS NULL
        GROUP BY r.experiment_id, c.speaker, p.actual, p.predicted ORDER BY c.speaker, p.actual, p.predicted`,
      values: [experimentIds],
    });
    return groupedBy(experimentIds, rows, (row) => row.experimentId);
  }
}
