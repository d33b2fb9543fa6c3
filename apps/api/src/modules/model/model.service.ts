import { type Database, ModelRegistryRepository, type ModelRow, type ModelVersionRow, type RunRow } from '@voxboard/db';
import {
  type AuditStatus,
  AuditStatusSchema,
  type BlobStore,
  ModelAliasSchema,
  ModelNameSchema,
  promotionObjections,
} from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { DescriptionSchema, NotesSchema } from '../shared/text-schemas.js';
import type { PromoteRunInput, SetModelAliasInput, UpdateModelInput, UpdateModelVersionInput } from './model.input.js';
import type { Promotion } from './model.type.js';
import { PromotionObjection } from './promotion-refused.type.js';
import { RunFacts } from './run-facts.js';
import { obstacleOf, readRunModel } from './run-model.js';
import { toTraining } from './to-training.js';

const ReasonSchema = z.string().trim().min(3, 'Give a reason that says something').max(2000);
const PromotionSchema = z.object({
  modelName: ModelNameSchema,
  description: DescriptionSchema,
  notes: NotesSchema,
  alias: ModelAliasSchema.nullable(),
  overrideReason: ReasonSchema.nullable(),
});
const AliasSchema = z.object({
  alias: ModelAliasSchema,
  reason: z.string().trim().max(2000),
  overrideReason: ReasonSchema.nullable(),
});
const ChangesSchema = z.object({
  name: ModelNameSchema.optional(),
  description: DescriptionSchema.optional(),
  isArchived: z.boolean().optional(),
});
const VersionReplySchema = z.object({ versionId: z.string() });
const ModelReplySchema = z.object({ modelId: z.string() });

/** The model registry: which runs' models people use, under which names. */
export class ModelService {
  readonly #facts: RunFacts;

  constructor(
    private readonly readers: Readers,
    private readonly blobs: BlobStore,
    private readonly idempotency: IdempotencyService,
    private readonly now: () => Date,
  ) {
    this.#facts = new RunFacts(readers);
  }

  /** @throws InvalidInputError, NotFoundError · NotReadyError without a usable model · PromotionObjection */
  async promote({ idempotencyKey: key, runId: id, ...input }: PromoteRunInput): Promise<ModelVersionRow> {
    const runId = requireUuid('Run', id);
    const wanted = parseInput(PromotionSchema, {
      modelName: input.modelName,
      description: input.description ?? '',
      notes: input.notes ?? '',
      alias: input.alias ?? null,
      overrideReason: input.overrideReason ?? null,
    });
    const [row] = await this.readers.run.byIds([runId]);
    const run = required(row, 'Run', runId);
    const [artifacts = []] = await this.readers.artifact.ofRuns([runId]);
    const { card, files } = await readRunModel(run, artifacts, this.blobs);
    const { protocolName, auditStatus, ...facts } = await this.#facts.of(run);
    const objections = promotionObjections({ protocolName, auditStatus });
    if (objections.length > 0 && wanted.overrideReason === null) throw new PromotionObjection(objections);
    const { task, labels, recipe } = card;
    const { versionId } = await this.idempotency.once(
      { key, operation: 'promoteRun', input: { runId, ...wanted } },
      VersionReplySchema,
      async (tx) => {
        const models = new ModelRegistryRepository(tx);
        const identity = { projectId: run.projectId, name: wanted.modelName, task, labels, recipe };
        const modelId = await models.ensureModel(identity, wanted.description);
        const overrideReason = objections.length > 0 ? wanted.overrideReason : null;
        const given = {
          runId,
          notes: wanted.notes,
          protocolName,
          auditStatus,
          ...facts,
          objections,
          overrideReason,
          files,
        };
        const versionId = await models.addVersion(modelId, given);
        if (wanted.alias !== null) await models.moveAlias(modelId, wanted.alias, versionId, wanted.notes, this.now());
        return { versionId };
      },
    );
    return this.version(versionId);
  }

