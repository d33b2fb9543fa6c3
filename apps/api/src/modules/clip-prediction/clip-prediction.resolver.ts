import type { ClipPredictionRow, ProjectRow } from '@voxboard/db';
import { PredictionWindowSchema } from '@voxboard/domain';
import { Arg, Ctx, FieldResolver, Float, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { ModelVersion } from '../model/model.type.js';
import { Project } from '../project/project.type.js';
import { Run } from '../run/run.type.js';
import { toConnection } from '../shared/connection.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { DeleteClipPredictionInput, KeepClipPredictionInput } from './clip-prediction.input.js';
import {
  DeleteClipPredictionResult,
  DeleteClipPredictionSuccess,
  KeepClipPredictionResult,
  KeepClipPredictionSuccess,
} from './clip-prediction.result.js';
import { ClipPrediction, ClipPredictionConnection, PredictionWindow } from './clip-prediction.type.js';

@Resolver(() => ClipPrediction)
export class ClipPredictionResolver {
  @Access('VIEWER')
  @Query(() => ClipPrediction, {
    nullable: true,
    description:
      'What a model said of a recording that was sent with POST /predict; null when there is none of that id.',
  })
  clipPrediction(
    @Arg('id', () => ID, { description: "The prediction's id, as POST /predict answered." }) id: string,
    @Ctx() { loaders }: ApiContext,
  ) {
    return loaders.clipPrediction.load(id);
  }

  @Access('EDITOR')
  @Mutation(() => KeepClipPredictionResult, {
    description: 'Keeps a recording that was sent to a model, or gives it up.',
  })
  keepClipPrediction(
    @Arg('input', () => KeepClipPredictionInput, { description: 'Which, and whether.' }) input: KeepClipPredictionInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new KeepClipPredictionSuccess(await services.clipPrediction.keep(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => DeleteClipPredictionResult, {
    description: 'Removes what a model said of a recording, and the recording.',
  })
  deleteClipPrediction(
    @Arg('input', () => DeleteClipPredictionInput, { description: 'Which.' }) input: DeleteClipPredictionInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new DeleteClipPredictionSuccess(await services.clipPrediction.delete(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @FieldResolver(() => [Float], {
    nullable: true,
    description: 'Probability of each label for the recording as a whole; null where nothing of it could be read.',
  })
  probabilities(@Root() row: ClipPredictionRow): readonly number[] | null {
    return row.probabilities.length === 0 ? null : row.probabilities;
  }

  @FieldResolver(() => [PredictionWindow], { description: 'What it said over time, window by window.' })
  windows(@Root() row: ClipPredictionRow): PredictionWindow[] {
    return z.array(PredictionWindowSchema).parse(row.windows);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the recording is still there.' })
  hasAudio(@Root() row: ClipPredictionRow): boolean {
    return row.audioSha256 !== null;
  }

  @FieldResolver(() => Run, {
    nullable: true,
    description: 'Whose model heard it; null when a registered version did.',
  })
  run(@Root() row: ClipPredictionRow, @Ctx() { loaders }: ApiContext) {
    return row.runId === null ? null : loaders.run.load(row.runId);
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: "Which version heard it; null when a run's model did.",
  })
  modelVersion(@Root() row: ClipPredictionRow, @Ctx() { loaders }: ApiContext) {
    return row.versionId === null ? null : loaders.modelVersion.load(row.versionId);
  }
}

@Resolver(() => Project)
export class ProjectClipPredictionsResolver {
  @FieldResolver(() => ClipPredictionConnection, {
    description: 'Recordings that were sent to its models, newest first.',
  })
  async clipPredictions(
    @Root() project: ProjectRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.clipPrediction.page(project.id, { first, after }));
  }
}
