import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import {
  AlreadyExistsError,
  IllegalTransitionError,
  InvalidInputError,
  NotFoundError,
  NotReadyError,
} from '../shared/user-error.type.js';
import { Sweep } from './sweep.type.js';

@ObjectType({ simpleResolvers: true, description: 'The sweep was begun.' })
export class CreateSweepSuccess {
  @Field(() => Sweep, { description: 'The sweep.' })
  readonly sweep: unknown;

  constructor(sweep: unknown) {
    this.sweep = sweep;
  }
}

@ObjectType({ simpleResolvers: true, description: 'The sweep was changed.' })
export class ChangeSweepSuccess {
  @Field(() => Sweep, { description: 'The sweep as it is now.' })
  readonly sweep: unknown;

  constructor(sweep: unknown) {
    this.sweep = sweep;
  }
}

export const CreateSweepResult = resultUnion(
  'CreateSweepResult',
  CreateSweepSuccess,
  InvalidInputError,
  NotFoundError,
  NotReadyError,
  AlreadyExistsError,
);
export const ChangeSweepResult = resultUnion(
  'ChangeSweepResult',
  ChangeSweepSuccess,
  NotFoundError,
  IllegalTransitionError,
);