  /** What stands in the way of registering a run's model. */
  async promotionOf(run: RunRow): Promise<Promotion> {
    const [[artifacts = []], kept] = await Promise.all([this.readers.artifact.ofRuns([run.id]), this.#facts.of(run)]);
    const obstacle = obstacleOf(run, artifacts);
    const objections = obstacle === null ? promotionObjections(kept) : [];
    return { ...kept, isPossible: obstacle === null, obstacle, objections, training: toTraining(kept.facts) };
  }

  /** @throws InvalidInputError, NotFoundError · PromotionObjection when the version's run was found to leak since */
  async setAlias({ idempotencyKey: key, ...input }: SetModelAliasInput): Promise<ModelRow> {
    const modelId = requireUuid('Model', input.modelId);
    const versionId = input.versionId == null ? null : requireUuid('Model version', input.versionId);
    const { alias, reason, overrideReason } = parseInput(AliasSchema, {
      alias: input.alias,
      reason: input.reason ?? '',
      overrideReason: input.overrideReason ?? null,
    });
    if (versionId !== null && overrideReason === null) await this.#requireUnobjected(versionId);
    const why = [reason, overrideReason].filter((text) => text !== null && text !== '').join(' · ');
    return this.#change('setModelAlias', key, modelId, { alias, versionId, why }, (tx) =>
      new ModelRegistryRepository(tx).moveAlias(modelId, alias, versionId, why, this.now()),
    );
  }

  /** @throws InvalidInputError, NotFoundError, AlreadyExistsError */
  async update({ idempotencyKey: key, modelId: id, ...input }: UpdateModelInput): Promise<ModelRow> {
    const modelId = requireUuid('Model', id);
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value != null));
    const { name, description, isArchived } = parseInput(ChangesSchema, given);
    await this.model(modelId);
    const changes = {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(isArchived !== undefined && { archivedAt: isArchived ? this.now() : null }),
    };
    return this.#change('updateModel', key, modelId, given, (tx) =>
      new ModelRegistryRepository(tx).update(modelId, changes),
    );
  }

  /** @throws InvalidInputError, NotFoundError */
  async updateVersion({ idempotencyKey: key, ...input }: UpdateModelVersionInput): Promise<ModelVersionRow> {
    const versionId = requireUuid('Model version', input.versionId);
    const { notes } = parseInput(z.object({ notes: NotesSchema }), { notes: input.notes });
    await this.version(versionId);
    const request = { key, operation: 'updateModelVersion', input: { versionId, notes } };
    await this.idempotency.once(request, VersionReplySchema, async (tx) => {
      await new ModelRegistryRepository(tx).setNotes(versionId, notes);
      return { versionId };
    });
    return this.version(versionId);
  }

  /** @throws NotFoundError */
  async model(id: string): Promise<ModelRow> {
    const [row] = await this.readers.model.byIds([id]);
    return required(row, 'Model', id);
  }

  /** @throws NotFoundError */
  async version(id: string): Promise<ModelVersionRow> {
    const [row] = await this.readers.modelVersion.byIds([id]);
    return required(row, 'Model version', id);
  }

  async byAlias(projectSlug: string, model: string, alias: string): Promise<ModelVersionRow | null> {
    const project = await this.readers.project.bySlug(projectSlug);
    return project && this.readers.modelVersion.byAlias(project.id, model, alias);
  }

  /** What was registered in spite of objections has its reason; what was found out later needs one now. */
  async #requireUnobjected(versionId: string): Promise<void> {
    const version = await this.version(versionId);
    if (version.overrideReason !== null) return;
    const auditStatus = await this.#auditStatusNow(version);
    const objections = promotionObjections({ protocolName: version.protocolName, auditStatus });
    if (objections.length > 0) throw new PromotionObjection(objections);
  }

  async #auditStatusNow({ runId, auditStatus }: ModelVersionRow): Promise<AuditStatus> {
    const [certificate] = runId === null ? [null] : await this.readers.certificate.ofRuns([runId]);
    return AuditStatusSchema.catch('UNVERIFIED').parse(certificate?.verdict ?? auditStatus);
  }

  async #change(
    operation: string,
    key: string | null | undefined,
    modelId: string,
    input: Record<string, unknown>,
    work: (tx: Database) => Promise<void>,
  ): Promise<ModelRow> {
    const request = { key, operation, input: { modelId, ...input } };
    await this.idempotency.once(request, ModelReplySchema, async (tx) => {
      await work(tx);
      return { modelId };
    });
    return this.model(modelId);
  }
}
