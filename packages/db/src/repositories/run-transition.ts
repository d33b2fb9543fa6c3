import { IllegalRunTransitionError, NotFoundError, type RunStatus, statusesBefore } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { Prisma, Run } from '../generated/client.js';
import { enqueue } from '../queue/enqueue.js';
import { notifyChange } from '../queue/notify-change.js';

/**
 * Moves a run to a status, in one conditional UPDATE, and announces it.
 * @param where further conditions, for example the worker that must hold the run
 * @throws NotFoundError · IllegalRunTransitionError when its present status does not lead there
 */
export async function moveRun(
  tx: Database,
  runId: string,
  to: RunStatus,
  data: Prisma.RunUncheckedUpdateManyInput,
  where: Prisma.RunWhereInput = {},
): Promise<Run> {
  const [run] = await tx.prisma.run.updateManyAndReturn({
    where: { ...where, id: runId, status: { in: statusesBefore(to) } },
    data: { ...data, status: to },
  });
  if (!run) {
    const present = await tx.prisma.run.findUnique({ where: { id: runId } });
    if (!present) throw new NotFoundError('Run', runId);
    throw new IllegalRunTransitionError(runId, present.status, to);
  }
  await notifyChange(tx, { kind: 'run-status', projectId: run.projectId, runId, status: to });
  return run;
}

/** The key that makes a run's job unique: a new one replaces one that waits, and one that a lost worker still holds. */
export function runJobKey(runId: string): string {
  return `run.train:${runId}`;
}

export async function enqueueRun(tx: Database, runId: string, priority: number): Promise<void> {
  await enqueue(tx, 'run.train', { runId }, { jobKey: runJobKey(runId), priority });
}
