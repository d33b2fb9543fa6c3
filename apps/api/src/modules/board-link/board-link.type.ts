import { Field, ID, ObjectType } from 'type-graphql';
import { TaskEnum } from '../shared/enums.js';
import { DateTime } from '../shared/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'An address that shows one board, and nothing else, to whoever has it. It is shown once, when it is made.',
})
export class BoardLink {
  @Field(() => ID, { description: 'Identifies it.' })
  id!: string;

  @Field(() => String, { description: 'Where it is used.' })
  name!: string;

  @Field(() => TaskEnum, { description: 'What is predicted on the board.' })
  task!: keyof typeof TaskEnum;

  @Field(() => ID, { description: "The board's clips." })
  datasetVersionId!: string;

  @Field(() => String, { description: "Hash of the board's protocol." })
  protocolHash!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ends; null for never.' })
  expiresAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null when it was not.' })
  revokedAt!: Date | null;
}
