import { type Database, type MlflowModelRow, MlflowReader, MlflowRepository } from '@voxboard/db';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { fieldOf } from './filter-fields.js';
import { parseFilter } from './filter-parser.js';
import { doesNotExist, invalidParameter } from './mlflow.errors.js';
import type { MlflowAccess } from './mlflow-access.js';
import type { MlflowExperiments } from './mlflow-experiments.js';
import { requireModelId } from './mlflow-ids.js';
import { CountSchema, IdSchema, NameSchema, ParamSchema, parseRequest, TagsSchema, toRecord } from './mlflow-input.js';
import type { MlflowRuns } from './mlflow-runs.js';
import { experimentIdOf, toModel } from './mlflow-shapes.js';
import { fromPageToken, toPage } from './page-token.js';

const STATUSES = ['LOGGED_MODEL_PENDING', 'LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED'] as const;
const MAX_PAGE = 1000;
const MAX_PARAMS = 5000;

const ParamsSchema = z
  .array(ParamSchema)
  .max(MAX_PARAMS)
  .nullish()
  .transform((params) => toRecord(params ?? []));
const NewModel = z.object({
  experiment_id: IdSchema,
  name: NameSchema.nullish().or(z.literal('')),
  model_type: z.string().max(250).nullish(),
  source_run_id: IdSchema.nullish().or(z.literal('')),
  params: ParamsSchema,
  tags: TagsSchema,
});
const Finalized = z.object({ status: z.enum(STATUSES) });
const Search = z.object({
  experiment_ids: z.array(IdSchema).max(1000).nullish(),
  filter: z.string().nullish(),
  max_results: CountSchema(MAX_PAGE).nullish(),
  order_by: z
    .array(z.object({ field_name: z.string(), ascending: z.boolean().nullish() }))
    .max(20)
    .nullish(),
  page_token: z.string().nullish(),
});

/** MLflow 3's logged models: what `log_model` and autologging make. Their files are artifacts of their run. */
export class MlflowModels {
  readonly #reader: MlflowReader;
  readonly #writer: MlflowRepository;

  constructor(
    db: Database,
    private readonly experiments: MlflowExperiments,
    private readonly runs: MlflowRuns,
    private readonly now: Clock,
  ) {
    this.#reader = new MlflowReader(db.sql);
    this.#writer = new MlflowRepository(db);
  }

  async create(body: unknown, access: MlflowAccess) {
    const wanted = parseRequest(NewModel, body);
    const experiment = await this.experiments.requireForNewRun(wanted.experiment_id, access);
    const sourceRunId = wanted.source_run_id
      ? (await this.runs.requireEditable(wanted.source_run_id, access)).row.id
      : null;
    const name = wanted.name || 'model';
    const runId = sourceRunId ?? (await this.#holder({ ...experiment, experimentId: experiment.id }, name));
    const id = await this.#writer.createModel({
      experimentId: experiment.id,
      runId,
      hasSourceRun: sourceRunId !== null,
      name,
      modelType: wanted.model_type ?? '',
      status: 'LOGGED_MODEL_PENDING',
      params: wanted.params,
      tags: wanted.tags,
    });
    const [row] = await this.#reader.models([id]);
    if (!row) throw doesNotExist('Logged model', id);
    return { model: toModel(row, experimentIdOf(experiment)) };
  }

  async get(id: string, access: MlflowAccess) {
    const row = await this.require(id, access);
    return this.#answer(row, access);
  }

  async finalize(id: string, body: unknown, access: MlflowAccess) {
    const row = await this.requireEditable(id, access);
    await this.#writer.changeModel(row.id, { status: parseRequest(Finalized, body).status });
    return this.get(id, access);
  }

  async setTags(id: string, body: unknown, access: MlflowAccess) {
    const row = await this.requireEditable(id, access);
    await this.#writer.changeModel(row.id, { tags: parseRequest(z.object({ tags: TagsSchema }), body).tags });
    return this.get(id, access);
  }

  async deleteTag(id: string, key: string, access: MlflowAccess) {
    const row = await this.requireEditable(id, access);
    await this.#writer.changeModel(row.id, { removedTag: key });
    return {};
  }

  async addParams(id: string, body: unknown, access: MlflowAccess) {
    const row = await this.requireEditable(id, access);
    await this.#writer.changeModel(row.id, { params: parseRequest(z.object({ params: ParamsSchema }), body).params });
    return {};
  }

  async delete(id: string, access: MlflowAccess) {
    const row = await this.require(id, access);
    access.requireRole('ADMIN', row.projectId);
    await this.#writer.deleteModel(row.id);
    return {};
  }

  async search(body: unknown, access: MlflowAccess) {
    access.requireReading();
    const wanted = parseRequest(Search, body);
    const experiments = await this.experiments.known(wanted.experiment_ids ?? [], access);
    const names = new Map(experiments.flatMap((row) => (row ? [[row.id, experimentIdOf(row)] as const] : [])));
    const limit = wanted.max_results ?? 100;
    const offset = fromPageToken(wanted.page_token);
    const orderBy = (wanted.order_by ?? []).map(({ field_name: field, ascending }) => ({
      field: fieldOf('model', null, field),
      direction: ascending === false ? ('DESC' as const) : ('ASC' as const),
    }));
    const where = parseFilter('model', wanted.filter);
    const found = await this.#reader.searchModels([...names.keys()], {
      where,
      orderBy,
      lifecycle: 'ALL',
      limit,
      offset,
    });
    const { rows, ...more } = toPage(found, limit, offset);
    return { models: rows.map((row) => toModel(row, names.get(row.experimentId) ?? '')), ...more };
  }

  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST */
  async require(id: string, access: MlflowAccess): Promise<MlflowModelRow> {
    const [row] = await this.#reader.models([requireModelId(id)]);
    if (!row) throw doesNotExist('Logged model', id);
    access.requireSeen(row.projectId, 'Logged model', id);
    return row;
  }

  async requireEditable(id: string, access: MlflowAccess): Promise<MlflowModelRow> {
    const row = await this.require(id, access);
    access.requireRole('EDITOR', row.projectId);
    return row;
  }

  async #answer(row: MlflowModelRow, access: MlflowAccess) {
    const [experiment] = await this.experiments.known([row.experimentId], access);
    if (!experiment) throw invalidParameter('The experiment of the model is gone.');
    return { model: toModel(row, experimentIdOf(experiment)) };
  }

  /** A model that was logged outside any run needs one for its files. */
  async #holder(experiment: { experimentId: string; projectId: string; name: string }, name: string): Promise<string> {
    const run = { name: `Files of model "${name}"`.slice(0, 200), tags: {}, startedAt: this.now(), isHolder: true };
    const runId = await this.runs.start(experiment, run);
    await this.#writer.moveRun(runId, 'FINISHED', null, this.now());
    return runId;
  }
}

/** Where a model's files lie among its run's artifacts. */
export function modelFolder(modelId: string): string {
  return `mlflow-models/${modelId}`;
}
