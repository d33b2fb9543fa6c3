import type { FeatureSetRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { DatasetVersion } from '../dataset/dataset.type.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { ComputeFeatureSetInput } from './feature-set.input.js';
import {
  CancelFeatureSetResult,
  CancelFeatureSetSuccess,
  ComputeFeatureSetResult,
  ComputeFeatureSetSuccess,
} from './feature-set.result.js';
import { FeatureFailure, FeatureSet, RecipePreset } from './feature-set.type.js';
import { recipePresets } from './recipe-presets.js';

const FailuresSchema = z.array(z.object({ position: z.number(), path: z.string(), reason: z.string() }));

@Resolver(() => FeatureSet)
export class FeatureSetResolver {
  @Access('VIEWER')
  @Query(() => FeatureSet, { nullable: true, description: 'The feature set with this id; null when there is none.' })
  featureSet(
    @Arg('id', () => ID, { description: "The feature set's id." }) id: string,
    @Ctx() { loaders }: ApiContext,
  ) {
    return loaders.featureSet.load(id);
  }

  @Access('VIEWER', { where: 'ANYWHERE' })
  @Query(() => [RecipePreset], { description: 'Recipes that come with Voxboard.' })
  recipePresets(): RecipePreset[] {
    return recipePresets();
  }

  @Access('EDITOR')
  @Mutation(() => ComputeFeatureSetResult, {
    description: 'Computes features of a dataset version, unless that recipe has been computed of it already.',
  })
  computeFeatureSet(
    @Arg('input', () => ComputeFeatureSetInput, { description: 'What to compute of what.' })
    input: ComputeFeatureSetInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new ComputeFeatureSetSuccess(await services.featureSet.compute(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => CancelFeatureSetResult, {
    description:
      'Stops the computation of a feature set, within a clip. What was computed is kept: computing it again goes on.',
  })
  cancelFeatureSet(
    @Arg('id', () => ID, { description: "The feature set's id." }) id: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Sending the request again with the same key does it once.',
    })
    idempotencyKey: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new CancelFeatureSetSuccess(await services.featureSet.cancel(id, idempotencyKey)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Seconds until all clips are done, at the present rate; null unless it is being computed.',
  })
  secondsLeft(@Root() { clipsPerSec, clipsDone, clipsTotal }: FeatureSetRow): number | null {
    return clipsPerSec === null ? null : (clipsTotal - clipsDone) / clipsPerSec;
  }

  @FieldResolver(() => [FeatureFailure], { description: 'Clips no features could be computed from.' })
  failures(@Root() row: FeatureSetRow): FeatureFailure[] {
    return FailuresSchema.parse(row.failures);
  }

  @FieldResolver(() => DatasetVersion, { description: 'The clips it was computed from.' })
  datasetVersion(@Root() row: FeatureSetRow, @Ctx() { loaders }: ApiContext) {
    return loaders.datasetVersion.load(row.datasetVersionId);
  }
}
