import { performance } from 'node:perf_hooks';
import type { RootDatabase } from '@voxboard/db';
import { z } from 'zod';
import { makeRuns } from '../store/bench-database.js';
import { median, timed } from '../store/measure.js';
import { asPackedColumns, BatchMaker } from './bench-shapes.js';
import { LOG, type VoxboardApi } from './voxboard-api.js';

const HISTORY = 'query($id: ID!) { run(id: $id) { series(keys: ["metric_0"]) { key split steps values } } }';
const COMPARE = 'query($ids: [ID!]!) { series(runIds: $ids) { runId key split steps values } }';
const BOARD = `query($slug: String!, $first: Int!, $after: String) { project(slug: $slug) {
  runs(first: $first, after: $after, orderBy: {field: METRIC, metric: {key: "uar", split: TEST, aggregate: MAX}}) {
    nodes { id name status metrics(keys: ["uar"], splits: [TEST]) { max } } pageInfo { hasNextPage endCursor } } } }`;

const SeriesSchema = z.array(z.object({ steps: z.array(z.number()) }));
const PageSchema = z.object({
  project: z.object({
    runs: z.object({
      nodes: z.array(z.object({ id: z.string() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
});

/** Median milliseconds for one metric's 100 points, and for ten runs × four metrics × 100 points. */
export async function measureSeries(api: VoxboardApi, projectSlug: string) {
  const ids: string[] = [];
  for (let i = 0; i < 20; i++) {
    const runId = await api.createRun(projectSlug);
    const packedColumns = asPackedColumns(new BatchMaker({ series: 4, pointsEach: 100 }).next());
    await api.ask(LOG, { input: { runId, packedColumns } });
    ids.push(runId);
  }
  const history = z.object({ run: z.object({ series: SeriesSchema }) }).parse(await api.ask(HISTORY, { id: ids[0] }));
  if (history.run.series[0]?.steps.length !== 100) throw new Error('the history lacks points');
  const compared = z.object({ series: SeriesSchema }).parse(await api.ask(COMPARE, { ids: ids.slice(0, 10) }));
  if (compared.series.length !== 40) throw new Error('the comparison lacks series');
  const pick = (i: number) => Array.from({ length: 10 }, (_, k) => ids[(i + k) % ids.length]);
  return {
    historyMs: median(await timed(200, (i) => api.ask(HISTORY, { id: ids[i % ids.length] }))),
    compareMs: median(await timed(60, (i) => api.ask(COMPARE, { ids: pick(i) }))),
  };
}

const LONG_RUNS = 10;
const LONG_POINTS = 100_000;
const POINTS_A_CALL = 10_000;
const THINNED = 'query($ids: [ID!]!) { series(runIds: $ids, resolution: 500) { runId totalCount steps values } }';

/** Median milliseconds for ten runs × 100,000 points thinned to 500 each. */
export async function measureThinning(api: VoxboardApi, projectSlug: string): Promise<number> {
  const ids: string[] = [];
  for (let i = 0; i < LONG_RUNS; i++) {
    const runId = await api.createRun(projectSlug);
    const maker = new BatchMaker({ series: 1, pointsEach: POINTS_A_CALL });
    for (let sent = 0; sent < LONG_POINTS; sent += POINTS_A_CALL) {
      await api.ask(LOG, { input: { runId, packedColumns: asPackedColumns(maker.next()) } });
    }
    ids.push(runId);
  }
  const LongSchema = z.object({ series: z.array(z.object({ totalCount: z.literal(LONG_POINTS) })).length(LONG_RUNS) });
  LongSchema.parse(await api.ask(THINNED, { ids }));
  return median(await timed(7, () => api.ask(THINNED, { ids })));
}

/** Median milliseconds for the hundred best of so many runs, and for all of them in pages of 1,000. */
export async function measureBoard(api: VoxboardApi, db: RootDatabase, runCount: number) {
  const slug = await makeBoard(db, runCount);
  const page = async (first: number, after: string | null) =>
    PageSchema.parse(await api.ask(BOARD, { slug, first, after })).project.runs;
  const all = async () => {
    const seen = new Set<string>();
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo }: z.infer<typeof PageSchema>['project']['runs'] = await page(1000, after);
      for (const { id } of nodes) seen.add(id);
      if (!pageInfo.hasNextPage) return seen.size;
      after = pageInfo.endCursor;
    }
  };
  await timed(5, () => page(100, null));
  const top100Ms = median(await timed(60, () => page(100, null)));
  if (runCount > 10_000) return { top100Ms, allMs: null };
  await all();
  const begun = performance.now();
  if ((await all()) !== runCount) throw new Error('not every run was ranked');
  return { top100Ms, allMs: performance.now() - begun };
}

async function makeBoard(db: RootDatabase, runCount: number): Promise<string> {
  const projectId = (await makeRuns(db, runCount))[0]?.projectId ?? '';
  await db.pool.query(
    `WITH made AS (
       INSERT INTO metric_series (project_id, run_id, key, split)
       SELECT project_id, id, 'uar', 'TEST' FROM run WHERE project_id = $1 RETURNING id, project_id, run_id, key, split)
     INSERT INTO metric_summary (series_id, project_id, run_id, key, split, count, first_step, first_value, last_step,
       last_value, last_ts, min_value, min_step, max_value, max_step, final_last, final_min, final_max)
     SELECT id, project_id, run_id, key, split, 1, 0, v, 0, v, 0, v, 0, v, 0, v, v, v
     FROM made, LATERAL (SELECT random() + id * 0 AS v) x`,
    [projectId],
  );
  await db.pool.query('VACUUM ANALYZE metric_summary');
  await db.pool.query('VACUUM ANALYZE run');
  return `bench-${projectId}`;
}
