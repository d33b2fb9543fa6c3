import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../shared/scalars.js';
import { TokenScopeEnum } from '../viewer/viewer.enums.js';

@ObjectType({ description: 'What a script signs in with. Its secret is shown once, when it is made.' })
export class ApiToken {
  @Field(() => ID, { description: 'Identifies it.', simple: true })
  id!: string;

  @Field(() => String, { description: 'What it is for.', simple: true })
  name!: string;

  @Field(() => String, { description: 'How its secret begins, to know it by.', simple: true })
  prefix!: string;

  @Field(() => [TokenScopeEnum], { description: 'What it may be used for.', simple: true })
  scopes!: (keyof typeof TokenScopeEnum)[];

  @Field(() => DateTime, { description: 'When it was made.', simple: true })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ends; null for never.', simple: true })
  expiresAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null when it was not.', simple: true })
  revokedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, to the minute.', simple: true })
  lastUsedAt!: Date | null;

  projectId!: string | null;
}
