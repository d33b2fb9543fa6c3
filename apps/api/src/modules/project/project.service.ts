import { MembershipRepository, ProjectRepository, type ProjectRow } from '@voxboard/db';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { DescriptionSchema, NameSchema } from '../shared/text-schemas.js';
import type { CreateProjectInput } from './project.input.js';
import type { UpdateProjectInput } from './update-project.input.js';

const NewProjectSchema = z.object({
  slug: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters and digits, joined by single hyphens'),
  name: NameSchema,
  description: DescriptionSchema,
});
const ProjectChangeSchema = z.object({ name: NameSchema.optional(), description: DescriptionSchema.optional() });
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

  /** Whoever makes a project is its first admin. @throws InvalidInputError, AlreadyExistsError */
  async create({ idempotencyKey: key, ...input }: CreateProjectInput, makerId: string | null): Promise<ProjectRow> {
    const project = parseInput(NewProjectSchema, { ...input, description: input.description ?? '' });
    const { projectId } = await this.idempotency.once(
      { key, operation: 'createProject', input: project },
      ReplySchema,
      async (tx) => {
        const { id } = await new ProjectRepository(tx).create(project);
        if (makerId !== null) await new MembershipRepository(tx).set(id, makerId, 'ADMIN');
        return { projectId: id };
      },
    );
    const [created] = await this.readers.project.byIds([projectId]);
    return required(created, 'Project', projectId);
  }

  /** @throws InvalidInputError, NotFoundError */
  async update({ projectSlug, name, description, idempotencyKey: key }: UpdateProjectInput): Promise<ProjectRow> {
    const { id } = await this.requireBySlug(projectSlug);
    const change = parseInput(
      ProjectChangeSchema,
      { ...(name != null && { name }), ...(description != null && { description }) },
      ['input'],
    );
    const { projectId } = await this.idempotency.once(
      { key, operation: 'updateProject', input: { projectSlug, ...change } },
      ReplySchema,
      async (tx) => {
        await new ProjectRepository(tx).update(id, {
          ...(change.name !== undefined && { name: change.name }),
          ...(change.description !== undefined && { description: change.description }),
        });
        return { projectId: id };
      },
    );
    const [changed] = await this.readers.project.byIds([projectId]);
    return required(changed, 'Project', projectId);
  }
}
