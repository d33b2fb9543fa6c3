import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError, NotReadyError } from '../shared/user-error.type.js';
import { ModelVersion, RegisteredModel } from './model.type.js';
import { PromotionRefusedError } from './promotion-refused.type.js';

@ObjectType({ description: 'The model is registered.', simpleResolvers: true })
export class PromoteRunSuccess {
  @Field(() => ModelVersion, { description: 'The new version.' })
  readonly version: unknown;

  constructor(version: unknown) {
    this.version = version;
  }
}

@ObjectType({ description: 'The model was changed.', simpleResolvers: true })
export class ModelSuccess {
  @Field(() => RegisteredModel, { description: 'The model as it is now.' })
  readonly model: unknown;

  constructor(model: unknown) {
    this.model = model;
  }
}

@ObjectType({ description: 'The version was changed.', simpleResolvers: true })
export class ModelVersionSuccess {
  @Field(() => ModelVersion, { description: 'The version as it is now.' })
  readonly version: unknown;

  constructor(version: unknown) {
    this.version = version;
  }
}

export const PromoteRunResult = resultUnion(
  'PromoteRunResult',
  PromoteRunSuccess,
  InvalidInputError,
  NotFoundError,
  NotReadyError,
  PromotionRefusedError,
);
export const SetModelAliasResult = resultUnion(
  'SetModelAliasResult',
  ModelSuccess,
  InvalidInputError,
  NotFoundError,
  PromotionRefusedError,
);
export const UpdateModelResult = resultUnion(
  'UpdateModelResult',
  ModelSuccess,
  InvalidInputError,
  NotFoundError,
  AlreadyExistsError,
);
export const UpdateModelVersionResult = resultUnion(
  'UpdateModelVersionResult',
  ModelVersionSuccess,
  InvalidInputError,
  NotFoundError,
);
