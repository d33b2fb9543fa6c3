import { NotFoundError } from '@voxboard/domain';
import type { Database } from '../database.js';
import { RunRepository } from '../repositories/run.repository.js';
import { databaseTime } from '../repositories/run-transition.js';
import { announceRuns } from './announce-runs.js';
import { ExperimentDeletedError, NotDeletedError, StillUsedError } from './trash.errors.js';

/** When something was deleted, and from when on it is removed for good. */
export interface Trashed {
  readonly deletedAt: Date;
  readonly purgeAfter: Date;
}

const DAY_MS = 86_400_000;

/**
 * Hides what a person deletes, at once, and brings it back. Nothing is removed here: that is `purgeDue`'s, once the
 * grace period is over. Repeating a call changes nothing.
 */
export class TrashRepository {
  /** @param defaultDays days until something is removed, where the project does not say */
  constructor(
    private readonly db: Database,
    private readonly defaultDays: number,
  ) {}

  /** The experiment and all its runs; those still waiting or training are canceled. @throws NotFoundError */
  async deleteExperiment(id: string): Promise<Trashed> {
    return this.db.transaction(async (tx) => {
      const experiment = await tx.prisma.experiment.findUnique({ where: { id } });
      if (!experiment) throw new NotFoundError('Experiment', id);
      const { deletedAt, purgeAfter } = experiment;
      if (deletedAt && purgeAfter) return { deletedAt, purgeAfter };
      await cancelActive(tx, { experimentId: id });
      const trashed = await this.#times(tx, experiment.projectId);
      // The same time on both: runs deleted on their own before stay deleted when the experiment comes back.
      await tx.prisma.run.updateMany({ where: { experimentId: id, deletedAt: null }, data: trashed });
      await tx.prisma.experiment.update({ where: { id }, data: trashed });
      await announceRuns(tx, id);
      return trashed;
    });
  }

  /** @throws NotFoundError, NotDeletedError */
  async restoreExperiment(id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.sql.query('/* lockExperiment */ SELECT FROM experiment WHERE id = $1 FOR NO KEY UPDATE', [id]);
      const experiment = await tx.prisma.experiment.findUnique({ where: { id } });
      if (!experiment) throw new NotFoundError('Experiment', id);
      if (!experiment.deletedAt) throw new NotDeletedError('Experiment', id);
      const back = { deletedAt: null, purgeAfter: null };
      await tx.prisma.run.updateMany({ where: { experimentId: id, deletedAt: experiment.deletedAt }, data: back });
      await tx.prisma.experiment.update({ where: { id }, data: back });
      await announceRuns(tx, id);
    });
  }

  /** @throws NotFoundError */
  async deleteRun(id: string): Promise<Trashed> {
    return this.db.transaction(async (tx) => {
      const run = await tx.prisma.run.findUnique({ where: { id } });
      if (!run) throw new NotFoundError('Run', id);
      const { deletedAt, purgeAfter } = run;
      if (deletedAt && purgeAfter) return { deletedAt, purgeAfter };
      await cancelActive(tx, { id });
      const trashed = await this.#times(tx, run.projectId);
      await tx.prisma.run.update({ where: { id }, data: trashed });
      await announceRuns(tx, run.experimentId);
      return trashed;
    });
  }

  /** @throws NotFoundError, NotDeletedError, ExperimentDeletedError */
  async restoreRun(id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.sql.query('/* lockRun */ SELECT FROM run WHERE id = $1 FOR NO KEY UPDATE', [id]);
      const run = await tx.prisma.run.findUnique({ where: { id }, include: { experiment: true } });
      if (!run) throw new NotFoundError('Run', id);
      if (!run.deletedAt) throw new NotDeletedError('Run', id);
      if (run.experiment.deletedAt) throw new ExperimentDeletedError(run.experimentId);
      await tx.prisma.run.update({ where: { id }, data: { deletedAt: null, purgeAfter: null } });
      await announceRuns(tx, run.experimentId);
    });
  }

  /** @throws NotFoundError · StillUsedError while an experiment learns from it */
  async deleteFeatureSet(id: string): Promise<Trashed> {
    return this.db.transaction(async (tx) => {
      const set = await tx.prisma.featureSet.findUnique({
        where: { id },
        include: { datasetVersion: { include: { dataset: true } } },
      });
      if (!set) throw new NotFoundError('Feature set', id);
      if (set.deletedAt && set.purgeAfter) return { deletedAt: set.deletedAt, purgeAfter: set.purgeAfter };
      const users = await tx.prisma.experiment.findMany({
        where: { featureSetId: id, deletedAt: null },
        select: { name: true },
        orderBy: { createdAt: 'asc' },
      });
      if (users.length > 0)
        throw new StillUsedError(
          'Feature set',
          set.name,
          users.map(({ name }) => name),
        );
      const trashed = await this.#times(tx, set.datasetVersion.dataset.projectId);
      await tx.prisma.featureSet.update({ where: { id }, data: trashed });
      return trashed;
    });
  }

  /** With its versions and their feature sets. @throws NotFoundError · StillUsedError while an experiment learns from it */
  async deleteDataset(id: string): Promise<Trashed> {
    return this.db.transaction(async (tx) => {
      const dataset = await tx.prisma.dataset.findUnique({ where: { id } });
      if (!dataset) throw new NotFoundError('Dataset', id);
      if (dataset.deletedAt && dataset.purgeAfter) {
        return { deletedAt: dataset.deletedAt, purgeAfter: dataset.purgeAfter };
      }
      const users = await tx.prisma.experiment.findMany({
        where: { deletedAt: null, featureSet: { datasetVersion: { datasetId: id } } },
        select: { name: true },
        orderBy: { createdAt: 'asc' },
      });
      if (users.length > 0)
        throw new StillUsedError(
          'Dataset',
          dataset.name,
          users.map(({ name }) => name),
        );
      const trashed = await this.#times(tx, dataset.projectId);
      await tx.prisma.dataset.update({ where: { id }, data: trashed });
      return trashed;
    });
  }

  /** A feature set or a dataset. @throws NotFoundError, NotDeletedError */
  async restore(kind: 'Feature set' | 'Dataset', id: string): Promise<void> {
    const back = { deletedAt: null, purgeAfter: null };
    const where = { id, deletedAt: { not: null } };
    const { prisma } = this.db;
    const { count } =
      kind === 'Dataset'
        ? await prisma.dataset.updateMany({ where, data: back })
        : await prisma.featureSet.updateMany({ where, data: back });
    if (count > 0) return;
    const found =
      kind === 'Dataset'
        ? await prisma.dataset.findUnique({ where: { id } })
        : await prisma.featureSet.findUnique({ where: { id } });
    throw found ? new NotDeletedError(kind, id) : new NotFoundError(kind, id);
  }

  async #times(tx: Database, projectId: string): Promise<Trashed> {
    const project = await tx.prisma.project.findUniqueOrThrow({ where: { id: projectId } });
    const deletedAt = await databaseTime(tx);
    const days = project.retentionDays ?? this.defaultDays;
    return { deletedAt, purgeAfter: new Date(deletedAt.getTime() + days * DAY_MS) };
  }
}

async function cancelActive(tx: Database, which: { readonly experimentId?: string; readonly id?: string }) {
  const active = await tx.prisma.run.findMany({
    where: { ...which, status: { in: ['QUEUED', 'RUNNING'] } },
    select: { id: true },
  });
  const runs = new RunRepository(tx);
  for (const { id } of active) await runs.cancel(id);
}
