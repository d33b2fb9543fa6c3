import { MetricStore, type RootDatabase, RunPageReader } from '@voxboard/db';
import { Rng } from '@voxboard/domain';
import { makeRuns } from './bench-database.js';
import { makeBatch } from './bench-points.js';
import { median, timed } from './measure.js';

export interface ReadResult {
  readonly history100Ms: number;
  readonly read100kMs: number;
  readonly compareMs: number;
  readonly downsampleMs: number;
}

/** Medians of reads against runs of 100 points and of 100,000. */
export async function measureReads(db: RootDatabase): Promise<ReadResult> {
  const store = new MetricStore(db);
  const rng = new Rng(4);
  const short = await makeRuns(db, 200);
  for (const run of short) {
    await store.append(run.runId, run.projectId, makeBatch(rng, { series: 4, pointsEach: 100 }, 0));
  }
  const long = await makeRuns(db, 10);
  for (const run of long) {
    for (let step = 0; step < 100_000; step += 10_000) {
      await store.append(run.runId, run.projectId, makeBatch(rng, { series: 1, pointsEach: 10_000 }, step));
    }
  }
  await store.close();
  await db.pool.query('VACUUM ANALYZE');
  const pick = (i: number, count: number) =>
    Array.from({ length: count }, (_, k) => short[(i * 37 + k * 11) % short.length]?.runId ?? '');
  const keys = ['metric_0'];
  const longIds = long.map(({ runId }) => runId);
  return {
    history100Ms: median(await timed(200, (i) => store.readSeries({ runIds: pick(i, 1), keys }))),
    compareMs: median(await timed(50, (i) => store.readSeries({ runIds: pick(i, 10) }))),
    read100kMs: median(await timed(15, (i) => store.readSeries({ runIds: longIds.slice(i % 10, (i % 10) + 1) }))),
    downsampleMs: median(await timed(7, () => store.readSeries({ runIds: longIds, resolution: 500 }))),
  };
}

/** Milliseconds for the 100 best of so many runs. */
export async function measureBoard(db: RootDatabase, runCount: number): Promise<number> {
  const runs = await makeRuns(db, runCount);
  const projectId = runs[0]?.projectId ?? '';
  await db.pool.query(
    `WITH made AS (
       INSERT INTO metric_series (project_id, run_id, key, split)
       SELECT project_id, id, 'uar', 'TEST' FROM run WHERE project_id = $1 RETURNING id, project_id, run_id, key, split)
     INSERT INTO metric_summary (series_id, project_id, run_id, key, split, count, last_step, last_value, min_value,
       max_value, final_last, final_min, final_max)
     SELECT id, project_id, run_id, key, split, 1, 0, v, v, v, v, v, v FROM made, LATERAL (SELECT random() + id * 0 AS v) x`,
    [projectId],
  );
  await db.pool.query('VACUUM ANALYZE metric_summary');
  await db.pool.query('VACUUM ANALYZE run');
  const reader = new RunPageReader(db.sql);
  const metric = { key: 'uar', split: 'TEST', aggregate: 'MAX' } as const;
  const page = () => reader.page(projectId, {}, { field: 'METRIC', direction: 'DESC', metric }, { first: 100 });
  return median(await timed(60, page));
}

/** Bytes a point of everything the store keeps: tables, indexes, series and summaries. */
export async function bytesPerPoint(db: RootDatabase): Promise<number> {
  const { rows } = await db.pool.query<{ bytes: number }>(
    `SELECT (SELECT sum(pg_total_relation_size(t)) FROM unnest(
         '{metric_series,metric_summary,metric_segment,metric_batch}'::regclass[]) AS t)::float8
       / (SELECT sum(count) FROM metric_summary)::float8 AS bytes`,
  );
  return rows[0]?.bytes ?? Number.NaN;
}
