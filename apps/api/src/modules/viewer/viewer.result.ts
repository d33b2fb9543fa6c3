import { Field, Int, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { Account } from './viewer.type.js';

@ObjectType({ description: 'The password is the new one; other sessions have ended.', simpleResolvers: true })
export class ChangePasswordSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  readonly isChanged = true;
}

@ObjectType({ description: 'The sessions have ended.', simpleResolvers: true })
export class EndSessionsSuccess {
  @Field(() => Int, { description: 'How many there were.' })
  readonly endedCount: number;

  constructor(endedCount: number) {
    this.endedCount = endedCount;
  }
}

@ObjectType({ description: 'The account is as asked for.', simpleResolvers: true })
export class SaveAccountSuccess {
  @Field(() => Account, { description: 'The account as it is now.' })
  readonly account: Account;

  @Field(() => String, {
    nullable: true,
    description:
      'A password to begin with: shown this once, to be changed by whoever it is given to. null when none was made.',
  })
  readonly initialPassword: string | null;

  constructor(account: Account, initialPassword: string | null) {
    this.account = account;
    this.initialPassword = initialPassword;
  }
}

export const ChangePasswordResult = resultUnion('ChangePasswordResult', ChangePasswordSuccess, InvalidInputError);
export const EndSessionsResult = resultUnion('EndSessionsResult', EndSessionsSuccess, NotFoundError);
export const SaveAccountResult = resultUnion(
  'SaveAccountResult',
  SaveAccountSuccess,
  InvalidInputError,
  AlreadyExistsError,
  NotFoundError,
);
