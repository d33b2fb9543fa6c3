import { type BackendStatement, IllegalRunTransitionError, NotFoundError, type RunStatus } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { Prisma, Run } from '../generated/client.js';
import { reopenRunMetrics } from '../metric-store/index.js';
import { newId } from '../new-id.js';
import { notifyChange } from '../queue/notify-change.js';
import { settleExpiredLeases } from './expired-lease.js';
import { toJsonColumn } from './json.js';
import { type LaunchedRun, readLaunchedRun } from './launched-run.js';
import { databaseTime, enqueueRun, moveRun, type RunMove, runJobKey } from './run-transition.js';

export interface PlannedRun {
  readonly name: string;
  readonly foldIndex: number;
  readonly seed: number;
  readonly splitPlanId: string;
}

export interface RunLaunch {
  readonly projectId: string;
  readonly experimentId: string;
  readonly runs: readonly PlannedRun[];
  /** Flat, for filters and comparisons. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly epochCount: number;
  /** Smaller goes first. */
  readonly priority: number;
}

export interface ExternalRun {
  readonly projectId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly seed: number | null;
  readonly foldIndex: number | null;
}

export interface LeaseState {
  /** False when another worker has the run, or nobody has: the training must stop. */
  readonly held: boolean;
  readonly cancelRequested: boolean;
}

/**
 * The life of runs. Every change of status goes through the domain's table of transitions, in one conditional UPDATE,
 * and is announced in the same transaction. Leases run on the database's clock, which all machines share.
 */
export class RunRepository {
  constructor(private readonly db: Database) {}

  /** Rows, launch requests and jobs of all runs in one transaction. */
  async launch(launch: RunLaunch): Promise<Run[]> {
    const { projectId, experimentId, params, tags, epochCount, priority } = launch;
    return this.db.transaction(async (tx) => {
      const rows = launch.runs.map((run) => ({
        ...run,
        id: newId(),
        projectId,
        experimentId,
        params: toJsonColumn(params),
        tags: [...tags],
        epochCount,
      }));
      const runs = await tx.prisma.run.createManyAndReturn({ data: rows });
      await tx.prisma.launchRequest.createMany({ data: rows.map(({ id }) => ({ id: newId(), runId: id, priority })) });
      for (const { id } of rows) {
        await enqueueRun(tx, id, priority);
        await notifyChange(tx, { kind: 'run-status', projectId, runId: id, status: 'QUEUED' });
      }
      return runs;
    });
  }

  /** A run that an outside script logs: running from the start. */
  async createExternal({ params, tags, ...columns }: ExternalRun, now: Date): Promise<Run> {
    return this.db.transaction(async (tx) => {
      const run = await tx.prisma.run.create({
        data: {
          ...columns,
          id: newId(),
          source: 'EXTERNAL',
          status: 'RUNNING',
          params: toJsonColumn(params),
          tags: [...tags],
          startedAt: now,
          heartbeatAt: now,
        },
      });
      await notifyChange(tx, { kind: 'run-status', projectId: run.projectId, runId: run.id, status: 'RUNNING' });
      return run;
    });
  }

  /** Takes a waiting run for a worker; null when it is not waiting any more. Of any number of callers one gets it. */
  async claim(runId: string, workerId: string, leaseMs: number): Promise<LaunchedRun | null> {
    return this.db.transaction(async (tx) => {
      const run = await moveRun(tx, runId, {
        to: 'RUNNING',
        from: ['QUEUED'],
        data: {
          workerId,
          attempt: { increment: 1 },
          epochsDone: 0,
          errorCode: null,
          errorMessage: null,
          startedAt: await databaseTime(tx),
          finishedAt: null,
        },
      }).catch(nullWhenTaken);
      if (!run) return null;
      await reopenRunMetrics(tx.sql, runId);
      await tx.sql.query(
        `/* claimLaunch */ UPDATE launch_request SET attempts = attempts + 1, claimed_at = now(),
          lease_until = now() + $2 * interval '1 millisecond' WHERE run_id = $1`,
        [runId, leaseMs],
      );
      return readLaunchedRun(tx, run);
    });
  }

