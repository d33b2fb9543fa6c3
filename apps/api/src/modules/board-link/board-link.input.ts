import { Field, ID, InputType, Int } from 'type-graphql';
import { TaskEnum } from '../shared/enums.js';

@InputType({ description: 'An address to make for one board.' })
export class CreateBoardLinkInput {
  @Field(() => String, { description: 'The project.' })
  projectSlug!: string;

  @Field(() => TaskEnum, { description: 'What is predicted.' })
  task!: keyof typeof TaskEnum;

  @Field(() => ID, { description: 'The clips.' })
  datasetVersionId!: string;

  @Field(() => String, { description: 'Hash of the protocol, as `leaderboards` gives it.' })
  protocolHash!: string;

  @Field(() => String, { description: 'Where it will be used, to know it by.' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Days until it ends, up to 3,650; never when left out.' })
  expiresInDays?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes repeating the request safe: use a new one for each request. The address is not shown again.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'An address of a board to revoke.' })
export class RevokeBoardLinkInput {
  @Field(() => ID, { description: 'The link.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Makes repeating the request safe; revoking twice is anyway.' })
  idempotencyKey?: string | null;
}
