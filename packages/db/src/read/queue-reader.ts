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
}
