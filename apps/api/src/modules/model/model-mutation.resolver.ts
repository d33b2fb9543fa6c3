import type { ProjectRow, RunRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Project } from '../project/project.type.js';
import { Run } from '../run/run.type.js';
import { toConnection } from '../shared/connection.js';
import { asResult } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError, NotReadyError } from '../shared/user-error.type.js';
import { PromoteRunInput, SetModelAliasInput, UpdateModelInput, UpdateModelVersionInput } from './model.input.js';
import {
  ModelSuccess,
  ModelVersionSuccess,
  PromoteRunResult,
  PromoteRunSuccess,
  SetModelAliasResult,
  UpdateModelResult,
  UpdateModelVersionResult,
} from './model.result.js';
import { ModelVersion, Promotion, RegisteredModelConnection } from './model.type.js';
import { PromotionRefusedError } from './promotion-refused.type.js';

@Resolver()
export class ModelMutationResolver {
  @Access('EDITOR')
  @Mutation(() => PromoteRunResult, {
    description:
      "Registers a run's model as the next version of a named model. Refused, unless a reason is given, when its leak audit failed or its protocol leaks by design.",
  })
  promoteRun(
    @Arg('input', () => PromoteRunInput, { description: 'What to register.' }) input: PromoteRunInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new PromoteRunSuccess(await services.model.promote(input)),
      InvalidInputError,
      NotFoundError,
      NotReadyError,
      PromotionRefusedError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => SetModelAliasResult, {
    description: 'Points an alias at a version, at once for every reader, or takes it away. The history is kept.',
  })
  setModelAlias(
    @Arg('input', () => SetModelAliasInput, { description: 'Where to point what.' }) input: SetModelAliasInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new ModelSuccess(await services.model.setAlias(input)),
      InvalidInputError,
      NotFoundError,
      PromotionRefusedError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => UpdateModelResult, { description: 'Renames, describes, archives or brings back a model.' })
  updateModel(
    @Arg('input', () => UpdateModelInput, { description: 'What to change.' }) input: UpdateModelInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new ModelSuccess(await services.model.update(input)),
      InvalidInputError,
      NotFoundError,
      AlreadyExistsError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => UpdateModelVersionResult, { description: 'Writes new notes on a version.' })
  updateModelVersion(
    @Arg('input', () => UpdateModelVersionInput, { description: 'The notes.' }) input: UpdateModelVersionInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new ModelVersionSuccess(await services.model.updateVersion(input)),
      InvalidInputError,
      NotFoundError,
    );
  }
}

@Resolver(() => Project)
export class ProjectModelsResolver {
  @FieldResolver(() => RegisteredModelConnection, { description: 'Its registered models, newest first.' })
  async models(
    @Root() project: ProjectRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Arg('includeArchived', () => Boolean, {
      defaultValue: false,
      description: 'Whether archived ones are listed too.',
    })
    includeArchived: boolean,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.model.page(project.id, includeArchived, { first, after }));
  }
}

@Resolver(() => Run)
export class RunModelResolver {
  @FieldResolver(() => [ModelVersion], { description: 'Under which names its model is registered.' })
  modelVersions(@Root() run: RunRow, @Ctx() { loaders }: ApiContext) {
    return loaders.modelVersionsOfRun.load(run.id);
  }

  @FieldResolver(() => Promotion, { description: 'Whether its model can be registered, and what stands against it.' })
  promotion(@Root() run: RunRow, @Ctx() { services }: ApiContext): Promise<Promotion> {
    return services.model.promotionOf(run);
  }
}
