import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { Architecture } from './architecture.type.js';
import { NetworkDescription } from './network.type.js';

@ObjectType({ description: 'The architecture was made.', simpleResolvers: true })
export class CreateArchitectureSuccess {
  @Field(() => Architecture, { description: 'The new architecture.' })
  readonly architecture: unknown;

  constructor(architecture: unknown) {
    this.architecture = architecture;
  }
}

@ObjectType({ description: 'The architecture was changed.', simpleResolvers: true })
export class UpdateArchitectureSuccess {
  @Field(() => Architecture, { description: 'The architecture as it is now.' })
  readonly architecture: unknown;

  constructor(architecture: unknown) {
    this.architecture = architecture;
  }
}

export const UpdateArchitectureResult = resultUnion(
  'UpdateArchitectureResult',
  UpdateArchitectureSuccess,
  InvalidInputError,
  NotFoundError,
  AlreadyExistsError,
);

@ObjectType({ description: 'The network can be built.', simpleResolvers: true })
export class DescribeNetworkSuccess {
  @Field(() => NetworkDescription, { description: 'The network layer by layer.' })
  readonly network: unknown;

  constructor(network: unknown) {
    this.network = network;
  }
}

export const DescribeNetworkResult = resultUnion('DescribeNetworkResult', DescribeNetworkSuccess, InvalidInputError);

export const CreateArchitectureResult = resultUnion(
  'CreateArchitectureResult',
  CreateArchitectureSuccess,
  InvalidInputError,
  NotFoundError,
  AlreadyExistsError,
);
