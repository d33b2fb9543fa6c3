import { performance } from 'node:perf_hooks';
import { MetricStore, type RootDatabase } from '@voxboard/db';
import { Rng } from '@voxboard/domain';
import { makeRuns } from './bench-database.js';
import { type BatchShape, makeBatch } from './bench-points.js';
import { median, timed } from './measure.js';
import { insertRows, nextSeries } from './raw-rows.js';

export interface AppendResult {
  readonly name: string;
  /** Median milliseconds a call. */
  readonly storeMs: number;
  readonly unnestMs: number;
  readonly storePointsPerS: number;
  readonly unnestPointsPerS: number;
  /** Points a second of the store ÷ those of the row-per-point statement. */
  readonly ratio: number;
}

/** One client, batch after batch; store and plain statement take turns within the same seconds. */
export async function measureAppend(
  db: RootDatabase,
  name: string,
  shape: BatchShape,
  rounds: number,
): Promise<AppendResult> {
  const store = new MetricStore(db);
  const rng = new Rng(1);
  const [run] = await makeRuns(db, 1);
  if (!run) throw new Error('no run was made');
  const storeTimes: number[] = [];
  const unnestTimes: number[] = [];
  const firstSeries = await nextSeries(db);
  for (let round = 0; round < rounds; round++) {
    const batches = Array.from({ length: 10 }, (_, i) => makeBatch(rng, shape, (round * 10 + i) * shape.pointsEach));
    const append = async () => {
      storeTimes.push(...(await timed(10, (i) => store.append(run.runId, run.projectId, batches[i] ?? []))));
    };
    const insert = async () => {
      unnestTimes.push(...(await timed(10, (i) => insertRows(db, firstSeries, batches[i] ?? []))));
    };
    // Whoever goes second may find warmer caches.
    for (const turn of round % 2 === 0 ? [append, insert] : [insert, append]) await turn();
  }
  await store.close();
  await expectStored(db, run.runId, rounds * 10 * shape.series * shape.pointsEach);
  const points = shape.series * shape.pointsEach;
  const [storeMs, unnestMs] = [median(storeTimes), median(unnestTimes)];
  return {
    name,
    storeMs,
    unnestMs,
    storePointsPerS: (points / storeMs) * 1000,
    unnestPointsPerS: (points / unnestMs) * 1000,
    ratio: unnestMs / storeMs,
  };
}

/** Several clients at once, each with a run of its own or all in the same series. Points a second together. */
export async function measureClients(
  db: RootDatabase,
  clients: number,
  calls: number,
  shape: BatchShape,
  sameSeries: boolean,
): Promise<number> {
  const store = new MetricStore(db);
  const rng = new Rng(2);
  const runs = await makeRuns(db, sameSeries ? 1 : clients);
  const work = Array.from({ length: clients }, (_, client) =>
    Array.from({ length: calls }, (_, i) =>
      makeBatch(rng, shape, (sameSeries ? i * clients + client : i) * shape.pointsEach),
    ),
  );
  const start = performance.now();
  await Promise.all(
    work.map(async (batches, client) => {
      const run = runs[sameSeries ? 0 : client];
      for (const batch of batches) if (run) await store.append(run.runId, run.projectId, batch);
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await store.close();
  return (clients * calls * shape.series * shape.pointsEach) / seconds;
}

/** Milliseconds a call that logs the newest epoch again, as a client does that retries without a batch key. */
export async function measureRepeatedSteps(db: RootDatabase, calls: number): Promise<number> {
  const store = new MetricStore(db);
  const rng = new Rng(3);
  const [run] = await makeRuns(db, 1);
  if (!run) throw new Error('no run was made');
  const epoch = (step: number) => makeBatch(rng, { series: 4, pointsEach: 1 }, step);
  const repeats: number[] = [];
  for (let step = 0; step < calls; step++) {
    await store.append(run.runId, run.projectId, epoch(step));
    repeats.push(...(await timed(1, () => store.append(run.runId, run.projectId, epoch(step)))));
  }
  await store.close();
  return median(repeats);
}

async function expectStored(db: RootDatabase, runId: string, points: number): Promise<void> {
  const { rows } = await db.pool.query<{ points: number }>(
    `SELECT count(*)::int AS points FROM metric_point p JOIN metric_series s ON s.id = p.series_id WHERE s.run_id = $1`,
    [runId],
  );
  if (rows[0]?.points !== points) throw new Error(`${points} points were sent, ${rows[0]?.points} can be read`);
}
