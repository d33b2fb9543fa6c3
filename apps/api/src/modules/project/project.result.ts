import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { Project } from './project.type.js';

@ObjectType({ description: 'The project was made.', simpleResolvers: true })
export class CreateProjectSuccess {
  @Field(() => Project, { description: 'The new project.' })
  readonly project: unknown;

  constructor(project: unknown) {
    this.project = project;
  }
}

@ObjectType({ description: 'The project was changed.', simpleResolvers: true })
export class UpdateProjectSuccess {
  @Field(() => Project, { description: 'The project as it is now.' })
  readonly project: unknown;

  constructor(project: unknown) {
    this.project = project;
  }
}

export const UpdateProjectResult = resultUnion(
  'UpdateProjectResult',
  UpdateProjectSuccess,
  InvalidInputError,
  NotFoundError,
);
export const CreateProjectResult = resultUnion(
  'CreateProjectResult',
  CreateProjectSuccess,
  InvalidInputError,
  AlreadyExistsError,
);
