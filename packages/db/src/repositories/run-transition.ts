import { IllegalRunTransitionError, isTerminal, NotFoundError, type RunStatus, statusesBefore } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { Prisma, Run } from '../generated/client.js';
import { settleRunMetrics } from '../metric-store/index.js';
import { enqueue } from '../queue/enqueue.js';
import { notifyChange } from '../queue/notify-change.js';
import { RunNotHeldError } from './run.errors.js';

export interface RunMove {
  readonly to: RunStatus;
  /** Statuses it may come from, when fewer than the domain's table allows. */
  readonly from?: readonly RunStatus[];
  /** The worker that must hold the run. */
  readonly heldBy?: string | undefined;
  readonly source?: 'LAUNCHED' | 'EXTERNAL';
  /** Further columns; a run that ends gets its time without being told. */
  readonly data?: Prisma.RunUncheckedUpdateManyInput;
}

/**
 * Moves a run to a status, in one conditional UPDATE, and announces it.
 * @throws NotFoundError · IllegalRunTransitionError when its present status does not lead there · RunNotHeldError
 */
export async function moveRun(tx: Database, runId: string, move: RunMove): Promise<Run> {
  const { to, heldBy, source } = move;
  const from = statusesBefore(to).filter((status) => move.from?.includes(status) ?? true);
  const ended = isTerminal(to) ? { finishedAt: await databaseTime(tx) } : {};
  const [run] = await tx.prisma.run.updateManyAndReturn({
    where: {
      id: runId,
      status: { in: from },
      // A waiting run is held by nobody.
      ...(heldBy && { OR: [{ workerId: heldBy }, { status: 'QUEUED' }] }),
      ...(source && { source }),
    },
    data: { ...ended, ...move.data, status: to },
  });
  if (!run) return refuse(tx, runId, move);
  if (isTerminal(to)) await settleRunMetrics(tx.sql, runId);
  await notifyChange(tx, { kind: 'run-status', projectId: run.projectId, runId, status: to });
  return run;
}

async function refuse(tx: Database, runId: string, { to, heldBy }: RunMove): Promise<never> {
  const present = await tx.prisma.run.findUnique({ where: { id: runId } });
  if (!present) throw new NotFoundError('Run', runId);
  if (heldBy && present.status === 'RUNNING' && present.workerId !== heldBy) throw new RunNotHeldError(runId, heldBy);
  throw new IllegalRunTransitionError(runId, present.status, to);
}

/** The time of the transaction on the database's clock, which all machines share. */
export async function databaseTime(tx: Database): Promise<Date> {
  const { rows } = await tx.sql.query<{ now: Date }>('/* databaseTime */ SELECT now() AS now');
  const [row] = rows;
  if (!row) throw new Error('SELECT now() gave no row');
  return row.now;
}

/** The key that makes a run's job unique: a new one replaces one that waits, and one that a lost worker still holds. */
export function runJobKey(runId: string): string {
  return `run.train:${runId}`;
}

export async function enqueueRun(tx: Database, runId: string, priority: number): Promise<void> {
  await enqueue(tx, 'run.train', { runId }, { jobKey: runJobKey(runId), priority });
}
