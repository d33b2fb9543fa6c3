import { MetricStore, type RootDatabase, settleRunMetrics } from '@voxboard/db';
import { Rng } from '@voxboard/domain';
import { type BenchRun, makeRuns } from './bench-database.js';
import { makeBatch } from './bench-points.js';
import { bytesPerPoint } from './read.js';

const EPOCHS = 100;
const SERIES = 4;
const WRITERS = 8;

export interface StorageResult {
  /** While all runs are under way, after 32 epochs and after all. */
  readonly live32: number;
  readonly live100: number;
  /** With the same runs ended and joined, and as many that came after them, one after the other. */
  readonly merged: number;
}

/**
 * Bytes a point of short runs, which is what a database of trainings is full of: 4 series × 100 epochs, an epoch a call.
 * Everything counts: tables, indexes, out-of-line storage, free space.
 */
export async function measureStorage(db: RootDatabase, runCount: number): Promise<StorageResult> {
  const store = new MetricStore(db);
  const rng = new Rng(8);
  const runs = await makeRuns(db, runCount);
  await db.pool.query(`UPDATE run SET status = 'RUNNING', finished_at = NULL WHERE project_id = $1`, [
    runs[0]?.projectId,
  ]);
  await logEpochs(store, rng, runs, 0, 32);
  const live32 = await bytesPerPoint(db);
  await logEpochs(store, rng, runs, 32, EPOCHS);
  const live100 = await bytesPerPoint(db);
  await end(db, store, runs);
  const later = await makeRuns(db, runCount);
  for (let from = 0; from < later.length; from += WRITERS) {
    const some = later.slice(from, from + WRITERS);
    await logEpochs(store, rng, some, 0, EPOCHS);
    await end(db, store, some);
  }
  await store.close();
  return { live32, live100, merged: await bytesPerPoint(db) };
}

/** Epoch by epoch, all runs side by side. */
async function logEpochs(
  store: MetricStore,
  rng: Rng,
  runs: readonly BenchRun[],
  from: number,
  to: number,
): Promise<void> {
  for (let epoch = from; epoch < to; epoch++) {
    for (let first = 0; first < runs.length; first += WRITERS) {
      await Promise.all(
        runs.slice(first, first + WRITERS).map(({ runId, projectId }) =>
          store.append(runId, projectId, makeBatch(rng, { series: SERIES, pointsEach: 1 }, epoch), {
            epochsDone: epoch + 1,
          }),
        ),
      );
    }
  }
}

async function end(db: RootDatabase, store: MetricStore, runs: readonly BenchRun[]): Promise<void> {
  await db.pool.query(`UPDATE run SET status = 'FINISHED', finished_at = now() WHERE id = ANY ($1::uuid[])`, [
    runs.map(({ runId }) => runId),
  ]);
  for (const { runId } of runs) await settleRunMetrics(db.sql, runId);
  while ((await store.compact(200)) > 0);
  await db.pool.query('VACUUM metric_series, metric_summary, metric_segment');
}
