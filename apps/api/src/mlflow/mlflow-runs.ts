import {
  type Database,
  type MetricStore,
  MlflowReader,
  MlflowRepository,
  type MlflowRunRow,
  ParamConflictError,
  RunParamsRepository,
  RunRepository,
  type SeriesSummary,
  type TrashRepository,
} from '@voxboard/db';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import type { CertificateService } from '../modules/certificate/certificate.service.js';
import type { RunStateCache } from '../modules/metric/run-state-cache.js';
import { createReaders } from '../readers.js';
import { parseFilter, parseOrders } from './filter-parser.js';
import { doesNotExist, invalidParameter } from './mlflow.errors.js';
import type { MlflowAccess } from './mlflow-access.js';
import type { MlflowExperiments } from './mlflow-experiments.js';
import { fromMlflowId, requireMlflowId, toMlflowId } from './mlflow-ids.js';
import {
  CountSchema,
  IdSchema,
  MillisSchema,
  NameSchema,
  ParamSchema,
  parseRequest,
  RunIdSchema,
  StatusSchema,
  TagSchema,
  TagsSchema,
  ViewSchema,
} from './mlflow-input.js';
import { experimentIdOf, labelOf, toRun, toRunInfo } from './mlflow-shapes.js';
import { fromPageToken, toPage } from './page-token.js';

const MAX_PAGE = 50_000;
const MAX_EXPERIMENTS = 1000;
const MAX_INPUTS = 1000;

const NewRun = z.object({
  experiment_id: IdSchema,
  run_name: NameSchema.nullish().or(z.literal('')),
  user_id: z.string().max(250).nullish(),
  start_time: MillisSchema.nullish(),
  tags: TagsSchema,
});
const Changes = z.object({
  status: StatusSchema.nullish(),
  end_time: MillisSchema.nullish(),
  run_name: NameSchema.nullish().or(z.literal('')),
});
const Search = z.object({
  experiment_ids: z.array(IdSchema).max(MAX_EXPERIMENTS).nullish(),
  filter: z.string().nullish(),
  run_view_type: ViewSchema,
  max_results: CountSchema(MAX_PAGE).nullish(),
  order_by: z.array(z.string()).nullish(),
  page_token: z.string().nullish(),
});
const Inputs = z.object({
  datasets: z
    .array(z.looseObject({ dataset: z.looseObject({}).nullish() }))
    .max(MAX_INPUTS)
    .nullish(),
});
const Outputs = z.object({
  models: z
    .array(z.object({ model_id: IdSchema, step: z.number().int().nullish() }))
    .max(MAX_INPUTS)
    .nullish(),
});

export interface MlflowRunParts {
  readonly db: Database;
  readonly metrics: MetricStore;
  readonly experiments: MlflowExperiments;
  readonly trash: TrashRepository;
  readonly states: RunStateCache;
  readonly certificates: CertificateService;
  readonly now: Clock;
}

/** A run with what its answer needs besides. */
interface FoundRun {
  readonly row: MlflowRunRow;
  /** As the client knows it. */
  readonly experimentId: string;
}

/** MLflow's runs are Voxboard's. */
export class MlflowRuns {
  readonly #reader: MlflowReader;
  readonly #writer: MlflowRepository;

  constructor(private readonly parts: MlflowRunParts) {
    this.#reader = new MlflowReader(parts.db.sql);
    this.#writer = new MlflowRepository(parts.db);
  }

