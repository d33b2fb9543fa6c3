import { Field, Int, ObjectType } from 'type-graphql';
import { Dataset } from '../dataset/dataset.type.js';
import { Experiment } from '../experiment/experiment.type.js';
import { FeatureSet } from '../feature-set/feature-set.type.js';
import { Project } from '../project/project.type.js';
import { Run } from '../run/run.type.js';
import { resultUnion } from '../shared/mutation-result.js';
import { DateTime } from '../shared/scalars.js';
import {
  InvalidInputError,
  NotDeletedError,
  NotFoundError,
  NotReadyError,
  StillUsedError,
} from '../shared/user-error.type.js';

@ObjectType({ simpleResolvers: true, description: 'It is hidden now, and can be brought back until `purgeAfter`.' })
export class DeleteSuccess {
  @Field(() => DateTime, { description: 'From when on it is removed for good.' })
  readonly purgeAfter: Date;

  @Field(() => Int, { description: 'How many were hidden.' })
  readonly count: number;

  constructor({ purgeAfter, count }: { readonly purgeAfter: Date; readonly count: number }) {
    this.purgeAfter = purgeAfter;
    this.count = count;
  }
}

@ObjectType({ simpleResolvers: true, description: 'The experiment is back, with the runs that went with it.' })
export class RestoreExperimentSuccess {
  @Field(() => Experiment, { description: 'The experiment.' })
  readonly experiment: unknown;

  constructor(experiment: unknown) {
    this.experiment = experiment;
  }
}

@ObjectType({ simpleResolvers: true, description: 'The runs are back.' })
export class RestoreRunsSuccess {
  @Field(() => [Run], { description: 'The runs.' })
  readonly runs: readonly unknown[];

  constructor(runs: readonly unknown[]) {
    this.runs = runs;
  }
}

@ObjectType({ simpleResolvers: true, description: 'The feature set is back.' })
export class RestoreFeatureSetSuccess {
  @Field(() => FeatureSet, { description: 'The feature set.' })
  readonly featureSet: unknown;

  constructor(featureSet: unknown) {
    this.featureSet = featureSet;
  }
}

@ObjectType({ simpleResolvers: true, description: 'The dataset is back.' })
export class RestoreDatasetSuccess {
  @Field(() => Dataset, { description: 'The dataset.' })
  readonly dataset: unknown;

  constructor(dataset: unknown) {
    this.dataset = dataset;
  }
}

@ObjectType({ simpleResolvers: true, description: 'The time is set; what is in the trash already keeps its own.' })
export class SetRetentionSuccess {
  @Field(() => Project, { description: 'The project.' })
  readonly project: unknown;

  constructor(project: unknown) {
    this.project = project;
  }
}

export const DeleteResult = resultUnion(
  'DeleteResult',
  DeleteSuccess,
  InvalidInputError,
  NotFoundError,
  StillUsedError,
);
export const RestoreExperimentResult = resultUnion(
  'RestoreExperimentResult',
  RestoreExperimentSuccess,
  NotFoundError,
  NotDeletedError,
);
export const RestoreRunsResult = resultUnion(
  'RestoreRunsResult',
  RestoreRunsSuccess,
  InvalidInputError,
  NotFoundError,
  NotDeletedError,
  NotReadyError,
);
export const RestoreFeatureSetResult = resultUnion(
  'RestoreFeatureSetResult',
  RestoreFeatureSetSuccess,
  NotFoundError,
  NotDeletedError,
);
export const RestoreDatasetResult = resultUnion(
  'RestoreDatasetResult',
  RestoreDatasetSuccess,
  NotFoundError,
  NotDeletedError,
);
export const SetRetentionResult = resultUnion(
  'SetRetentionResult',
  SetRetentionSuccess,
  InvalidInputError,
  NotFoundError,
);
