import type { Database } from '../database.js';
import { enqueue } from '../queue/enqueue.js';
import { notifyChange } from '../queue/notify-change.js';
import { databaseTime } from './run-transition.js';

const MAX_ATTEMPTS = 3;

/** Imports, feature sets and predictions whose worker died: no sign of life for longer than a lease. */
export class LostWorkRepository {
  constructor(private readonly db: Database) {}

  /** A sign of life of the job that works on the import, feature set or prediction of that id. */
  async heartbeat(id: string): Promise<void> {
    await this.db.sql.query(
      `/* workHeartbeat */ WITH i AS (UPDATE dataset_import SET heartbeat_at = now() WHERE id = $1 AND status = 'RUNNING'),
         p AS (UPDATE clip_prediction SET heartbeat_at = now() WHERE id = $1 AND status = 'RUNNING')
       UPDATE feature_set SET heartbeat_at = now() WHERE id = $1 AND status = 'RUNNING'`,
      [id],
    );
  }

  /** Puts lost work back into the queue, or fails it when it was lost three times. Returns how many were found. */
  async requeueLost(leaseMs: number): Promise<number> {
    return this.db.transaction(async (tx) => {
      const now = await databaseTime(tx);
      const imports = await lostRows(tx, 'dataset_import', leaseMs);
      for (const { id, attempt } of imports) {
        const row = await tx.prisma.datasetImport.update({ where: { id }, data: outcome(attempt, now) });
        if (row.status === 'QUEUED')
          await enqueue(tx, 'dataset.import', { importId: id }, { jobKey: `dataset.import:${id}` });
        await notifyChange(tx, { kind: 'dataset-import', projectId: row.projectId, importId: id });
      }
      const featureSets = await lostRows(tx, 'feature_set', leaseMs);
      for (const { id, attempt } of featureSets) {
        const row = await tx.prisma.featureSet.update({
          where: { id },
          data: outcome(attempt, now),
          include: { datasetVersion: { select: { dataset: { select: { projectId: true } } } } },
        });
        if (row.status === 'QUEUED') {
          await enqueue(tx, 'feature-set.compute', { featureSetId: id }, { jobKey: `feature-set.compute:${id}` });
        }
        const { projectId } = row.datasetVersion.dataset;
        await notifyChange(tx, { kind: 'feature-set', projectId, featureSetId: id });
      }
      const predictions = await lostRows(tx, 'clip_prediction', leaseMs);
      for (const { id, attempt } of predictions) {
        const row = await tx.prisma.clipPrediction.update({ where: { id }, data: outcome(attempt, now) });
        if (row.status === 'QUEUED') {
          await enqueue(tx, 'clip.predict', { predictionId: id }, { jobKey: `clip.predict:${id}` });
        }
        await notifyChange(tx, { kind: 'clip-prediction', projectId: row.projectId, predictionId: id });
      }
      return imports.length + featureSets.length + predictions.length;
    });
  }
}

async function lostRows(tx: Database, table: 'dataset_import' | 'feature_set' | 'clip_prediction', leaseMs: number) {
  const { rows } = await tx.sql.query<{ id: string; attempt: number }>(
    `/* lostWork */ SELECT id, attempt FROM ${table} WHERE status = 'RUNNING'
       AND coalesce(heartbeat_at, started_at) < now() - $1 * interval '1 millisecond' FOR UPDATE SKIP LOCKED`,
    [leaseMs],
  );
  return rows;
}

function outcome(attempt: number, now: Date) {
  if (attempt < MAX_ATTEMPTS) return { status: 'QUEUED' as const, heartbeatAt: null };
  return {
    status: 'FAILED' as const,
    finishedAt: now,
    error: `The worker disappeared ${attempt} times while working on this. Check its log and memory, then start it again.`,
  };
}
