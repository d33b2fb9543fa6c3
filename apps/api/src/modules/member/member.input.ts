import { Field, ID, InputType } from 'type-graphql';
import { RoleEnum } from '../viewer/viewer.enums.js';

const KEY = 'Makes repeating the request safe; doing this twice is anyway.';

@InputType({ description: 'Whom to give which role in a project.' })
export class SetMemberInput {
  @Field(() => String, { description: 'The project.' })
  projectSlug!: string;

  @Field(() => String, { description: 'The e-mail address of their account.' })
  email!: string;

  @Field(() => RoleEnum, { description: 'What they may do from now on.' })
  role!: keyof typeof RoleEnum;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Who shall not be a member any more.' })
export class RemoveMemberInput {
  @Field(() => String, { description: 'The project.' })
  projectSlug!: string;

  @Field(() => ID, { description: 'Their account.' })
  accountId!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
