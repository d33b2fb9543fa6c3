import {
  AlreadyExistsError,
  IllegalSweepTransitionError,
  isSweepEnded,
  NotFoundError,
  SWEEP_TRANSITIONS,
  type SweepDefinition,
  type SweepStatus,
  TRIAL_TRANSITIONS,
  type TrialStatus,
} from '@voxboard/domain';
import type { Database } from '../database.js';
import { Prisma, type Sweep } from '../generated/client.js';
import { newId } from '../new-id.js';
import { notifyChange } from '../queue/notify-change.js';
import { toJsonColumn } from './json.js';
import { RunRepository } from './run.repository.js';
import { databaseTime } from './run-transition.js';

export interface NewSweep {
  readonly projectId: string;
  readonly name: string;
  readonly definition: SweepDefinition;
}

/** How a trial ended. */
export interface TrialEnd {
  readonly status: Exclude<TrialStatus, 'PLANNED' | 'RUNNING'>;
  readonly objective: number | null;
  readonly reason: string | null;
  readonly trainSeconds: number | null;
}

/** Sweeps and their trials. Every change is announced in its transaction. */
export class SweepRepository {
  constructor(private readonly db: Database) {}

  /** @throws AlreadyExistsError */
  async create({ projectId, name, definition }: NewSweep): Promise<Sweep> {
    try {
      return await this.db.transaction(async (tx) => {
        const data = { id: newId(), projectId, name, definition: toJsonColumn(definition) };
        const sweep = await tx.prisma.sweep.create({ data });
        await announce(tx, sweep);
        return sweep;
      });
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
        throw new AlreadyExistsError('Sweep', name);
      }
      throw error;
    }
  }

  /** Only one at a time decides about a sweep; the lock goes with the transaction. */
  async lock(sweepId: string): Promise<void> {
    await this.db.sql.query('/* lockSweep */ SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `sweep ${sweepId}`,
    ]);
  }

  /** @throws NotFoundError, IllegalSweepTransitionError */
  async move(sweepId: string, to: SweepStatus, endReason: string | null = null): Promise<Sweep> {
    return this.db.transaction(async (tx) => {
      const now = await databaseTime(tx);
      const present = await tx.prisma.sweep.findUnique({ where: { id: sweepId } });
      if (!present) throw new NotFoundError('Sweep', sweepId);
      const pausedSeconds =
        present.pausedSeconds + (present.pausedAt ? (now.getTime() - present.pausedAt.getTime()) / 1000 : 0);
      const [sweep] = await tx.prisma.sweep.updateManyAndReturn({
        where: { id: sweepId, status: { in: statusesBefore(SWEEP_TRANSITIONS, to) } },
        data: {
          status: to,
          endReason,
          pausedSeconds,
          pausedAt: to === 'PAUSED' ? now : null,
          finishedAt: isSweepEnded(to) ? now : null,
        },
      });
      if (!sweep) throw new IllegalSweepTransitionError(sweepId, present.status, to);
      await announce(tx, sweep);
      return sweep;
    });
  }

  /** A trial of that number; nothing when there is one already. */
  async plan(sweepId: string, number: number, values: Readonly<Record<string, unknown>>): Promise<void> {
    const data = { id: newId(), sweepId, number, values: toJsonColumn(values) };
    await this.db.prisma.sweepTrial.createMany({ data, skipDuplicates: true });
    await this.#announce(sweepId);
  }

  /** False when it was not planned any more: canceled meanwhile, or launched by another process. */
  async launched(trialId: string, experimentId: string): Promise<boolean> {
    return this.#change(trialId, statusesBefore(TRIAL_TRANSITIONS, 'RUNNING'), { status: 'RUNNING', experimentId });
  }

  /** False when it had ended already, or cannot end so. */
  async end(trialId: string, { status, ...columns }: TrialEnd): Promise<boolean> {
    const finishedAt = await databaseTime(this.db);
    return this.#change(trialId, statusesBefore(TRIAL_TRANSITIONS, status), { status, finishedAt, ...columns });
  }

  /** Its runs are canceled and say why; it ends when they have. */
  async stop(trialId: string, runIds: readonly string[], reason: string, savedSeconds: number | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.prisma.run.updateMany({ where: { id: { in: [...runIds] } }, data: { stopReason: reason } });
      const runs = new RunRepository(tx);
      const active = await tx.prisma.run.findMany({
        where: { id: { in: [...runIds] }, status: { in: ['QUEUED', 'RUNNING'] } },
        select: { id: true },
        orderBy: { id: 'asc' },
      });
      for (const { id } of active) await runs.cancel(id);
      await new SweepRepository(tx).#change(trialId, ['RUNNING'], { reason, savedSeconds });
    });
  }

  /** It was to be stopped and is let go on. */
  async spare(trialId: string, sparedReason: string): Promise<void> {
    await this.#change(trialId, ['RUNNING'], { sparedReason });
  }

  async #change(
    trialId: string,
    from: readonly TrialStatus[],
    data: Prisma.SweepTrialUncheckedUpdateManyInput,
  ): Promise<boolean> {
    const [trial] = await this.db.prisma.sweepTrial.updateManyAndReturn({
      where: { id: trialId, status: { in: [...from] } },
      data,
    });
    if (trial) await this.#announce(trial.sweepId);
    return trial !== undefined;
  }

  async #announce(sweepId: string): Promise<void> {
    await announce(this.db, await this.db.prisma.sweep.findUniqueOrThrow({ where: { id: sweepId } }));
  }
}

async function announce(tx: Database, { id, projectId }: Pick<Sweep, 'id' | 'projectId'>): Promise<void> {
  await notifyChange(tx, { kind: 'sweep', projectId, sweepId: id });
}

function statusesBefore<Status extends SweepStatus | TrialStatus>(
  transitions: Readonly<Record<Status, readonly Status[]>>,
  to: Status,
): Status[] {
  const statuses = Object.keys(transitions) as Status[];
  return statuses.filter((from) => transitions[from].includes(to));
}
