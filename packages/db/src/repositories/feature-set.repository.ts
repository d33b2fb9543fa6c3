import { InvalidInputError, NotFoundError, type Recipe } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { FeatureSet, JobStatus, Prisma } from '../generated/client.js';
import { newId } from '../new-id.js';
import { enqueue } from '../queue/enqueue.js';
import { notifyChange } from '../queue/notify-change.js';

export interface FeatureFailure {
  readonly position: number;
  readonly path: string;
  readonly reason: string;
}

export interface ComputedFeatures {
  readonly matrixSha256: string;
  readonly indexSha256: string;
  readonly rowShape: readonly number[];
  readonly columnNames: readonly string[];
  readonly failures: readonly FeatureFailure[];
}

export interface FeatureProgress {
  readonly clipsDone: number;
  /** Of those done, how many were in the cache already. */
  readonly clipsCached: number;
  /** Clips a second, lately; null until it is known. */
  readonly clipsPerSec: number | null;
}

/** Feature sets: one a (dataset version, recipe), so that computing again is a cache hit. */
export class FeatureSetRepository {
  constructor(private readonly db: Database) {}

  /**
   * The feature set of that version and recipe; when there is none, or the last attempt failed or was canceled, its row and its job in
   * one transaction.
   * @throws NotFoundError when the version does not exist
   */
  async ensure(
    versionId: string,
    recipe: Recipe,
    recipeHash: string,
  ): Promise<{ featureSet: FeatureSet; wasCached: boolean }> {
    return this.db.transaction(async (tx) => {
      const version = await tx.prisma.datasetVersion.findUnique({ where: { id: versionId } });
      if (!version) throw new NotFoundError('Dataset version', versionId);
      const { count } = await tx.prisma.featureSet.createMany({
        data: {
          id: newId(),
          datasetVersionId: versionId,
          name: recipe.name,
          recipe,
          recipeHash,
          clipsTotal: version.clipCount,
          rowsPerClip: recipe.rows.length,
          rowShape: [],
          columnNames: [],
        },
        skipDuplicates: true,
      });
      const where = { datasetVersionId_recipeHash: { datasetVersionId: versionId, recipeHash } };
      const found = await tx.prisma.featureSet.findUniqueOrThrow({ where });
      // Asking for it again takes it out of the trash.
      if (found.deletedAt !== null) {
        await tx.prisma.featureSet.update({ where, data: { deletedAt: null, purgeAfter: null } });
      }
      const featureSet = count === 1 ? found : await restart(tx, found.id);
      if (!featureSet) return { featureSet: found, wasCached: true };
      await enqueue(
        tx,
        'feature-set.compute',
        { featureSetId: featureSet.id },
        { jobKey: `feature-set.compute:${featureSet.id}` },
      );
      return { featureSet, wasCached: false };
    });
  }

  /** @throws NotFoundError */
  async get(featureSetId: string): Promise<FeatureSet> {
    const featureSet = await this.db.prisma.featureSet.findUnique({ where: { id: featureSetId } });
    if (!featureSet) throw new NotFoundError('Feature set', featureSetId);
    return featureSet;
  }

  /** Marks it as running and returns it; null when it is ready already. */
  async start(featureSetId: string, now: Date): Promise<FeatureSet | null> {
    return this.#update(featureSetId, {
      status: 'RUNNING',
      startedAt: now,
      heartbeatAt: now,
      attempt: { increment: 1 },
      error: null,
      clipsDone: 0,
      clipsCached: 0,
      clipsPerSec: null,
    });
  }

  /** False when the computation is not wanted any more: it was canceled, or canceled and asked for anew since. */
  async reportProgress(featureSetId: string, progress: FeatureProgress): Promise<boolean> {
    return (await this.#update(featureSetId, { ...progress }, ['RUNNING'])) !== null;
  }

  /**
   * Ends a computation that waits or runs; its worker stops at its next report, and what it computed stays in the cache.
   * Canceling twice is no error.
   * @throws NotFoundError · InvalidInputError when it has ended
   */
  async cancel(featureSetId: string, now: Date): Promise<FeatureSet> {
    const canceled = await this.#update(featureSetId, { status: 'CANCELED', finishedAt: now, clipsPerSec: null });
    const featureSet = canceled ?? (await this.get(featureSetId));
    if (featureSet.status === 'CANCELED') return featureSet;
    throw new InvalidInputError(
      `Feature set "${featureSet.name}" is ${featureSet.status}: only what waits or runs can be canceled.`,
      { path: ['id'] },
    );
  }

  async finish(featureSetId: string, computed: ComputedFeatures, now: Date): Promise<void> {
    await this.#update(featureSetId, {
      status: 'READY',
      matrixSha256: computed.matrixSha256,
      indexSha256: computed.indexSha256,
      clipsPerSec: null,
      rowShape: [...computed.rowShape],
      columnNames: [...computed.columnNames],
      failures: computed.failures.map((failure) => ({ ...failure })),
      finishedAt: now,
    });
  }

  async fail(featureSetId: string, error: string, failures: readonly FeatureFailure[], now: Date): Promise<void> {
    await this.#update(featureSetId, {
      status: 'FAILED',
      error,
      clipsPerSec: null,
      failures: failures.map((failure) => ({ ...failure })),
      finishedAt: now,
    });
  }

  async #update(
    featureSetId: string,
    data: Prisma.FeatureSetUpdateManyMutationInput,
    statuses: JobStatus[] = ['QUEUED', 'RUNNING'],
  ): Promise<FeatureSet | null> {
    return this.db.transaction(async (tx) => {
      const [row] = await tx.prisma.featureSet.updateManyAndReturn({
        where: { id: featureSetId, status: { in: statuses } },
        data,
      });
      if (!row) return null;
      const version = await tx.prisma.datasetVersion.findUniqueOrThrow({
        where: { id: row.datasetVersionId },
        select: { dataset: { select: { projectId: true } } },
      });
      await notifyChange(tx, { kind: 'feature-set', projectId: version.dataset.projectId, featureSetId });
      return row;
    });
  }
}

/** Back from FAILED or CANCELED, with all its attempts; null when it was neither. Of several callers one gets it. */
async function restart(tx: Database, id: string): Promise<FeatureSet | null> {
  const [restarted] = await tx.prisma.featureSet.updateManyAndReturn({
    where: { id, status: { in: ['FAILED', 'CANCELED'] } },
    data: {
      status: 'QUEUED',
      error: null,
      clipsDone: 0,
      clipsCached: 0,
      attempt: 0,
      startedAt: null,
      finishedAt: null,
      failures: [],
    },
  });
  return restarted ?? null;
}
