import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { countedConnectionOf } from '../shared/connection.type.js';
import { resultUnion } from '../shared/mutation-result.js';
import { DateTime } from '../shared/scalars.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';

@ObjectType({ simpleResolvers: true, description: 'A run that waits for a worker.' })
export class QueueEntry {
  runId!: string;

  @Field(() => Int, { description: 'Its place among the runs of all projects; 1 is next.' })
  position!: number;

  @Field(() => Int, { description: 'Smaller goes first.' })
  priority!: number;

  @Field(() => DateTime, { description: 'Since when it waits.' })
  waitingSince!: Date;

  @Field(() => Float, {
    nullable: true,
    description:
      'Seconds that it is expected to train, from runs of the same architecture and features; null without any.',
  })
  expectedSeconds!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When a worker is expected to take it; null without a worker, or where nobody knows how long something ahead of it takes.',
  })
  expectedStartAt!: Date | null;
}

@InputType({ description: 'Runs to put elsewhere in the queue.' })
export class SetRunPriorityInput {
  @Field(() => [ID], { description: '1 to 1,000 runs; those that do not wait are left alone.' })
  runIds!: string[];

  @Field(() => Int, { description: '-1,000 to 1,000; smaller goes first, 0 is usual.' })
  priority!: number;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The runs have their new places.' })
export class SetRunPrioritySuccess {
  @Field(() => Int, { description: 'How many were waiting, and were moved.' })
  readonly count: number;

  constructor(count: number) {
    this.count = count;
  }
}

export const SetRunPriorityResult = resultUnion(
  'SetRunPriorityResult',
  SetRunPrioritySuccess,
  InvalidInputError,
  NotFoundError,
);
export const QueueEntryConnection = countedConnectionOf(QueueEntry, 'QueueEntry', 'waiting runs');
