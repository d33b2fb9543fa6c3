import type { ProjectRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { ExperimentConnection } from '../experiment/experiment.type.js';
import { Project } from '../project/project.type.js';
import { toConnection } from '../shared/connection.js';
import { requireListSize } from '../shared/list-size.js';
import { asResult } from '../shared/mutation-result.js';
import {
  InvalidInputError,
  NotDeletedError,
  NotFoundError,
  NotReadyError,
  StillUsedError,
} from '../shared/user-error.type.js';
import {
  DatasetTrashInput,
  ExperimentTrashInput,
  FeatureSetTrashInput,
  RunsTrashInput,
  SetRetentionInput,
} from './trash.input.js';
import {
  DeleteResult,
  DeleteSuccess,
  RestoreDatasetResult,
  RestoreDatasetSuccess,
  RestoreExperimentResult,
  RestoreExperimentSuccess,
  RestoreFeatureSetResult,
  RestoreFeatureSetSuccess,
  RestoreRunsResult,
  RestoreRunsSuccess,
  SetRetentionResult,
  SetRetentionSuccess,
} from './trash.result.js';
import { DeletionPreview, StorageUsage, TrashItemConnection } from './trash.type.js';

@Resolver()
export class TrashResolver {
  @Access('EDITOR')
  @Mutation(() => DeleteResult, {
    description:
      'Hides an experiment with its runs, everywhere and at once; runs that wait or train are canceled. It can be brought back until `purgeAfter`, then its rows and files are removed.',
  })
  deleteExperiment(
    @Arg('input', () => ExperimentTrashInput, { description: 'The experiment.' }) input: ExperimentTrashInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () =>
      new DeleteSuccess(await services.trash.deleteExperiment(input.experimentId, input.idempotencyKey));
    return asResult(work, NotFoundError);
  }

  @Access('EDITOR')
  @Mutation(() => RestoreExperimentResult, { description: 'Brings an experiment back that was deleted.' })
  restoreExperiment(
    @Arg('input', () => ExperimentTrashInput, { description: 'The experiment.' }) input: ExperimentTrashInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () =>
      new RestoreExperimentSuccess(await services.trash.restoreExperiment(input.experimentId, input.idempotencyKey));
    return asResult(work, NotFoundError, NotDeletedError);
  }

  @Access('EDITOR')
  @Mutation(() => DeleteResult, { description: 'Hides runs at once; those that wait or train are canceled.' })
  deleteRuns(
    @Arg('input', () => RunsTrashInput, { description: 'The runs.' }) input: RunsTrashInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new DeleteSuccess(await services.trash.deleteRuns(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => RestoreRunsResult, { description: 'Brings runs back that were deleted.' })
  restoreRuns(
    @Arg('input', () => RunsTrashInput, { description: 'The runs.' }) input: RunsTrashInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () => new RestoreRunsSuccess(await services.trash.restoreRuns(input));
    return asResult(work, InvalidInputError, NotFoundError, NotDeletedError, NotReadyError);
  }

  @Access('ADMIN')
  @Mutation(() => DeleteResult, {
    description: 'Hides a feature set; refused, naming them, while experiments learn from it.',
  })
  deleteFeatureSet(
    @Arg('input', () => FeatureSetTrashInput, { description: 'The feature set.' }) input: FeatureSetTrashInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () =>
      new DeleteSuccess(await services.trash.deleteFeatureSet(input.featureSetId, input.idempotencyKey));
    return asResult(work, NotFoundError, StillUsedError);
  }

  @Access('ADMIN')
  @Mutation(() => RestoreFeatureSetResult, { description: 'Brings a feature set back that was deleted.' })
  restoreFeatureSet(
    @Arg('input', () => FeatureSetTrashInput, { description: 'The feature set.' }) input: FeatureSetTrashInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () =>
      new RestoreFeatureSetSuccess(await services.trash.restoreFeatureSet(input.featureSetId, input.idempotencyKey));
    return asResult(work, NotFoundError, NotDeletedError);
  }

  @Access('ADMIN')
  @Mutation(() => DeleteResult, {
    description:
      'Hides a dataset with its versions and features; refused, naming them, while experiments learn from it.',
  })
  deleteDataset(
    @Arg('input', () => DatasetTrashInput, { description: 'The dataset.' }) input: DatasetTrashInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () =>
      new DeleteSuccess(await services.trash.deleteDataset(input.datasetId, input.idempotencyKey));
    return asResult(work, NotFoundError, StillUsedError);
  }

  @Access('ADMIN')
  @Mutation(() => RestoreDatasetResult, { description: 'Brings a dataset back that was deleted.' })
  restoreDataset(
    @Arg('input', () => DatasetTrashInput, { description: 'The dataset.' }) input: DatasetTrashInput,
    @Ctx() { services }: ApiContext,
  ) {
    const work = async () =>
      new RestoreDatasetSuccess(await services.trash.restoreDataset(input.datasetId, input.idempotencyKey));
    return asResult(work, NotFoundError, NotDeletedError);
  }

  @Access('ADMIN')
  @Mutation(() => SetRetentionResult, {
    description: 'Sets how long what is deleted in a project can be brought back.',
  })
  setRetention(
    @Arg('input', () => SetRetentionInput, { description: 'The project and the days.' }) input: SetRetentionInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new SetRetentionSuccess(await services.trash.setRetention(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('VIEWER')
  @Query(() => DeletionPreview, {
    nullable: true,
    description: 'What deleting these would free; nothing is changed. null when there is no such project.',
  })
  async deletionPreview(
    @Arg('projectSlug', () => String, { description: 'The project.' }) projectSlug: string,
    @Arg('experimentIds', () => [ID], { nullable: true, description: 'Experiments, with all their runs; up to 1,000.' })
    experimentIds: string[] | null,
    @Arg('runIds', () => [ID], { nullable: true, description: 'Single runs; up to 1,000.' }) runIds: string[] | null,
    @Ctx() { services, readers }: ApiContext,
  ): Promise<DeletionPreview | null> {
    requireListSize(experimentIds ?? [], 'experimentIds');
    requireListSize(runIds ?? [], 'runIds');
    const project = await readers.project.bySlug(projectSlug);
    return project && services.storage.preview(project.id, experimentIds ?? [], runIds ?? []);
  }
}

@Resolver(() => Project)
export class ProjectTrashResolver {
  @FieldResolver(() => StorageUsage, { description: 'What the project takes up.' })
  storageUsage(@Root() project: ProjectRow, @Ctx() { services }: ApiContext): Promise<StorageUsage> {
    return services.storage.usage(project.id);
  }

  @FieldResolver(() => TrashItemConnection, {
    description: 'All that was deleted in it and can be brought back, the latest first.',
  })
  async trash(
    @Root() project: ProjectRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.trash.page(project.id, { first, after }));
  }

  @FieldResolver(() => ExperimentConnection, { description: 'Its experiments in the trash, newest first.' })
  async deletedExperiments(
    @Root() project: ProjectRow,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on after.' }) after: string | null,
    @Ctx() { readers }: ApiContext,
  ) {
    return toConnection(await readers.experiment.page(project.id, { isDeleted: true }, { first, after }));
  }
}
