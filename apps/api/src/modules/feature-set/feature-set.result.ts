import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { FeatureSet } from './feature-set.type.js';

@ObjectType({ description: 'The feature set is there, or waits for a worker.', simpleResolvers: true })
export class ComputeFeatureSetSuccess {
  @Field(() => FeatureSet, { description: 'The feature set.' })
  readonly featureSet: unknown;

  @Field(() => Boolean, { description: 'Whether it was there, or asked for, already.' })
  readonly wasCached: boolean;

  constructor(made: { featureSet: unknown; wasCached: boolean }) {
    this.featureSet = made.featureSet;
    this.wasCached = made.wasCached;
  }
}

@ObjectType({ description: 'The computation is canceled.', simpleResolvers: true })
export class CancelFeatureSetSuccess {
  @Field(() => FeatureSet, { description: 'The feature set.' })
  readonly featureSet: unknown;

  constructor(featureSet: unknown) {
    this.featureSet = featureSet;
  }
}

export const CancelFeatureSetResult = resultUnion(
  'CancelFeatureSetResult',
  CancelFeatureSetSuccess,
  InvalidInputError,
  NotFoundError,
);

export const ComputeFeatureSetResult = resultUnion(
  'ComputeFeatureSetResult',
  ComputeFeatureSetSuccess,
  InvalidInputError,
  NotFoundError,
);
