import { ArchitectureRepository, type ArchitectureRow, inputKindOf } from '@voxboard/db';
import { type ArchitectureSpec, ArchitectureSpecSchema } from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { DescriptionSchema, NameSchema } from '../shared/text-schemas.js';
import type { CreateArchitectureInput } from './architecture.input.js';
import { inputKindOfShape, layersInputShape } from './layers-input.js';

const NewArchitectureSchema = z.object({
  projectSlug: z.string(),
  name: NameSchema,
  description: DescriptionSchema,
  spec: ArchitectureSpecSchema,
});
const ReplySchema = z.object({ architectureId: z.string() });

export class ArchitectureService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** @throws InvalidInputError, NotFoundError when there is no such project, AlreadyExistsError */
  async create({ idempotencyKey: key, ...input }: CreateArchitectureInput): Promise<ArchitectureRow> {
    const wanted = parseInput(NewArchitectureSchema, { ...input, description: input.description ?? '' });
    const { projectSlug, ...columns } = wanted;
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    const inputKind = specInputKind(wanted.spec);
    const { architectureId } = await this.idempotency.once(
      { key, operation: 'createArchitecture', input: wanted },
      ReplySchema,
      async (tx) => {
        const made = { ...columns, projectId: project.id, inputKind, parameterCount: null };
        return { architectureId: (await new ArchitectureRepository(tx).create(made)).id };
      },
    );
    const [row] = await this.readers.architecture.byIds([architectureId]);
    return required(row, 'Architecture', architectureId);
  }
}

function specInputKind(spec: ArchitectureSpec): string {
  if (spec.kind === 'layers') return inputKindOfShape(layersInputShape(spec.layersJson));
  return inputKindOf(spec) ?? 'vector';
}
