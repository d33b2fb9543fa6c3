import { groupedBy, type Queryable } from './queryable.js';

/** What a finished run adds to the entry of its experiment. */
export interface BoardRunRow {
  readonly experimentId: string;
  readonly runId: string;
  readonly labels: readonly string[];
  /** Row-major TEST confusion counts. */
  readonly counts: readonly number[];
  readonly seed: number | null;
  readonly parameterCount: number | null;
  readonly trainSeconds: number | null;
  readonly backend: string | null;
  readonly finishedAt: Date;
}

export interface BoardSpeakerCountRow {
  readonly experimentId: string;
  readonly speaker: string;
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
}

/**
 * What entries of boards are computed from. With a time, as it stood then: runs that had finished, and the plan as far
 * as its runs had been made.
 */
export class BoardSourceReader {
  constructor(private readonly sql: Queryable) {}

  async runs(experimentIds: readonly string[], asOf: Date | null): Promise<BoardRunRow[][]> {
    const { rows } = await this.sql.query<BoardRunRow>({
      name: 'boardRuns',
      text: `/* boardRuns */ SELECT r.experiment_id AS "experimentId", r.id AS "runId", c.labels, c.counts, r.seed,
          r.parameter_count AS "parameterCount", extract(epoch FROM r.finished_at - r.started_at)::float8 AS "trainSeconds",
          r.backend ->> 'name' AS backend, r.finished_at AS "finishedAt"
        FROM run r JOIN confusion_matrix c ON c.run_id = r.id AND c.split = 'TEST'
        WHERE r.experiment_id = ANY ($1::uuid[]) AND r.status = 'FINISHED' AND r.deleted_at IS NULL
          AND ($2::timestamptz IS NULL OR r.finished_at <= $2::timestamptz)
        ORDER BY r.created_at, r.id`,
      values: [experimentIds, asOf],
    });
    return groupedBy(experimentIds, rows, (row) => row.experimentId);
  }

  async speakerCounts(experimentIds: readonly string[], asOf: Date | null): Promise<BoardSpeakerCountRow[][]> {
    const { rows } = await this.sql.query<BoardSpeakerCountRow>({
      name: 'boardSpeakerCounts',
      text: `/* boardSpeakerCounts */ SELECT r.experiment_id AS "experimentId", c.speaker, p.actual, p.predicted,
          count(*)::int AS count
        FROM run r JOIN split_plan s ON s.id = r.split_plan_id
        JOIN prediction p ON p.run_id = r.id AND p.split = 'TEST'
        JOIN clip c ON c.dataset_version_id = s.dataset_version_id AND c.position = p.clip_position
        WHERE r.experiment_id = ANY ($1::uuid[]) AND r.status = 'FINISHED' AND r.deleted_at IS NULL
          AND ($2::timestamptz IS NULL OR r.finished_at <= $2::timestamptz)
        GROUP BY r.experiment_id, c.speaker, p.actual, p.predicted`,
      values: [experimentIds, asOf],
    });
    return groupedBy(experimentIds, rows, (row) => row.experimentId);
  }

  /** Those that are trials of sweeps, and whether one of these chose them: only what was chosen stands on a board. */
  async trials(experimentIds: readonly string[], asOf: Date | null): Promise<Map<string, boolean>> {
    const { rows } = await this.sql.query<{ experimentId: string; isChosen: boolean }>({
      name: 'boardTrials',
      text: `/* boardTrials */ SELECT t.experiment_id AS "experimentId", bool_or(coalesce(c.trial_id = t.id
            AND c.decided_at <= coalesce($2::timestamptz, 'infinity'), false)) AS "isChosen"
        FROM sweep_trial t JOIN sweep_choice c ON c.sweep_id = t.sweep_id
        -- An experiment that was there before is no trial by being met again in a search.
        JOIN experiment e ON e.id = t.experiment_id AND e.created_at >= t.created_at
        WHERE t.experiment_id = ANY ($1::uuid[]) GROUP BY t.experiment_id`,
      values: [experimentIds, asOf],
    });
    return new Map(rows.map(({ experimentId, isChosen }) => [experimentId, isChosen]));
  }

  /** Folds × seeds; as of a time, the seeds whose runs had been made. */
  async plans(experimentIds: readonly string[], asOf: Date | null): Promise<Map<string, number>> {
    const { rows } = await this.sql.query<{ experimentId: string; runsPlanned: number }>({
      name: 'boardPlans',
      text: `/* boardPlans */ SELECT e.id AS "experimentId", e.planned_folds * CASE WHEN $2::timestamptz IS NULL
            THEN cardinality(e.planned_seeds)
            ELSE (SELECT count(DISTINCT r.seed)::int FROM run r
                  WHERE r.experiment_id = e.id AND r.deleted_at IS NULL AND r.created_at <= $2::timestamptz) END AS "runsPlanned"
        FROM experiment e WHERE e.id = ANY ($1::uuid[])`,
      values: [experimentIds, asOf],
    });
    return new Map(rows.map(({ experimentId, runsPlanned }) => [experimentId, runsPlanned]));
  }

  /**
   * Experiments of a board that had a finished run at that time but have finished others since, changed their plan,
   * or were chosen by a sweep since.
   */
  async changedSince(boardId: string, asOf: Date): Promise<string[]> {
    const { rows } = await this.sql.query<{ id: string }>({
      name: 'boardChangedSince',
      text: `/* boardChangedSince */ SELECT b.experiment_id AS id FROM board_entry b
        WHERE b.board_id = $1::uuid AND b.last_finished_at > $2::timestamptz AND EXISTS (
          SELECT FROM run r WHERE r.experiment_id = b.experiment_id AND r.status = 'FINISHED' AND r.deleted_at IS NULL
            AND r.finished_at <= $2::timestamptz)
        UNION
        SELECT b.experiment_id FROM board_entry b
        WHERE b.board_id = $1::uuid AND b.last_finished_at <= $2::timestamptz AND EXISTS (
          SELECT FROM run r WHERE r.experiment_id = b.experiment_id AND r.created_at > $2::timestamptz)
        UNION
        SELECT b.experiment_id FROM board_entry b JOIN sweep_trial t ON t.experiment_id = b.experiment_id
        JOIN sweep s ON s.id = t.sweep_id
        WHERE b.board_id = $1::uuid AND s.finished_at > $2::timestamptz`,
      values: [boardId, asOf],
    });
    return rows.map(({ id }) => id);
  }
}
