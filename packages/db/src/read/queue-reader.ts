import type { Queryable } from './queryable.js';
import { RUN_COLUMNS, type RunRow } from './run-row.js';

export interface QueueCounts {
  /** Runs of the project that wait for a worker. */
  readonly waitingCount: number;
  /** Runs of the project that a worker trains. */
  readonly trainingCount: number;
  /** Runs of all projects that wait: workers take them in one order. */
  readonly waitingOfAllCount: number;
}

/** A waiting run of any project, with how long one like it takes. */
export interface QueuedRow {
  readonly runId: string;
  readonly projectId: string;
  readonly priority: number;
  readonly waitingSince: Date;
  /** Seconds, from runs of the same architecture and features that have finished; null without any. */
  readonly expectedSeconds: number | null;
}

/** A run under way, with how long it will yet take. */
export interface UnderWayRow {
  readonly workerId: string;
  readonly remainingSeconds: number | null;
}

/** Finished runs that an expectation rests on. */
const LATELY = 20;

/** Median seconds an epoch of the last finished runs of the experiment's architecture and features. */
const SECONDS_PER_EPOCH = `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY lately.seconds) AS seconds FROM (
    SELECT extract(epoch FROM d.finished_at - d.started_at)::float8 / d.epochs_done AS seconds
    FROM experiment o JOIN run d ON d.experiment_id = o.id
    WHERE o.architecture_id = kinds.architecture_id AND o.feature_set_id = kinds.feature_set_id
      AND d.status = 'FINISHED' AND d.epochs_done > 0 AND d.started_at IS NOT NULL
    ORDER BY d.finished_at DESC LIMIT ${LATELY}) lately`;

const RATES = (status: string) => `kinds AS MATERIALIZED (
    SELECT DISTINCT e.architecture_id, e.feature_set_id FROM run r JOIN experiment e ON e.id = r.experiment_id
    WHERE r.status = '${status}' AND r.source = 'LAUNCHED'),
  rates AS MATERIALIZED (SELECT kinds.*, pace.seconds FROM kinds CROSS JOIN LATERAL (${SECONDS_PER_EPOCH}) pace)`;

/** The queue as one project sees it. */
export class QueueReader {
  constructor(private readonly sql: Queryable) {}

  async counts(projectId: string): Promise<QueueCounts> {
    const { rows } = await this.sql.query<QueueCounts>({
      name: 'queueCounts',
      text: `/* queueCounts */ SELECT
          count(*) FILTER (WHERE r.status = 'QUEUED' AND r.project_id = $1)::int AS "waitingCount",
          count(*) FILTER (WHERE r.status = 'RUNNING' AND r.project_id = $1)::int AS "trainingCount",
          count(*) FILTER (WHERE r.status = 'QUEUED')::int AS "waitingOfAllCount"
        FROM run r WHERE r.status IN ('QUEUED', 'RUNNING') AND r.source = 'LAUNCHED' AND r.deleted_at IS NULL`,
      values: [projectId],
    });
    return rows[0] ?? { waitingCount: 0, trainingCount: 0, waitingOfAllCount: 0 };
  }

  /** Runs of the project that wait, in the order in which workers take them. */
  async waiting(projectId: string, first: number): Promise<RunRow[]> {
    const { rows } = await this.sql.query<RunRow>({
      name: 'waitingRuns',
      text: `/* waitingRuns */ SELECT ${RUN_COLUMNS} FROM launch_request l JOIN run r ON r.id = l.run_id
        WHERE r.project_id = $1 AND r.status = 'QUEUED' AND r.deleted_at IS NULL
        ORDER BY l.priority, l.created_at, l.id LIMIT $2`,
      values: [projectId, first],
    });
    return rows;
  }

  /** What waits, of all projects, in the order in which workers take it. */
  async order(limit: number): Promise<QueuedRow[]> {
    const { rows } = await this.sql.query<QueuedRow>({
      name: 'queueOrder',
      text: `/* queueOrder */ WITH ${RATES('QUEUED')}
        SELECT r.id AS "runId", r.project_id AS "projectId", l.priority, l.created_at AS "waitingSince",
          rates.seconds * r.epoch_count AS "expectedSeconds"
        FROM launch_request l JOIN run r ON r.id = l.run_id JOIN experiment e ON e.id = r.experiment_id
        LEFT JOIN rates ON rates.architecture_id = e.architecture_id AND rates.feature_set_id = e.feature_set_id
        WHERE r.status = 'QUEUED' AND r.deleted_at IS NULL ORDER BY l.priority, l.created_at, l.id LIMIT $1`,
      values: [limit],
    });
    return rows;
  }

  /** What workers train: by its own pace where it has done an epoch, else by that of others like it. */
  async underWay(): Promise<UnderWayRow[]> {
    const { rows } = await this.sql.query<UnderWayRow>({
      name: 'runsUnderWay',
      text: `/* runsUnderWay */ WITH ${RATES('RUNNING')}
        SELECT r.worker_id AS "workerId", greatest(0, (r.epoch_count - r.epochs_done) * CASE WHEN r.epochs_done > 0
            THEN extract(epoch FROM now() - r.started_at)::float8 / r.epochs_done ELSE rates.seconds END) AS "remainingSeconds"
        FROM run r JOIN experiment e ON e.id = r.experiment_id
        LEFT JOIN rates ON rates.architecture_id = e.architecture_id AND rates.feature_set_id = e.feature_set_id
        WHERE r.status = 'RUNNING' AND r.source = 'LAUNCHED' AND r.worker_id IS NOT NULL`,
    });
    return rows;
  }
}
