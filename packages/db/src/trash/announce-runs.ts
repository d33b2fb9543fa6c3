import type { Database } from '../database.js';
import { notifyChange } from '../queue/notify-change.js';

/** Of an experiment that was hidden or brought back, one run is announced: whoever shows runs of the project looks again. */
export async function announceRuns(tx: Database, experimentId: string): Promise<void> {
  const run = await tx.prisma.run.findFirst({ where: { experimentId }, orderBy: { id: 'asc' } });
  if (!run) return;
  await notifyChange(tx, { kind: 'run-status', projectId: run.projectId, runId: run.id, status: run.status });
}
