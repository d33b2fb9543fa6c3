import {
  type Database,
  type MlflowExperimentRow,
  MlflowReader,
  MlflowRepository,
  ProjectRepository,
  type TrashRepository,
} from '@voxboard/db';
import { AlreadyExistsError } from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../readers.js';
import { parseFilter, parseOrders } from './filter-parser.js';
import { doesNotExist, invalidParameter, MlflowError } from './mlflow.errors.js';
import type { MlflowAccess } from './mlflow-access.js';
import { fromMlflowId } from './mlflow-ids.js';
import { CountSchema, IdSchema, NameSchema, parseRequest, TagSchema, TagsSchema, ViewSchema } from './mlflow-input.js';
import { DEFAULT_EXPERIMENT, DEFAULT_PROJECT, toExperiment } from './mlflow-shapes.js';
import { fromPageToken, toPage } from './page-token.js';

const MAX_PAGE = 50_000;
const ById = z.object({ experiment_id: IdSchema });
const ByName = z.object({ experiment_name: NameSchema });
const NewExperiment = z.object({ name: NameSchema, tags: TagsSchema });
const Renamed = ById.extend({ new_name: NameSchema });
const Tagged = ById.extend(TagSchema.shape);
const Untagged = ById.extend({ key: z.string().min(1).max(250) });
const Search = z.object({
  max_results: CountSchema(MAX_PAGE).nullish(),
  page_token: z.string().nullish(),
  filter: z.string().nullish(),
  order_by: z.array(z.string()).nullish(),
  view_type: ViewSchema,
});

/** Where an experiment of a name lies. */
interface Place {
  readonly slug: string;
  readonly name: string;
}

