import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { MetricStore, type RootDatabase } from '@voxboard/db';
import { Rng } from '@voxboard/domain';
import { type BenchRun, makeRuns, openBenchDatabase } from './bench-database.js';
import { type BatchShape, makeBatch } from './bench-points.js';
import { median, timed } from './measure.js';
import { bytesPerPoint } from './read.js';

/** A full segment of the store. */
const SEGMENT = 3982;
const SEGMENTS_A_SERIES = 25;
const SERIES_A_RUN = 5;
const SERIES_A_STATEMENT = 50;
/** Different segments that stand for all. */
const TEMPLATES = 64;
const T0 = 1_750_000_000_000;
const STEP_MS = 250;
/** Table, its log, and room for the measurements. */
const DISK_BYTES_A_POINT = 40;

export interface LargeResult {
  readonly points: number;
  readonly bytesPerPoint: number;
  /** Append rate with all those points ÷ that of an empty store in the same seconds, by shape. */
  readonly appendVsEmpty: Readonly<Record<string, number>>;
  readonly thinned10x100kMs: number;
  readonly history100Ms: number;
}

const SHAPES = [
  { name: 'epoch', shape: { series: 4, pointsEach: 1 }, rounds: 30 },
  { name: 'batch1000', shape: { series: 10, pointsEach: 100 }, rounds: 10 },
  { name: 'batch10000', shape: { series: 10, pointsEach: 1000 }, rounds: 8 },
];
const CALLS_A_ROUND = 10;

/**
 * The store with so many points in it. They are not logged one by one, which would take an hour: SQL writes them as the
 * full segments that the store makes of runs that have ended, from 64 segments of random numbers.
 */
export async function measureLarge(
  db: RootDatabase,
  pointCount: number,
  say: (line: string) => void,
): Promise<LargeResult> {
  await requireDisk(pointCount);
  const seriesCount = Math.ceil(pointCount / (SEGMENT * SEGMENTS_A_SERIES));
  const runs = await makeRuns(db, Math.ceil(seriesCount / SERIES_A_RUN));
  const [writtenMs = Number.NaN] = await timed(1, () => writeSeries(db, runs, seriesCount));
  await db.pool.query('VACUUM ANALYZE');
  const points = seriesCount * SEGMENT * SEGMENTS_A_SERIES;
  say(
    `${points.toLocaleString('en')} points in ${seriesCount} series, written by SQL in ${Math.round(writtenMs / 1000)} s`,
  );
  const size = await bytesPerPoint(db);
  const empty = await openBenchDatabase();
  try {
    const appendVsEmpty: Record<string, number> = {};
    for (const { name, shape, rounds } of SHAPES) {
      const [fullMs, emptyMs] = await measureTurns([db, empty.db], shape, rounds);
      say(`${name}: ${fullMs.toPrecision(3)} ms a call, ${emptyMs.toPrecision(3)} in an empty store`);
      appendVsEmpty[name] = emptyMs / fullMs;
    }
    return { points, bytesPerPoint: size, appendVsEmpty, ...(await measureReads(db, runs)) };
  } finally {
    await empty.close();
  }
}

async function requireDisk(pointCount: number): Promise<void> {
  const { bavail, bsize } = await statfs(tmpdir());
  const wanted = pointCount * DISK_BYTES_A_POINT;
  if (bavail * bsize >= wanted) return;
  throw new Error(`${pointCount} points want ${Math.ceil(wanted / 1e9)} GB free in ${tmpdir()}. Set TMPDIR elsewhere.`);
}

/** Median milliseconds a call in each of two databases, which take turns. The first round only warms up. */
async function measureTurns(
  dbs: readonly [RootDatabase, RootDatabase],
  shape: BatchShape,
  rounds: number,
): Promise<[number, number]> {
  const rng = new Rng(6);
  const times: [number[], number[]] = [[], []];
  const stores = dbs.map((db) => new MetricStore(db));
  const runs = await Promise.all(dbs.map(async (db) => (await makeRuns(db, 1))[0]));
  for (let round = 0; round <= rounds; round++) {
    const batches = Array.from({ length: CALLS_A_ROUND }, (_, i) =>
      makeBatch(rng, shape, (round * CALLS_A_ROUND + i) * shape.pointsEach),
    );
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const [store, run] = [stores[which], runs[which]];
      if (!store || !run) throw new Error('no run was made');
      const taken = await timed(CALLS_A_ROUND, (i) => store.append(run.runId, run.projectId, batches[i] ?? []));
      if (round > 0) times[which].push(...taken);
    }
  }
  for (const store of stores) await store.close();
  return [median(times[0]), median(times[1])];
}

