import { Field, Int, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { IllegalTransitionError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';

@ObjectType({ description: 'The points are stored for good.', simpleResolvers: true })
export class LogMetricsSuccess {
  @Field(() => Int, { description: 'Points stored by this call.' })
  readonly stored: number;

  @Field(() => Boolean, { description: 'Whether the batch had been stored before.' })
  readonly wasDuplicate: boolean;

  constructor(outcome: { stored: number; duplicate: boolean }) {
    this.stored = outcome.stored;
    this.wasDuplicate = outcome.duplicate;
  }
}

export const LogMetricsResult = resultUnion(
  'LogMetricsResult',
  LogMetricsSuccess,
  InvalidInputError,
  NotFoundError,
  IllegalTransitionError,
);