/** MLflow's experiments are Voxboard's, of the project `mlflow` or of the one that their name begins with. */
export class MlflowExperiments {
  readonly #reader: MlflowReader;

  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly trash: TrashRepository,
  ) {
    this.#reader = new MlflowReader(db.sql);
  }

  async create(body: unknown, access: MlflowAccess) {
    const { name, tags } = parseRequest(NewExperiment, body);
    const place = await this.#placeOf(name, access);
    const projectId = await this.#projectFor(place.slug, access);
    access.requireRole('EDITOR', projectId);
    const id = await new MlflowRepository(this.db).createExperiment(projectId, place.name, tags).catch((error) => {
      throw error instanceof AlreadyExistsError ? taken(name) : error;
    });
    return { experiment_id: toExperiment(await this.require(id, access)).experiment_id };
  }

  async get(query: unknown, access: MlflowAccess) {
    const { experiment_id: id } = parseRequest(ById, query);
    if (id === DEFAULT_EXPERIMENT.id) {
      const row = await this.#reader.experimentByName(DEFAULT_PROJECT, DEFAULT_EXPERIMENT.name);
      if (!row) return { experiment: DEFAULT_PLACEHOLDER };
    }
    return { experiment: toExperiment(await this.require(id, access)) };
  }

  async getByName(query: unknown, access: MlflowAccess) {
    const { experiment_name: name } = parseRequest(ByName, query);
    const row = await this.#find(await this.#placeOf(name, access), access);
    if (!row) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Could not find experiment with name '${name}'`);
    return { experiment: toExperiment(row) };
  }

  async search(body: unknown, access: MlflowAccess) {
    access.requireReading();
    const wanted = parseRequest(Search, body);
    const limit = wanted.max_results ?? 1000;
    const offset = fromPageToken(wanted.page_token);
    const found = await this.#reader.searchExperiments(await this.visibleProjects(access), {
      where: parseFilter('experiment', wanted.filter),
      orderBy: parseOrders('experiment', wanted.order_by ?? []),
      lifecycle: wanted.view_type,
      limit,
      offset,
    });
    const { rows, ...more } = toPage(found, limit, offset);
    return { experiments: rows.map(toExperiment), ...more };
  }

  async rename(body: unknown, access: MlflowAccess) {
    const { experiment_id: id, new_name: name } = parseRequest(Renamed, body);
    const row = await this.requireEditable(id, access);
    const place = await this.#placeOf(name, access);
    if (place.slug !== row.projectSlug) {
      throw invalidParameter(
        `An experiment cannot move to another project: begin its name with "${row.projectSlug}/".`,
      );
    }
    await new MlflowRepository(this.db).renameExperiment(row.id, place.name).catch((error) => {
      throw error instanceof AlreadyExistsError ? taken(name) : error;
    });
    return {};
  }

  async setTag(body: unknown, access: MlflowAccess) {
    const { experiment_id: id, key, value } = parseRequest(Tagged, body);
    const row = await this.requireEditable(id, access);
    await new MlflowRepository(this.db).changeExperimentTags(row.id, { [key]: value });
    return {};
  }

  async deleteTag(body: unknown, access: MlflowAccess) {
    const { experiment_id: id, key } = parseRequest(Untagged, body);
    const row = await this.requireEditable(id, access);
    await new MlflowRepository(this.db).changeExperimentTags(row.id, {}, key);
    return {};
  }

  async delete(body: unknown, access: MlflowAccess) {
    const row = await this.require(parseRequest(ById, body).experiment_id, access);
    access.requireRole('ADMIN', row.projectId);
    if (row.deletedAt) throw doesNotExist('Active experiment', row.id);
    await this.trash.deleteExperiment(row.id);
    return {};
  }

  async restore(body: unknown, access: MlflowAccess) {
    const row = await this.require(parseRequest(ById, body).experiment_id, access);
    access.requireRole('ADMIN', row.projectId);
    await this.trash.restoreExperiment(row.id);
    return {};
  }

  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST */
  async require(id: string, access: MlflowAccess): Promise<MlflowExperimentRow> {
    const [row] = await this.known([id], access);
    if (!row) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id.slice(0, 100)} exists`);
    return row;
  }

  /** The visible ones of these, in order; what is not there is null. */
  async known(ids: readonly string[], access: MlflowAccess): Promise<(MlflowExperimentRow | null)[]> {
    const fallback = ids.includes(DEFAULT_EXPERIMENT.id)
      ? await this.#reader.experimentByName(DEFAULT_PROJECT, DEFAULT_EXPERIMENT.name)
      : null;
    const rows = await this.#reader.experiments(ids.flatMap((id) => fromMlflowId(id) ?? []));
    const byId = new Map(rows.flatMap((row) => (row ? [[row.id, row] as const] : [])));
    return ids.map((id) => {
      const row = id === DEFAULT_EXPERIMENT.id ? fallback : (byId.get(fromMlflowId(id) ?? '') ?? null);
      return row && access.viewer.sees(row.projectId) ? row : null;
    });
  }

  /** One that a script may log to. @throws MlflowError */
  async requireEditable(id: string, access: MlflowAccess): Promise<MlflowExperimentRow> {
    const row = await this.require(id, access);
    access.requireRole('EDITOR', row.projectId);
    if (row.source === 'LAUNCHED') {
      throw invalidParameter(`Experiment "${row.name}" is trained by Voxboard's own workers. Log to one of your own.`);
    }
    if (row.deletedAt)
      throw invalidParameter(`The experiment ${row.name} must be in the 'active' state; restore it first.`);
    return row;
  }

  /** As `requireEditable`, and makes the one that MLflow's client takes for granted. */
  async requireForNewRun(id: string, access: MlflowAccess): Promise<MlflowExperimentRow> {
    if (id === DEFAULT_EXPERIMENT.id) {
      const [row] = await this.known([id], access);
      if (!row) await this.create({ name: DEFAULT_EXPERIMENT.name }, access).catch(ignoreTaken);
    }
    return this.requireEditable(id, access);
  }

  /** null: all. */
  async visibleProjects(access: MlflowAccess): Promise<string[] | null> {
    if (access.viewer.isUnlimited) return null;
    return (await this.readers.project.list()).flatMap(({ id }) => (access.viewer.sees(id) ? [id] : []));
  }

  async #find({ slug, name }: Place, access: MlflowAccess): Promise<MlflowExperimentRow | null> {
    const row = await this.#reader.experimentByName(slug, name);
    return row && access.viewer.sees(row.projectId) ? row : null;
  }

  /** What is there under the whole name in the project `mlflow` goes first, so that a name never changes its place. */
  async #placeOf(name: string, access: MlflowAccess): Promise<Place> {
    const here = { slug: DEFAULT_PROJECT, name };
    const [, slug, rest] = /^([a-z0-9-]{1,63})\/(.+)$/s.exec(name) ?? [];
    if (slug === undefined || rest === undefined || slug === DEFAULT_PROJECT) return here;
    if (await this.#find(here, access)) return here;
    const project = await this.readers.project.bySlug(slug);
    return project && access.viewer.sees(project.id) ? { slug, name: rest } : here;
  }

  async #projectFor(slug: string, access: MlflowAccess): Promise<string> {
    const project = await this.readers.project.bySlug(slug);
    if (project) return project.id;
    access.requireInstanceAdmin(slug);
    const made = { slug, name: 'MLflow', description: 'What MLflow clients log.' };
    return (await new ProjectRepository(this.db).ensure(made)).id;
  }
}

/** Nobody has logged to it yet. */
const DEFAULT_PLACEHOLDER = {
  experiment_id: DEFAULT_EXPERIMENT.id,
  name: DEFAULT_EXPERIMENT.name,
  artifact_location: `mlflow-artifacts:/${DEFAULT_EXPERIMENT.id}`,
  lifecycle_stage: 'active',
};

function taken(name: string): MlflowError {
  return new MlflowError('RESOURCE_ALREADY_EXISTS', `Experiment(name=${name}) already exists.`);
}

/** Another client made it at the same moment. */
function ignoreTaken(error: unknown): void {
  if (!(error instanceof MlflowError) || error.errorCode !== 'RESOURCE_ALREADY_EXISTS') throw error;
}
