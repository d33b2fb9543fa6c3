import { type Database, type SavedView, SavedViewRepository } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema } from '../shared/text-schemas.js';
import type { CreateViewInput, DeleteViewInput, UpdateViewInput } from './saved-view.input.js';
import { requireReadableQuery, type ViewConfig, ViewConfigSchema } from './view-config.js';

const ViewSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  slug: z.string(),
  name: z.string(),
  config: z.json(),
  createdAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
});
const MAX_VIEWS = 200;

/** Ways of looking at a project's runs that people keep under a name. */
export class SavedViewService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly now: Clock,
  ) {}

  /** @throws InvalidInputError, FilterSyntaxError, NotFoundError, AlreadyExistsError */
  async create({ idempotencyKey: key, projectSlug, ...input }: CreateViewInput): Promise<SavedView> {
    const name = parseInput(NameSchema, input.name, ['name']);
    const config = readConfig(input.config);
    const slug = slugOf(name);
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    if ((await this.readers.savedView.ofProject(project.id)).length >= MAX_VIEWS) {
      throw new InvalidInputError(`A project keeps at most ${MAX_VIEWS} views. Delete one first.`, { path: ['name'] });
    }
    const view = { projectId: project.id, slug, name, config };
    return this.#once({ key, operation: 'createView', input: view }, (views) => views.create(view, this.now()));
  }

  /** @throws InvalidInputError, FilterSyntaxError, NotFoundError */
  async update({ idempotencyKey: key, viewId, ...input }: UpdateViewInput): Promise<SavedView> {
    const id = requireUuid('View', viewId);
    const change = {
      ...(input.name != null && { name: parseInput(NameSchema, input.name, ['name']) }),
      ...(input.config != null && { config: readConfig(input.config) }),
    };
    return this.#once({ key, operation: 'updateView', input: { id, ...change } }, (views) =>
      views.update(id, change, this.now()),
    );
  }

  /** @throws NotFoundError */
  async delete({ idempotencyKey: key, viewId }: DeleteViewInput): Promise<SavedView> {
    const id = requireUuid('View', viewId);
    return this.#once({ key, operation: 'deleteView', input: { id } }, (views) => views.delete(id));
  }

  async #once(
    request: { key: string | null | undefined; operation: string; input: Record<string, unknown> },
    work: (views: SavedViewRepository) => Promise<SavedView>,
  ): Promise<SavedView> {
    const reply = await this.idempotency.once(request, z.object({ view: ViewSchema }), async (tx: Database) => ({
      view: await work(new SavedViewRepository(tx)),
    }));
    return reply.view;
  }
}

function readConfig(config: unknown): ViewConfig {
  const read = parseInput(ViewConfigSchema, config, ['config']);
  requireReadableQuery(read);
  return read;
}

/** `Best CNNs, by fold` → `best-cnns-by-fold`. */
function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  if (slug === '') {
    throw new InvalidInputError('The name needs a letter or digit for its address.', { path: ['name'] });
  }
  return slug;
}