  /** What the trainer found out when it began. */
  async start(runId: string, backend: BackendStatement, parameterCount: number, epochCount: number): Promise<void> {
    await this.#touch(runId, { backend: toJsonColumn(backend), parameterCount, epochCount });
  }

  /** Holds the run for so long from now on, and says whether the training should go on. */
  async renewLease(runId: string, workerId: string, leaseMs: number): Promise<LeaseState> {
    const { rows } = await this.db.sql.query<{ cancelRequested: boolean }>(
      `/* renewLease */ WITH held AS (
         UPDATE run SET heartbeat_at = now() WHERE id = $1 AND worker_id = $2 AND status = 'RUNNING'
         RETURNING id, cancel_requested_at IS NOT NULL AS cancel)
       UPDATE launch_request l SET lease_until = now() + $3 * interval '1 millisecond' FROM held
       WHERE l.run_id = held.id RETURNING held.cancel AS "cancelRequested"`,
      [runId, workerId, leaseMs],
    );
    const [row] = rows;
    return { held: row !== undefined, cancelRequested: row?.cancelRequested ?? false };
  }

  /**
   * Ends a run well. With `workerId`, only when that worker still holds it: one that lost its lease must not end what
   * another has begun. The same goes for `fail` and `markCanceled`.
   * @throws NotFoundError, IllegalRunTransitionError, RunNotHeldError
   */
  async finish(runId: string, workerId?: string): Promise<Run> {
    return this.#end(runId, { to: 'FINISHED', heldBy: workerId });
  }

  async fail(runId: string, errorCode: string, errorMessage: string, workerId?: string): Promise<Run> {
    return this.#end(runId, { to: 'FAILED', heldBy: workerId, data: { errorCode, errorMessage } });
  }

  async markCanceled(runId: string, workerId?: string): Promise<Run> {
    return this.#end(runId, { to: 'CANCELED', heldBy: workerId });
  }

