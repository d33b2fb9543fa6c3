import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Makes repeating the request safe: use a new one for each request.';

@InputType({ description: 'A new password.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password as it is.' })
  presentPassword!: string;

  @Field(() => String, { description: 'The password to be; at least 12 characters.' })
  newPassword!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which sessions to end.' })
export class EndSessionsInput {
  @Field(() => ID, { nullable: true, description: 'One session; all but the one that asks when left out.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A person who shall be able to sign in.' })
export class CreateAccountInput {
  @Field(() => String, { description: 'What they sign in with.' })
  email!: string;

  @Field(() => String, { description: 'What they are called.' })
  name!: string;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether they manage accounts.' })
  isAdmin?: boolean | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What to change about an account; what is left out stays.' })
export class UpdateAccountInput {
  @Field(() => ID, { description: 'The account.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'What they are called.' })
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they manage accounts and see every project.' })
  isAdmin?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True ends their sessions and tokens at once, until false.' })
  isDisabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True gives them a new password, shown once.' })
  resetPassword?: boolean | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
