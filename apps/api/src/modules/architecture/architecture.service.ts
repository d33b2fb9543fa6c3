import { ArchitectureRepository, type ArchitectureRow, type Database, inputKindOf } from '@voxboard/db';
import {
  type ArchitectureSpec,
  ArchitectureSpecSchema,
  describeArchitectureSpec,
  InvalidArchitectureError,
  InvalidInputError,
  type NetworkDescription,
} from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { DescriptionSchema, NameSchema } from '../shared/text-schemas.js';
import type { CreateArchitectureInput, UpdateArchitectureInput } from './architecture.input.js';
import { inputKindOfShape } from './layers-input.js';

const NewArchitectureSchema = z.object({
  projectSlug: z.string(),
  name: NameSchema,
  description: DescriptionSchema,
  spec: ArchitectureSpecSchema,
});
const ChangesSchema = z.object({
  name: NameSchema.optional(),
  description: DescriptionSchema.optional(),
  isArchived: z.boolean().optional(),
});
const ReplySchema = z.object({ architectureId: z.string() });

export class ArchitectureService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly now: () => Date,
  ) {}

  /** @throws InvalidInputError, NotFoundError when there is no such project, AlreadyExistsError */
  async create({ idempotencyKey: key, ...input }: CreateArchitectureInput): Promise<ArchitectureRow> {
    const wanted = parseInput(NewArchitectureSchema, { ...input, description: input.description ?? '' });
    const { projectSlug, ...columns } = wanted;
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    const described = checkedSpec(wanted.spec);
    const inputKind = inputKindOf(wanted.spec) ?? inputKindOfShape(described.inputShape);
    const parameterCount = described.parameters;
    return this.#once('createArchitecture', key, wanted, async (tx) => {
      const made = { ...columns, projectId: project.id, inputKind, parameterCount };
      return (await new ArchitectureRepository(tx).create(made)).id;
    });
  }

  /** @throws InvalidInputError for presets, NotFoundError, AlreadyExistsError */
  async update({ idempotencyKey: key, architectureId, ...input }: UpdateArchitectureInput): Promise<ArchitectureRow> {
    const id = requireUuid('Architecture', architectureId);
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value != null));
    const { name, description, isArchived } = parseInput(ChangesSchema, given);
    const [found] = await this.readers.architecture.byIds([id]);
    if (required(found, 'Architecture', id).projectId === null) {
      throw new InvalidInputError('What comes with Voxboard cannot be changed. Make one of your own from it.', {
        path: ['architectureId'],
      });
    }
    const changes = {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(isArchived !== undefined && { archivedAt: isArchived ? this.now() : null }),
    };
    return this.#once('updateArchitecture', key, { id, ...given }, async (tx) => {
      await new ArchitectureRepository(tx).update(id, changes);
      return id;
    });
  }

  async #once(
    operation: string,
    key: string | null | undefined,
    input: Record<string, unknown>,
    work: (tx: Database) => Promise<string>,
  ): Promise<ArchitectureRow> {
    const { architectureId } = await this.idempotency.once({ key, operation, input }, ReplySchema, async (tx) => ({
      architectureId: await work(tx),
    }));
    const [row] = await this.readers.architecture.byIds([architectureId]);
    return required(row, 'Architecture', architectureId);
  }
}

/** @throws InvalidArchitectureError whose path begins at the input */
function checkedSpec(spec: ArchitectureSpec): NetworkDescription {
  try {
    return describeArchitectureSpec(spec);
  } catch (error) {
    if (!(error instanceof InvalidArchitectureError)) throw error;
    throw new InvalidArchitectureError(error.message, { path: ['spec', ...error.path], cause: error });
  }
}
