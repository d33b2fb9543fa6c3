import { Field, ObjectType } from 'type-graphql';
import { Project } from '../project/project.type.js';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';

@ObjectType({ description: 'The members are as asked for.', simpleResolvers: true })
export class SaveMembersSuccess {
  @Field(() => Project, { description: 'The project.' })
  readonly project: unknown;

  constructor(project: unknown) {
    this.project = project;
  }
}

export const SaveMembersResult = resultUnion('SaveMembersResult', SaveMembersSuccess, InvalidInputError, NotFoundError);
