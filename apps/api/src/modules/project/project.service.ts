import { ProjectRepository, type ProjectRow } from '@voxboard/db';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { DescriptionSchema, NameSchema } from '../shared/text-schemas.js';
import type { CreateProjectInput } from './project.input.js';

const NewProjectSchema = z.object({
  slug: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters and digits, joined by single hyphens'),
  name: NameSchema,
  description: DescriptionSchema,
});
const ReplySchema = z.object({ projectId: z.string() });

export class ProjectService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
  ) {}

  list(): Promise<ProjectRow[]> {
    return this.readers.project.list();
  }

  bySlug(slug: string): Promise<ProjectRow | null> {
    return this.readers.project.bySlug(slug);
  }

  /** @throws NotFoundError */
  async requireBySlug(slug: string): Promise<ProjectRow> {
    return required(await this.bySlug(slug), 'Project', slug);
  }

  /** @throws InvalidInputError, AlreadyExistsError */
  async create({ idempotencyKey: key, ...input }: CreateProjectInput): Promise<ProjectRow> {
    const project = parseInput(NewProjectSchema, { ...input, description: input.description ?? '' });
    const { projectId } = await this.idempotency.once(
      { key, operation: 'createProject', input: project },
      ReplySchema,
      async (tx) => ({ projectId: (await new ProjectRepository(tx).create(project)).id }),
    );
    const [created] = await this.readers.project.byIds([projectId]);
    return required(created, 'Project', projectId);
  }
}
