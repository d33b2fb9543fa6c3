import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { Architecture } from './architecture.type.js';

@ObjectType({ description: 'The architecture was made.', simpleResolvers: true })
export class CreateArchitectureSuccess {
  @Field(() => Architecture, { description: 'The new architecture.' })
  readonly architecture: unknown;

  constructor(architecture: unknown) {
    this.architecture = architecture;
  }
}

export const CreateArchitectureResult = resultUnion(
  'CreateArchitectureResult',
  CreateArchitectureSuccess,
  InvalidInputError,
  NotFoundError,
  AlreadyExistsError,
);
