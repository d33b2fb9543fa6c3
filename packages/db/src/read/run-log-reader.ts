import type { Queryable } from './queryable.js';

export interface LogLineRow {
  readonly runId: string;
  /** 1, 2, 3 … within the run. */
  readonly number: number;
  readonly line: string;
  readonly loggedAt: Date;
}

export class RunLogReader {
  constructor(private readonly sql: Queryable) {}

  /** The first `count` lines after `afterNumber`, in order. */
  async after(runId: string, afterNumber: number, count: number): Promise<LogLineRow[]> {
    const { rows } = await this.sql.query<LogLineRow>({
      name: 'runLog',
      text: `/* runLog */ SELECT l.run_id AS "runId", l.number, l.line, l.logged_at AS "loggedAt" FROM run_log_line l
        WHERE l.run_id = $1::uuid AND l.number > $2 ORDER BY l.number LIMIT $3`,
      values: [runId, afterNumber, count],
    });
    return rows;
  }
}
