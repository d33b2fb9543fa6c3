import { groupedBy, inOrderOf, type Queryable, StatementValues } from './queryable.js';
import { type RunFilter, RunFilterSql } from './run-filter.js';
import { RUN_COLUMNS, type RunRow } from './run-row.js';

/** The little of a run that every logged batch asks for. */
export type RunState = Pick<RunRow, 'id' | 'projectId' | 'source' | 'status'>;

/** Single runs and small facts about them; lists are `RunPageReader`'s. */
export class RunReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(RunRow | null)[]> {
    const { rows } = await this.sql.query<RunRow>({
      name: 'runsByIds',
      text: `/* runsByIds */ SELECT ${RUN_COLUMNS} FROM run r WHERE r.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** What decides whether points may be logged to a run; null when there is none. */
  async state(id: string): Promise<RunState | null> {
    const { rows } = await this.sql.query<RunState>({
      name: 'runState',
      text: `/* runState */ SELECT r.id, r.project_id AS "projectId", r.source, r.status FROM run r WHERE r.id = $1::uuid`,
      values: [id],
    });
    return rows[0] ?? null;
  }

  async count(projectId: string, filter: RunFilter): Promise<number> {
    const values = new StatementValues();
    const { rows } = await this.sql.query<{ count: number }>({
      text: `/* runCount */ SELECT count(*)::int AS count FROM (${new RunFilterSql(projectId, filter, values).matching()}) fitting`,
      values: values.all,
    });
    return rows[0]?.count ?? 0;
  }

  /** Runs that a worker is training now, by worker. */
  async currentOf(workerIds: readonly string[]): Promise<RunRow[][]> {
    const { rows } = await this.sql.query<RunRow>({
      name: 'currentRunsOfWorkers',
      text: `/* currentRunsOfWorkers */ SELECT ${RUN_COLUMNS} FROM run r
        WHERE r.worker_id = ANY ($1::uuid[]) AND r.status = 'RUNNING' ORDER BY r.started_at DESC`,
      values: [workerIds],
    });
    return groupedBy(workerIds, rows, (row) => row.workerId ?? '');
  }

  /** What each worker trained to an end, the latest first. */
  async historyOf(workerIds: readonly string[], first: number): Promise<RunRow[][]> {
    const { rows } = await this.sql.query<RunRow>({
      name: 'historyOfWorkers',
      text: `/* historyOfWorkers */ SELECT found.* FROM unnest($1::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
          SELECT ${RUN_COLUMNS} FROM run r WHERE r.worker_id = wanted.id AND r.finished_at IS NOT NULL
            AND r.deleted_at IS NULL ORDER BY r.finished_at DESC, r.id DESC LIMIT $2) found`,
      values: [workerIds, first],
    });
    return groupedBy(workerIds, rows, (row) => row.workerId ?? '');
  }

  /** Which folds and seeds an experiment has runs of, whatever became of them. */
  async foldsOf(experimentId: string): Promise<{ foldIndex: number | null; seed: number | null }[]> {
    const { rows } = await this.sql.query<{ foldIndex: number | null; seed: number | null }>({
      name: 'foldsOfExperiment',
      text: `/* foldsOfExperiment */ SELECT DISTINCT fold_index AS "foldIndex", seed FROM run
        WHERE experiment_id = $1::uuid AND deleted_at IS NULL`,
      values: [experimentId],
    });
    return rows;
  }

  /** The runs of the same project made just before and just after each run, by id; null at the ends. */
  async neighbours(runIds: readonly string[]): Promise<({ previous: string | null; next: string | null } | null)[]> {
    const { rows } = await this.sql.query<{ id: string; previous: string | null; next: string | null }>({
      name: 'neighboursOfRuns',
      text: `/* neighboursOfRuns */ SELECT r.id,
          (SELECT o.id FROM run o WHERE o.project_id = r.project_id AND o.deleted_at IS NULL AND (o.created_at, o.id) < (r.created_at, r.id)
           ORDER BY o.created_at DESC, o.id DESC LIMIT 1) AS previous,
          (SELECT o.id FROM run o WHERE o.project_id = r.project_id AND o.deleted_at IS NULL AND (o.created_at, o.id) > (r.created_at, r.id)
           ORDER BY o.created_at, o.id LIMIT 1) AS next
        FROM run r WHERE r.id = ANY ($1::uuid[])`,
      values: [runIds],
    });
    return inOrderOf(runIds, rows);
  }

  /** Place of each run in the queue, 1 is next; null when it does not wait. */
  async queuePositions(runIds: readonly string[]): Promise<(number | null)[]> {
    const { rows } = await this.sql.query<{ runId: string; place: number }>({
      name: 'queuePositions',
      text: `/* queuePositions */ SELECT run_id AS "runId", place FROM (
          SELECT l.run_id, row_number() OVER (ORDER BY l.priority, l.created_at, l.id)::int AS place
          FROM launch_request l JOIN run r ON r.id = l.run_id AND r.status = 'QUEUED') waiting
        WHERE run_id = ANY ($1::uuid[])`,
      values: [runIds],
    });
    const places = new Map(rows.map((row) => [row.runId, row.place]));
    return runIds.map((id) => places.get(id) ?? null);
  }
}
