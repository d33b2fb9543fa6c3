import type { ArchitectureRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { asResult } from '../shared/mutation-result.js';
import { Json } from '../shared/scalars.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { CreateArchitectureInput } from './architecture.input.js';
import { CreateArchitectureResult, CreateArchitectureSuccess } from './architecture.result.js';
import { Architecture } from './architecture.type.js';
import { defaultHyperparameters } from './default-hyperparameters.js';

@Resolver(() => Architecture)
export class ArchitectureResolver {
  @Access('EDITOR')
  @Mutation(() => CreateArchitectureResult, { description: 'Adds an architecture to a project.' })
  createArchitecture(
    @Arg('input', () => CreateArchitectureInput, { description: 'The architecture to add.' })
    input: CreateArchitectureInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new CreateArchitectureSuccess(await services.architecture.create(input)),
      InvalidInputError,
      NotFoundError,
      AlreadyExistsError,
    );
  }

  @FieldResolver(() => Boolean, { description: 'Whether it comes with Voxboard.' })
  isPreset(@Root() row: ArchitectureRow): boolean {
    return row.projectId === null;
  }

  @FieldResolver(() => Json, {
    description: 'What a launch trains it with where it does not say otherwise, all defaults filled in.',
  })
  defaultHyperparameters(@Root() row: ArchitectureRow) {
    return defaultHyperparameters(row.spec);
  }
}