  async create(body: unknown, access: MlflowAccess) {
    const wanted = parseRequest(NewRun, body);
    const experiment = await this.parts.experiments.requireForNewRun(wanted.experiment_id, access);
    const user = wanted.user_id ? { 'mlflow.user': wanted.user_id } : {};
    const tags: Record<string, string> = { ...wanted.tags, ...user };
    const startedAt = wanted.start_time == null ? this.parts.now() : new Date(wanted.start_time);
    const name = wanted.run_name || tags['mlflow.runName'] || null;
    const id = await this.start(
      { ...experiment, experimentId: experiment.id },
      { name, tags, startedAt, isHolder: false },
    );
    return { run: await this.#answer(await this.require(id, access)) };
  }

  /** A run of an experiment that the sender may change; returns its id. */
  async start(
    { experimentId, projectId, name: experimentName }: { experimentId: string; projectId: string; name: string },
    run: {
      readonly name: string | null;
      readonly tags: Readonly<Record<string, string>>;
      readonly startedAt: Date;
      readonly isHolder: boolean;
    },
  ): Promise<string> {
    const labels = Object.entries(run.tags).flatMap(([key, value]) => labelOf(key, value) ?? []);
    return this.parts.db.transaction(async (tx) => {
      const count = run.name === null ? await createReaders(tx).run.count(projectId, { experimentId }) : 0;
      const made = await new RunRepository(tx).createExternal(
        {
          projectId,
          experimentId,
          name: run.name ?? `${experimentName} ${count + 1}`,
          params: {},
          tags: [...new Set(labels)],
          seed: null,
          foldIndex: null,
        },
        this.parts.now(),
      );
      const notes = run.tags['mlflow.note.content'];
      await tx.prisma.run.update({
        where: { id: made.id },
        data: { startedAt: run.startedAt, ...(notes !== undefined && { notes }) },
      });
      await new MlflowRepository(tx).addRun(made.id, run.tags, run.isHolder);
      return made.id;
    });
  }

  async get(query: unknown, access: MlflowAccess) {
    return { run: await this.#answer(await this.require(parseRequest(RunIdSchema, query), access)) };
  }

  async update(body: unknown, access: MlflowAccess) {
    const { row } = await this.requireEditable(parseRequest(RunIdSchema, body), access);
    const { status, end_time: end, run_name: name } = parseRequest(Changes, body);
    if (status != null) {
      // Before it ends: whoever hears that it has, a board for example, finds it audited.
      if (status === 'FINISHED') await this.parts.certificates.issue(row.id);
      await this.#writer.moveRun(row.id, status, end == null ? null : new Date(end), this.parts.now());
      this.parts.states.forget(row.id);
    }
    if (name) await this.#writer.changeRunTags(row.id, { set: { 'mlflow.runName': name } }, labelOf);
    const after = await this.require(row.id, access);
    return { run_info: toRunInfo(after.row, after.experimentId) };
  }

  async logParam(body: unknown, access: MlflowAccess) {
    const { row } = await this.requireEditable(parseRequest(RunIdSchema, body), access);
    const { key, value } = parseRequest(ParamSchema, body);
    await this.addParams(row.id, { [key]: value });
    return {};
  }

  async setTag(body: unknown, access: MlflowAccess) {
    const { row } = await this.requireEditable(parseRequest(RunIdSchema, body), access);
    const { key, value } = parseRequest(TagSchema, body);
    await this.setTags(row.id, { [key]: value });
    return {};
  }

  async deleteTag(body: unknown, access: MlflowAccess) {
    const { row } = await this.requireEditable(parseRequest(RunIdSchema, body), access);
    const { key } = parseRequest(TagSchema.pick({ key: true }), body);
    const { tags } = (await this.#answer(await this.require(row.id, access))).data;
    if (!tags.some((tag) => tag.key === key)) throw doesNotExist(`Tag "${key}" of run`, toMlflowId(row.id));
    await this.#writer.changeRunTags(row.id, { set: {}, removed: key }, labelOf);
    return {};
  }

  /** @throws MlflowError in MLflow's words when one has another value */
  async addParams(runId: string, params: Readonly<Record<string, string>>): Promise<void> {
    try {
      await new RunParamsRepository(this.parts.db).add(runId, params, { overwrite: false });
    } catch (error) {
      if (!(error instanceof ParamConflictError)) throw error;
      throw invalidParameter(
        `Changing param values is not allowed. Param with key='${error.key}' was already logged with value='${String(error.stored)}' for run ID='${toMlflowId(runId)}'. Attempted logging new value '${String(error.wanted)}'.`,
      );
    }
  }

  async setTags(runId: string, tags: Readonly<Record<string, string>>): Promise<void> {
    if (Object.keys(tags).length > 0) await this.#writer.changeRunTags(runId, { set: tags }, labelOf);
  }

  async logInputs(body: unknown, access: MlflowAccess) {
    const { row } = await this.requireEditable(parseRequest(RunIdSchema, body), access);
    const { datasets } = parseRequest(Inputs, body);
    await this.#writer.addToRun(row.id, 'inputs', datasets ?? []);
    return {};
  }

  async logOutputs(body: unknown, access: MlflowAccess) {
    const { row } = await this.requireEditable(parseRequest(RunIdSchema, body), access);
    const { models } = parseRequest(Outputs, body);
    await this.#writer.addToRun(row.id, 'outputs', models ?? []);
    return {};
  }

  async delete(body: unknown, access: MlflowAccess) {
    const { row } = await this.require(parseRequest(RunIdSchema, body), access);
    access.requireRole('ADMIN', row.projectId);
    await this.parts.trash.deleteRun(row.id);
    this.parts.states.forget(row.id);
    return {};
  }

  async restore(body: unknown, access: MlflowAccess) {
    const { row } = await this.require(parseRequest(RunIdSchema, body), access);
    access.requireRole('ADMIN', row.projectId);
    if (row.deletedAt) await this.parts.trash.restoreRun(row.id);
    return {};
  }

  async search(body: unknown, access: MlflowAccess) {
    access.requireReading();
    const wanted = parseRequest(Search, body);
    const experiments = await this.parts.experiments.known(wanted.experiment_ids ?? [], access);
    const names = new Map(experiments.flatMap((row) => (row ? [[row.id, experimentIdOf(row)] as const] : [])));
    const limit = wanted.max_results ?? 1000;
    const offset = fromPageToken(wanted.page_token);
    const found = await this.#reader.searchRuns([...names.keys()], {
      where: parseFilter('run', wanted.filter),
      orderBy: parseOrders('run', wanted.order_by ?? []),
      lifecycle: wanted.run_view_type,
      limit,
      offset,
    });
    const { rows, ...more } = toPage(found, limit, offset);
    const summaries = byRun(await this.parts.metrics.summaries(rows.map(({ id }) => id)));
    const runs = rows.map((row) => toRun(row, names.get(row.experimentId) ?? '', summaries.get(row.id) ?? []));
    return { runs, ...more };
  }

  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST */
  async require(text: string, access: MlflowAccess): Promise<FoundRun> {
    const [row] = await this.#reader.runs([requireMlflowId('Run', text)]);
    if (!row) throw doesNotExist('Run', text);
    access.requireSeen(row.projectId, 'Run', text);
    const [experiment] = await this.#reader.experiments([row.experimentId]);
    if (!experiment) throw doesNotExist('Run', text);
    return { row, experimentId: experimentIdOf(experiment) };
  }

  /** One that a script may log to. @throws MlflowError */
  async requireEditable(text: string, access: MlflowAccess): Promise<FoundRun> {
    const found = await this.require(text, access);
    access.requireRole('EDITOR', found.row.projectId);
    if (found.row.source === 'LAUNCHED') {
      throw invalidParameter(`Run ${text} is trained by Voxboard's own workers; only they log to it.`);
    }
    if (found.row.deletedAt) throw invalidParameter(`The run ${text} must be in the 'active' state; restore it first.`);
    return found;
  }

  /** For calls that store nothing but must be refused like those that do. @throws MlflowError */
  async requireLogging(body: unknown, access: MlflowAccess): Promise<void> {
    await this.requireEditable(parseRequest(RunIdSchema, body), access);
  }

  /** Which of these runs may be read. */
  async readable(texts: readonly string[], access: MlflowAccess): Promise<MlflowRunRow[]> {
    access.requireReading();
    const rows = await this.#reader.runs(texts.flatMap((text) => fromMlflowId(text) ?? []));
    return rows.filter((row) => row !== null && access.viewer.sees(row.projectId)).flatMap((row) => row ?? []);
  }

  async #answer({ row, experimentId }: FoundRun) {
    return toRun(row, experimentId, await this.parts.metrics.summaries([row.id]));
  }
}

function byRun(summaries: readonly SeriesSummary[]): Map<string, SeriesSummary[]> {
  const groups = new Map<string, SeriesSummary[]>();
  for (const summary of summaries) {
    const group = groups.get(summary.runId);
    if (group) group.push(summary);
    else groups.set(summary.runId, [summary]);
  }
  return groups;
}