  /**
   * A worker that goes down gives its run back: it waits again, and the attempt does not count.
   * @throws NotFoundError, IllegalRunTransitionError, RunNotHeldError
   */
  async release(runId: string, workerId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const data = { workerId: null, startedAt: null, epochsDone: 0 };
      await moveRun(tx, runId, { to: 'QUEUED', from: ['RUNNING'], heldBy: workerId, data });
      const request = await tx.prisma.launchRequest.update({
        where: { runId },
        data: { leaseUntil: null, claimedAt: null, attempts: { decrement: 1 } },
      });
      await enqueueRun(tx, runId, request.priority);
    });
  }

  /**
   * A waiting run is canceled at once, and so is one that a script logs; a training one when its worker hears of it.
   * @throws NotFoundError, IllegalRunTransitionError when it has ended
   */
  async cancel(runId: string): Promise<Run> {
    return this.db.transaction(async (tx) => {
      // The lock keeps a worker from claiming the run between the question and the answer.
      await tx.sql.query('/* lockRun */ SELECT FROM run WHERE id = $1 FOR NO KEY UPDATE', [runId]);
      const [asked] = await tx.prisma.run.updateManyAndReturn({
        where: { id: runId, status: 'RUNNING', source: 'LAUNCHED' },
        data: { cancelRequestedAt: await databaseTime(tx) },
      });
      if (asked) {
        await notifyChange(tx, { kind: 'run-status', projectId: asked.projectId, runId, status: 'RUNNING' });
        return asked;
      }
      const run = await moveRun(tx, runId, { to: 'CANCELED' });
      await tx.sql.query('/* removeRunJob */ SELECT graphile_worker.remove_job($1)', [runJobKey(runId)]);
      return run;
    });
  }

  /**
   * Puts a failed or canceled run back into the queue, with all its attempts.
   * @throws NotFoundError, IllegalRunTransitionError
   */
  async resume(runId: string): Promise<Run> {
    return this.db.transaction(async (tx) => {
      const run = await moveRun(tx, runId, {
        to: 'QUEUED',
        from: ['FAILED', 'CANCELED'],
        source: 'LAUNCHED',
        data: {
          errorCode: null,
          errorMessage: null,
          cancelRequestedAt: null,
          stopReason: null,
          finishedAt: null,
          startedAt: null,
          workerId: null,
          epochsDone: 0,
        },
      });
      const request = await tx.prisma.launchRequest.update({
        where: { runId },
        data: { attempts: 0, leaseUntil: null, claimedAt: null },
      });
      await enqueueRun(tx, runId, request.priority);
      return run;
    });
  }

  /** Smaller goes first. Runs that do not wait are left alone; returns how many were changed. */
  async setPriority(runIds: readonly string[], priority: number): Promise<number> {
    return this.db.transaction(async (tx) => {
      const { rows } = await tx.sql.query<{ id: string; projectId: string }>(
        `/* setPriority */ UPDATE launch_request l SET priority = $2 FROM run r
         WHERE r.id = l.run_id AND r.id = ANY ($1::uuid[]) AND r.status = 'QUEUED'
         RETURNING r.id, r.project_id AS "projectId"`,
        [runIds, priority],
      );
      for (const { id, projectId } of rows) {
        await enqueueRun(tx, id, priority);
        await notifyChange(tx, { kind: 'run-status', projectId, runId: id, status: 'QUEUED' });
      }
      return rows.length;
    });
  }

  /**
   * Runs whose lease has run out, because their worker died: they wait again, or fail when their attempts are used up.
   * @returns how many were found
   */
  async requeueExpired(): Promise<number> {
    return this.db.transaction(settleExpiredLeases);
  }

  /** The end of a run that a script logs. @throws NotFoundError, IllegalRunTransitionError */
  async endExternal(runId: string, status: RunStatus, errorMessage: string | null, now: Date): Promise<Run> {
    const data = { finishedAt: now, errorMessage, errorCode: status === 'FAILED' ? 'REPORTED' : null };
    return this.db.transaction((tx) => moveRun(tx, runId, { to: status, source: 'EXTERNAL', data }));
  }

  /**
   * A run that a script logs goes on after its end: the script resumed it. One that runs stays as it is.
   * @throws NotFoundError, IllegalRunTransitionError for a run of Voxboard's own workers
   */
  async reopenExternal(runId: string, now: Date): Promise<Run> {
    return this.db.transaction(async (tx) => {
      const [run] = await tx.prisma.run.updateManyAndReturn({
        where: { id: runId, source: 'EXTERNAL', deletedAt: null },
        data: { status: 'RUNNING', finishedAt: null, errorCode: null, errorMessage: null, heartbeatAt: now },
      });
      if (!run) {
        const present = await tx.prisma.run.findUnique({ where: { id: runId } });
        if (!present || present.deletedAt) throw new NotFoundError('Run', runId);
        throw new IllegalRunTransitionError(runId, present.status, 'RUNNING');
      }
      await reopenRunMetrics(tx.sql, runId);
      await notifyChange(tx, { kind: 'run-status', projectId: run.projectId, runId, status: 'RUNNING' });
      return run;
    });
  }

  /** A sign of life of a script's run. False when it does not run. */
  async heartbeat(runId: string, now: Date): Promise<boolean> {
    const { count } = await this.db.prisma.run.updateMany({
      where: { id: runId, status: 'RUNNING' },
      data: { heartbeatAt: now },
    });
    return count > 0;
  }

  async #end(runId: string, move: RunMove): Promise<Run> {
    return this.db.transaction(async (tx) => {
      const run = await moveRun(tx, runId, move);
      await tx.prisma.launchRequest.updateMany({ where: { runId }, data: { leaseUntil: null } });
      return run;
    });
  }

  async #touch(runId: string, data: Prisma.RunUncheckedUpdateManyInput): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [run] = await tx.prisma.run.updateManyAndReturn({ where: { id: runId }, data });
      if (!run) throw new NotFoundError('Run', runId);
      await notifyChange(tx, { kind: 'run-status', projectId: run.projectId, runId, status: run.status });
    });
  }
}

/** What a claim makes of a run that somebody else has, or that is gone. */
function nullWhenTaken(error: unknown): null {
  if (error instanceof IllegalRunTransitionError || error instanceof NotFoundError) return null;
  throw error;
}
