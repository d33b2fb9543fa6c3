import {
  AlreadyExistsError,
  InvalidInputError,
  NotFoundError,
  type Recipe,
  type Task,
  type TrainingFacts,
} from '@voxboard/domain';
import type { Database } from '../database.js';
import { Prisma } from '../generated/client.js';
import { newId } from '../new-id.js';
import { hashOf } from './hash.js';
import { toJsonColumn } from './json.js';

export interface ModelIdentity {
  readonly projectId: string;
  readonly name: string;
  readonly task: Task;
  readonly labels: readonly string[];
  readonly recipe: Recipe;
}

export interface NewModelVersion {
  readonly runId: string;
  readonly notes: string;
  readonly protocolName: string | null;
  readonly auditStatus: string;
  readonly certificateHash: string | null;
  readonly uar: number | null;
  readonly uarLower: number | null;
  readonly uarUpper: number | null;
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  readonly testClipCount: number | null;
  readonly testSpeakerCount: number | null;
  readonly parameterCount: number | null;
  readonly facts: TrainingFacts;
  readonly objections: readonly string[];
  readonly overrideReason: string | null;
  readonly files: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly sizeBytes: number;
    readonly mediaType: string;
  }[];
}

/** Models that people use by name. Everything that changes one takes its row's lock, so that numbers and aliases agree. */
export class ModelRegistryRepository {
  constructor(private readonly db: Database) {}

  /**
   * The model of that name, made where there is none.
   * @throws InvalidInputError when it predicts other classes, of other features
   */
  async ensureModel(wanted: ModelIdentity, description: string): Promise<string> {
    const { projectId, name, task, labels, recipe } = wanted;
    const recipeHash = hashOf(recipe);
    return this.db.transaction(async (tx) => {
      await tx.prisma.registeredModel.createMany({
        data: {
          id: newId(),
          projectId,
          name,
          description,
          task,
          labels: [...labels],
          recipe: toJsonColumn(recipe),
          recipeHash,
        },
        skipDuplicates: true,
      });
      const model = await tx.prisma.registeredModel.findUniqueOrThrow({
        where: { projectId_name: { projectId, name } },
      });
      const differs =
        model.task !== task
          ? `it is of the task ${model.task}, the run of ${task}`
          : model.labels.join('\n') !== labels.join('\n')
            ? `its classes are ${model.labels.join(', ')}; the run's are ${labels.join(', ')}`
            : model.recipeHash !== recipeHash
              ? 'it reads features of another recipe'
              : null;
      if (differs === null) return model.id;
      throw new InvalidInputError(
        `Model "${name}" is another kind of model: ${differs}. Programs that use it by name would break. Choose another name.`,
        { path: ['modelName'] },
      );
    });
  }

  /** Adds a version with the next number and returns its id. */
  async addVersion(modelId: string, { files, facts, ...version }: NewModelVersion): Promise<string> {
    return this.db.transaction(async (tx) => {
      await lockModel(tx, modelId);
      const { _max } = await tx.prisma.modelVersion.aggregate({ where: { modelId }, _max: { number: true } });
      const { id } = await tx.prisma.modelVersion.create({
        data: {
          id: newId(),
          modelId,
          number: (_max.number ?? 0) + 1,
          ...version,
          objections: [...version.objections],
          facts: toJsonColumn(facts),
          files: { createMany: { data: files.map((file) => ({ ...file })) } },
        },
      });
      return id;
    });
  }

  /**
   * Points an alias at a version, or takes it away (null), and writes down that it was. Nothing happens where it points
   * there already.
   * @throws NotFoundError when the model has no such version, or no such alias to take away
   */
  async moveAlias(modelId: string, alias: string, versionId: string | null, reason: string, now: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockModel(tx, modelId);
      const key = { modelId_name: { modelId, name: alias } };
      const present = await tx.prisma.modelAlias.findUnique({ where: key });
      if (versionId === null) {
        if (!present) throw new NotFoundError('Alias', alias);
        await tx.prisma.modelAlias.delete({ where: key });
      } else {
        const version = await tx.prisma.modelVersion.findFirst({ where: { id: versionId, modelId } });
        if (!version) throw new NotFoundError('Model version', versionId);
        if (present?.versionId === versionId) return;
        const moved = { versionId, movedAt: now };
        await tx.prisma.modelAlias.upsert({ where: key, create: { modelId, name: alias, ...moved }, update: moved });
      }
      await tx.prisma.modelAliasMove.create({
        data: {
          id: newId(),
          modelId,
          alias,
          fromVersionId: present?.versionId ?? null,
          toVersionId: versionId,
          reason,
          movedAt: now,
        },
      });
    });
  }

  /** @throws AlreadyExistsError when another model of the project has the name */
  async update(
    id: string,
    changes: { readonly name?: string; readonly description?: string; readonly archivedAt?: Date | null },
  ): Promise<void> {
    try {
      await this.db.prisma.registeredModel.update({ where: { id }, data: changes });
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
        throw new AlreadyExistsError('Model', changes.name ?? '');
      }
      throw error;
    }
  }

  async setNotes(versionId: string, notes: string): Promise<void> {
    await this.db.prisma.modelVersion.update({ where: { id: versionId }, data: { notes } });
  }
}

/** @throws NotFoundError */
async function lockModel(tx: Database, id: string): Promise<void> {
  const { rowCount } = await tx.sql.query(
    '/* lockModel */ SELECT FROM registered_model WHERE id = $1::uuid FOR UPDATE',
    [id],
  );
  if (rowCount === 0) throw new NotFoundError('Model', id);
}
