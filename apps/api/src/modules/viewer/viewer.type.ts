import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../shared/scalars.js';
import { SignInModeEnum, ViewerKindEnum } from './viewer.enums.js';

@ObjectType({ description: 'How people sign in here.', simpleResolvers: true })
export class SignInOptions {
  @Field(() => SignInModeEnum, { description: 'Whether and how.' })
  mode!: keyof typeof SignInModeEnum;

  @Field(() => Boolean, {
    description: 'Whether there is no account yet, so that the set-up code makes the first one.',
  })
  needsSetup!: boolean;

  @Field(() => String, { nullable: true, description: 'Name of the identity provider; null where there is none.' })
  providerLabel!: string | null;
}

@ObjectType({ description: 'Whoever asks.' })
export class Viewer {
  @Field(() => ViewerKindEnum, { description: 'How they are known.', simple: true })
  kind!: keyof typeof ViewerKindEnum;

  @Field(() => String, { description: "A person's name, or a token's.", simple: true })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'Their account; null for those who have none.', simple: true })
  accountId!: string | null;

  @Field(() => Boolean, { description: 'Whether they may manage accounts and see every project.', simple: true })
  isInstanceAdmin!: boolean;
}

@ObjectType({ description: 'A browser that somebody signed in with.', simpleResolvers: true })
export class SignInSession {
  @Field(() => ID, { description: 'Identifies it.' })
  id!: string;

  @Field(() => String, { description: 'What the browser says it is.' })
  userAgent!: string;

  @Field(() => String, { description: 'Where it signed in from.' })
  address!: string;

  @Field(() => DateTime, { description: 'When it signed in.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last seen, to the minute.' })
  lastSeenAt!: Date;

  @Field(() => DateTime, { description: 'When it ends unless it is used before.' })
  expiresAt!: Date;

  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  isCurrent!: boolean;
}

@ObjectType({ description: 'A person who can sign in.', simpleResolvers: true })
export class Account {
  @Field(() => ID, { description: 'Identifies it.' })
  id!: string;

  @Field(() => String, { description: 'What they sign in with.' })
  email!: string;

  @Field(() => String, { description: 'What they are called.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether they may manage accounts and see every project.' })
  isAdmin!: boolean;

  @Field(() => Boolean, { description: 'Whether they have a password here.' })
  hasPassword!: boolean;

  @Field(() => String, { nullable: true, description: 'Who else vouches for them; null when nobody does.' })
  identityProvider!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Since when they cannot sign in; null when they can.' })
  disabledAt!: Date | null;
}
