import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { ApiToken } from './token.type.js';

@ObjectType({ description: 'The token was made.', simpleResolvers: true })
export class CreateTokenSuccess {
  @Field(() => ApiToken, { description: 'The token.' })
  readonly token: unknown;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret. It is kept nowhere: this is the only time it is shown. null when the request is repeated.',
  })
  readonly secret: string | null;

  constructor(token: unknown, secret: string | null) {
    this.token = token;
    this.secret = secret;
  }
}

@ObjectType({ description: 'The token is good for nothing any more.', simpleResolvers: true })
export class RevokeTokenSuccess {
  @Field(() => ApiToken, { description: 'The token as it is now.' })
  readonly token: unknown;

  constructor(token: unknown) {
    this.token = token;
  }
}

export const CreateTokenResult = resultUnion('CreateTokenResult', CreateTokenSuccess, InvalidInputError, NotFoundError);
export const RevokeTokenResult = resultUnion('RevokeTokenResult', RevokeTokenSuccess, NotFoundError);
