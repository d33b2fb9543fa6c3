import { Field, Int, ObjectType } from 'type-graphql';
import { countedConnectionOf } from '../shared/connection.type.js';
import { RunSourceEnum, RunStatusEnum } from '../shared/enums.js';
import { Node } from '../shared/node.type.js';
import { DateTime, Json } from '../shared/scalars.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One training of an experiment: one fold, one seed.',
})
export class Run extends Node {
  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => RunSourceEnum, { description: 'Who trains it.' })
  source!: keyof typeof RunSourceEnum;

  @Field(() => RunStatusEnum, { description: 'Where it is in its life.' })
  status!: keyof typeof RunStatusEnum;

  @Field(() => Int, { nullable: true, description: 'Seed of weights, shuffling and dropout; null when not stated.' })
  seed!: number | null;

  @Field(() => Int, { nullable: true, description: 'Zero-based fold of the protocol; null when not stated.' })
  foldIndex!: number | null;

  @Field(() => Json, { description: 'Parameters by name, flat.' })
  params!: unknown;

  @Field(() => [String], { description: 'Labels people gave it.' })
  tags!: string[];

  @Field(() => String, { description: 'Free text; may be empty.' })
  notes!: string;

  @Field(() => Int, { nullable: true, description: 'Trainable numbers of the model; null until it is built.' })
  parameterCount!: number | null;

  @Field(() => Int, { description: 'Epochs trained so far.' })
  epochsDone!: number;

  @Field(() => Int, { nullable: true, description: 'Epochs planned; null when not known.' })
  epochCount!: number | null;

  @Field(() => Int, { description: 'Which attempt this is: 0 before the first, 2 after a worker was lost once.' })
  attempt!: number;

  @Field(() => String, { nullable: true, description: 'Stable name of the error it failed with; null unless it did.' })
  errorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The error in words; null unless it failed.' })
  errorMessage!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was stopped before its end, in words; null where nobody and nothing stopped it.',
  })
  stopReason!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was deleted; null unless it is in the trash.',
  })
  deletedAt!: Date | null;

  @Field(() => DateTime, { description: 'When it was launched or created.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When training began; null until then.' })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null until then.' })
  finishedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its worker or script was last heard of; null before the first time.',
  })
  heartbeatAt!: Date | null;
}

export const RunConnection = countedConnectionOf(Run, 'Run', 'runs');