async function writeSeries(db: RootDatabase, runs: readonly BenchRun[], seriesCount: number): Promise<void> {
  await db.pool.query('SELECT setseed(0.5)');
  await db.pool.query(
    `CREATE TABLE segment_template AS
     SELECT id, array_agg(v ORDER BY i) AS v8, array_agg(d ORDER BY i) AS ts_dev, min(v) AS least, max(v) AS greatest
     FROM (SELECT id, i, exp(-i / 1000.0) + 0.1 * random() AS v, (random() * 40)::smallint AS d
           FROM generate_series(1, ${TEMPLATES}) id, generate_series(1, ${SEGMENT}) i) points GROUP BY id`,
  );
  const total = SEGMENT * SEGMENTS_A_SERIES;
  for (let from = 0; from < seriesCount; from += SERIES_A_STATEMENT) {
    const numbers = Array.from({ length: Math.min(SERIES_A_STATEMENT, seriesCount - from) }, (_, i) => from + i);
    await db.pool.query(
      `WITH made AS (
         INSERT INTO metric_series (project_id, run_id, key, split, last_step)
         SELECT $1, run_id, key, 'TRAIN', ${total - 1} FROM unnest($2::uuid[], $3::text[]) AS u (run_id, key)
         RETURNING id, project_id, run_id, key, split),
       summed AS (
         INSERT INTO metric_summary (series_id, project_id, run_id, key, split, count, first_step, first_value, last_step,
           last_value, last_ts, min_value, min_step, max_value, max_step, final_last, final_min, final_max)
         SELECT id, project_id, run_id, key, split, ${total}, 0, 0, ${total - 1}, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM made)
       INSERT INTO metric_segment (series_id, first_step, last_step, n, stride, ts0, ts_stride, min_value, min_step,
         max_value, max_step, first_value, last_value, last_ts, ts_dev, v8)
       SELECT s.id, g * ${SEGMENT}, (g + 1) * ${SEGMENT} - 1, ${SEGMENT}, 1, ${T0} + g::bigint * ${SEGMENT * STEP_MS}, ${STEP_MS},
         t.least, g * ${SEGMENT}, t.greatest, g * ${SEGMENT}, t.v8[1], t.v8[${SEGMENT}],
         ${T0} + (g + 1)::bigint * ${SEGMENT * STEP_MS}, t.ts_dev, t.v8
       FROM made s CROSS JOIN generate_series(0, ${SEGMENTS_A_SERIES - 1}) g
       JOIN segment_template t ON t.id = 1 + (s.id * 31 + g * 7) % ${TEMPLATES}`,
      [
        runs[0]?.projectId,
        numbers.map((number) => runs[Math.floor(number / SERIES_A_RUN)]?.runId),
        numbers.map((number) => `metric_${number % SERIES_A_RUN}`),
      ],
    );
  }
  await db.pool.query('DROP TABLE segment_template');
}

/** Of merged and fresh points alike: some of the runs go on for a hundred epochs first. */
async function measureReads(db: RootDatabase, runs: readonly BenchRun[]) {
  const store = new MetricStore(db);
  const rng = new Rng(9);
  const total = SEGMENT * SEGMENTS_A_SERIES;
  const some = runs.filter((_, i) => i % Math.max(1, Math.floor(runs.length / 10)) === 0).slice(0, 10);
  for (const run of some) {
    for (let epoch = 0; epoch < 100; epoch++) {
      await store.append(run.runId, run.projectId, makeBatch(rng, { series: 1, pointsEach: 1 }, total + epoch));
    }
  }
  await store.close();
  const keys = ['metric_0'];
  const runIds = some.map(({ runId }) => runId);
  const whole = await store.readSeries({ runIds, keys, resolution: 500 });
  if (whole.length !== some.length || whole.some(({ count }) => count !== total + 100)) {
    throw new Error('merged and fresh points together are not what was written');
  }
  return {
    thinned10x100kMs: median(await timed(7, () => store.readSeries({ runIds, keys, resolution: 500 }))),
    history100Ms: median(
      await timed(100, (i) =>
        store.readSeries({ runIds: [runIds[i % runIds.length] ?? ''], keys, fromStep: total, toStep: total + 99 }),
      ),
    ),
  };
}
