import type { Database } from '../database.js';
import { enqueueRun, moveRun } from './run-transition.js';

interface ExpiredRow {
  readonly id: string;
  readonly priority: number;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly cancelRequested: boolean;
  readonly epochsDone: number;
}

/** Settles the runs whose lease has run out; returns how many. Several processes may do it at once. */
export async function settleExpiredLeases(tx: Database): Promise<number> {
  const { rows } = await tx.sql.query<ExpiredRow>(
    `/* expiredLeases */ SELECT r.id, l.priority, l.attempts, l.max_attempts AS "maxAttempts",
       r.cancel_requested_at IS NOT NULL AS "cancelRequested", r.epochs_done AS "epochsDone"
     FROM launch_request l JOIN run r ON r.id = l.run_id
     WHERE l.lease_until < now() AND r.status = 'RUNNING' FOR UPDATE OF r, l SKIP LOCKED`,
  );
  for (const row of rows) await settle(tx, row);
  return rows.length;
}

async function settle(tx: Database, row: ExpiredRow): Promise<void> {
  const from = ['RUNNING'] as const;
  if (row.cancelRequested) {
    await moveRun(tx, row.id, { to: 'CANCELED', from });
  } else if (row.attempts < row.maxAttempts) {
    const data = { workerId: null, epochsDone: 0, startedAt: null };
    await moveRun(tx, row.id, { to: 'QUEUED', from, data });
    await enqueueRun(tx, row.id, row.priority);
  } else {
    await moveRun(tx, row.id, {
      to: 'FAILED',
      from,
      data: {
        errorCode: 'WORKER_LOST',
        errorMessage: `The worker disappeared ${row.attempts} times, the last time after ${row.epochsDone} epochs. Look at its log and at the machine's memory, then resume the run.`,
      },
    });
  }
  await tx.prisma.launchRequest.update({ where: { runId: row.id }, data: { leaseUntil: null } });
}
