import type { ModelAliasMoveRow, ModelAliasRow, ModelFileRow, ModelRow, ModelVersionRow } from '@voxboard/db';
import { TrainingFactsSchema } from '@voxboard/domain';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { Run } from '../run/run.type.js';
import { toConnection } from '../shared/connection.js';
import {
  ModelAlias,
  ModelAliasMove,
  ModelFile,
  ModelVersion,
  ModelVersionConnection,
  RegisteredModel,
} from './model.type.js';
import { ModelTraining } from './model-training.type.js';
import { toTraining } from './to-training.js';

@Resolver(() => RegisteredModel)
export class ModelResolver {
  @Access('VIEWER')
  @Query(() => RegisteredModel, {
    nullable: true,
    description: 'The registered model with this id; null when there is none.',
  })
  model(@Arg('id', () => ID, { description: "The model's id." }) id: string, @Ctx() { loaders }: ApiContext) {
    return loaders.registeredModel.load(id);
  }

  @Access('VIEWER')
  @Query(() => ModelVersion, {
    nullable: true,
    description: "The version that an alias of a project's model points at now; null when there is no such alias.",
  })
  modelByAlias(
    @Arg('projectSlug', () => String, { description: "The project's short name." }) projectSlug: string,
    @Arg('model', () => String, { description: "The model's name." }) model: string,
    @Arg('alias', () => String, { description: 'The alias, for example "production".' }) alias: string,
    @Ctx() { services }: ApiContext,
  ): Promise<ModelVersionRow | null> {
    return services.model.byAlias(projectSlug, model, alias);
  }

  @FieldResolver(() => ModelVersionConnection, { description: 'Its versions, newest first.' })
  async versions(
    @Root() model: ModelRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.modelVersion.page(model.id, { first, after }));
  }

  @FieldResolver(() => ModelVersion, { nullable: true, description: 'Its newest version.' })
  latestVersion(@Root() model: ModelRow, @Ctx() { loaders }: ApiContext) {
    return loaders.latestModelVersion.load(model.id);
  }

  @FieldResolver(() => [ModelAlias], { description: 'Its aliases, by name.' })
  aliases(@Root() model: ModelRow, @Ctx() { loaders }: ApiContext) {
    return loaders.aliasesOfModel.load(model.id);
  }

  @FieldResolver(() => [ModelAliasMove], { description: 'How its aliases were moved, newest first, at most 100.' })
  aliasHistory(@Root() model: ModelRow, @Ctx() { loaders }: ApiContext) {
    return loaders.aliasMovesOfModel.load(model.id);
  }
}

@Resolver(() => ModelAlias)
export class ModelAliasResolver {
  @FieldResolver(() => ModelVersion, { description: 'What it points at.' })
  version(@Root() alias: ModelAliasRow, @Ctx() { loaders }: ApiContext) {
    return loaders.modelVersion.load(alias.versionId);
  }
}

@Resolver(() => ModelAliasMove)
export class ModelAliasMoveResolver {
  @FieldResolver(() => ModelVersion, { nullable: true, description: 'Where it pointed before; null when it was new.' })
  from(@Root() move: ModelAliasMoveRow, @Ctx() { loaders }: ApiContext) {
    return move.fromVersionId === null ? null : loaders.modelVersion.load(move.fromVersionId);
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'Where it was pointed; null when it was taken away.',
  })
  to(@Root() move: ModelAliasMoveRow, @Ctx() { loaders }: ApiContext) {
    return move.toVersionId === null ? null : loaders.modelVersion.load(move.toVersionId);
  }
}

@Resolver(() => ModelVersion)
export class ModelVersionResolver {
  @FieldResolver(() => RegisteredModel, { description: 'The model it is a version of.' })
  model(@Root() version: ModelVersionRow, @Ctx() { loaders }: ApiContext) {
    return loaders.registeredModel.load(version.modelId);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run that trained it; null once that was removed.' })
  run(@Root() version: ModelVersionRow, @Ctx() { loaders }: ApiContext) {
    return version.runId === null ? null : loaders.run.load(version.runId);
  }

  @FieldResolver(() => [String], { description: 'Aliases that point at it.' })
  async aliasNames(@Root() version: ModelVersionRow, @Ctx() { loaders }: ApiContext): Promise<string[]> {
    const aliases = await loaders.aliasesOfModel.load(version.modelId);
    return aliases.filter(({ versionId }) => versionId === version.id).map(({ name }) => name);
  }

  @FieldResolver(() => [ModelFile], { description: 'Its files.' })
  async files(@Root() version: ModelVersionRow, @Ctx() { loaders }: ApiContext): Promise<ModelFile[]> {
    const files = await loaders.filesOfModelVersion.load(version.id);
    return files.map((file: ModelFileRow) => ({ ...file, url: `/models/${version.id}/${file.path}` }));
  }

  @FieldResolver(() => String, {
    description: 'Where it is downloaded whole: a zip of model.json, weights.bin and voxboard.json.',
  })
  bundleUrl(@Root() version: ModelVersionRow): string {
    return `/models/${version.id}/bundle.zip`;
  }

  @FieldResolver(() => ModelTraining, { description: 'What it was trained on, how, and with what.' })
  training(@Root() version: ModelVersionRow): ModelTraining {
    return toTraining(TrainingFactsSchema.parse(version.facts));
  }
}
