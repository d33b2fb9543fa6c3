import { Field, ID, InputType, Int } from 'type-graphql';
import { TokenScopeEnum } from '../viewer/viewer.enums.js';

@InputType({ description: 'A token to make.' })
export class CreateTokenInput {
  @Field(() => String, { description: 'What it is for.' })
  name!: string;

  @Field(() => [TokenScopeEnum], { description: 'What it may be used for; at least one.' })
  scopes!: (keyof typeof TokenScopeEnum)[];

  @Field(() => String, {
    nullable: true,
    description: 'The only project that it works in; all of yours when left out.',
  })
  projectSlug?: string | null;

  @Field(() => Int, { nullable: true, description: 'Days until it ends, up to 3,650; never when left out.' })
  expiresInDays?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes repeating the request safe: use a new one for each request. The secret is not shown again.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A token to revoke.' })
export class RevokeTokenInput {
  @Field(() => ID, { description: 'The token.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Makes repeating the request safe; revoking twice is anyway.' })
  idempotencyKey?: string | null;
}
