import type { Task } from '@voxboard/domain';
import type { BoardKeyParts } from './board-reader.js';
import type { Queryable } from './queryable.js';

export interface LeaderboardKeyRow {
  readonly task: Task;
  readonly protocol: unknown;
  readonly protocolHash: string;
  readonly datasetVersionId: string;
  readonly experimentCount: number;
}

/** What a board says of an experiment besides its score; null where no finished run says it. */
export interface TrainingFactsRow {
  readonly experimentId: string;
  readonly parameterCount: number | null;
  /** Seconds of all finished runs together. */
  readonly trainSeconds: number | null;
  /** Names of the backends, distinct. */
  readonly backends: readonly string[];
}

/** Experiments grouped by what makes their scores comparable: task, exact protocol, exact dataset version. */
export class LeaderboardReader {
  constructor(private readonly sql: Queryable) {}

  async keys(projectId: string): Promise<LeaderboardKeyRow[]> {
    const { rows } = await this.sql.query<LeaderboardKeyRow>({
      name: 'leaderboardKeys',
      text: `/* leaderboardKeys */ SELECT e.task, (array_agg(e.protocol))[1] AS protocol,
          e.protocol_hash AS "protocolHash", f.dataset_version_id AS "datasetVersionId",
          (count(*) - count(u.experiment_id))::int AS "experimentCount"
        FROM experiment e JOIN feature_set f ON f.id = e.feature_set_id
        -- Trials that no sweep chose, and a chosen one until all its folds are trained, stand on no board.
        LEFT JOIN (
          SELECT t.experiment_id FROM sweep_trial t JOIN sweep_choice c ON c.sweep_id = t.sweep_id
          JOIN experiment tried ON tried.id = t.experiment_id AND tried.created_at >= t.created_at
          WHERE tried.project_id = $1::uuid
          GROUP BY tried.id, t.experiment_id
          HAVING NOT bool_or(coalesce(c.trial_id = t.id AND c.decided_at IS NOT NULL, false))
            OR (SELECT count(*) FROM run r WHERE r.experiment_id = tried.id AND r.status = 'FINISHED' AND r.deleted_at IS NULL)
              < tried.planned_folds * cardinality(tried.planned_seeds)
        ) u ON u.experiment_id = e.id
        WHERE e.project_id = $1::uuid AND e.deleted_at IS NULL AND e.task IS NOT NULL AND e.protocol_hash IS NOT NULL
        GROUP BY e.task, e.protocol_hash, f.dataset_version_id ORDER BY 5 DESC, e.task, e.protocol_hash`,
      values: [projectId],
    });
    return rows;
  }

  /** The protocol of a board; null when the project has no experiment of that task, version and protocol. */
  async protocolOf({ projectId, task, datasetVersionId, protocolHash }: BoardKeyParts): Promise<unknown> {
    const { rows } = await this.sql.query<{ protocol: unknown }>({
      name: 'leaderboardProtocol',
      text: `/* leaderboardProtocol */ SELECT e.protocol FROM experiment e JOIN feature_set f ON f.id = e.feature_set_id
        WHERE e.project_id = $1::uuid AND e.task = $2::task AND e.protocol_hash = $3 AND f.dataset_version_id = $4::uuid
          AND e.deleted_at IS NULL LIMIT 1`,
      values: [projectId, task, protocolHash, datasetVersionId],
    });
    return rows[0]?.protocol ?? null;
  }

  async trainingFacts(experimentIds: readonly string[]): Promise<(TrainingFactsRow | null)[]> {
    const { rows } = await this.sql.query<TrainingFactsRow>({
      name: 'trainingFacts',
      text: `/* trainingFacts */ SELECT r.experiment_id AS "experimentId", max(r.parameter_count) AS "parameterCount",
          extract(epoch FROM sum(r.finished_at - r.started_at))::float8 AS "trainSeconds",
          coalesce(array_agg(DISTINCT r.backend ->> 'name') FILTER (WHERE r.backend ->> 'name' IS NOT NULL), '{}') AS backends
        FROM run r WHERE r.experiment_id = ANY ($1::uuid[]) AND r.status = 'FINISHED'
          AND r.deleted_at IS NULL GROUP BY r.experiment_id`,
      values: [experimentIds],
    });
    const found = new Map(rows.map((row) => [row.experimentId, row]));
    return experimentIds.map((id) => found.get(id) ?? null);
  }
}
