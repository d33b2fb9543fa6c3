import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../shared/scalars.js';
import { RoleEnum } from '../viewer/viewer.enums.js';

@ObjectType({ description: 'Somebody who works in a project.', simpleResolvers: true })
export class Member {
  @Field(() => ID, { description: 'Their account.' })
  accountId!: string;

  @Field(() => String, { description: 'What they sign in with.' })
  email!: string;

  @Field(() => String, { description: 'What they are called.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role!: keyof typeof RoleEnum;

  @Field(() => DateTime, { description: 'Since when they are a member.' })
  createdAt!: Date;
}
