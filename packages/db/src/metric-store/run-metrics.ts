import type { SqlExecutor } from '../database.js';

/** Above any limit of small segments. */
const DUE = 1000;

/**
 * In the transaction that ends a run: its summaries enter the boards' indexes, and its series are due for a last
 * compaction.
 */
export async function settleRunMetrics(sql: SqlExecutor, runId: string): Promise<void> {
  await sql.query(
    `/* settleSummaries */ UPDATE metric_summary SET final_last = last_value, final_min = min_value, final_max = max_value
     WHERE run_id = $1 AND final_last IS NULL AND count > 0`,
    [runId],
  );
  await sql.query(
    '/* markForCompaction */ UPDATE metric_series SET small_segs = greatest(small_segs, $2) WHERE run_id = $1',
    [runId, DUE],
  );
}

/** In the transaction that begins a run again: its summaries leave the indexes, so that epochs need not touch them. */
export async function reopenRunMetrics(sql: SqlExecutor, runId: string): Promise<void> {
  await sql.query(
    `/* reopenSummaries */ UPDATE metric_summary SET final_last = NULL, final_min = NULL, final_max = NULL
     WHERE run_id = $1 AND final_last IS NOT NULL`,
    [runId],
  );
}

/**
 * Runs of scripts that fell silent without an end: their summaries enter the indexes, where they stay exact should the
 * script log again. Otherwise boards would sort ever more of them by hand. Returns how many runs.
 */
export async function settleSilentRuns(sql: SqlExecutor, silentMinutes: number): Promise<number> {
  const { rowCount } = await sql.query(
    `/* settleSilentRuns */ WITH settled AS (
       UPDATE metric_summary m SET final_last = last_value, final_min = min_value, final_max = max_value
       FROM run r
       WHERE r.status = 'RUNNING' AND r.source = 'EXTERNAL' AND r.heartbeat_at < now() - $1 * interval '1 minute'
         AND m.run_id = r.id AND m.final_last IS NULL AND m.count > 0
       RETURNING m.run_id)
     SELECT DISTINCT run_id FROM settled`,
    [silentMinutes],
  );
  return rowCount ?? 0;
}
