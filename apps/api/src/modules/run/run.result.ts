import { Field, Int, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { IllegalTransitionError, InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { Run } from './run.type.js';

@ObjectType({ description: 'The run was made and runs.', simpleResolvers: true })
export class CreateRunSuccess {
  @Field(() => Run, { description: 'The new run.' })
  readonly run: unknown;

  constructor(run: unknown) {
    this.run = run;
  }
}

@ObjectType({ description: 'The run was changed.', simpleResolvers: true })
export class UpdateRunSuccess {
  @Field(() => Run, { description: 'The run as it is now.' })
  readonly run: unknown;

  constructor(run: unknown) {
    this.run = run;
  }
}

@ObjectType({ description: 'The run has ended.', simpleResolvers: true })
export class FinishRunSuccess {
  @Field(() => Run, { description: 'The run as it is now.' })
  readonly run: unknown;

  constructor(run: unknown) {
    this.run = run;
  }
}

@ObjectType({
  description: 'The run is canceled; one that is being trained as soon as its worker hears of it.',
  simpleResolvers: true,
})
export class CancelRunSuccess {
  @Field(() => Run, { description: 'The run as it is now.' })
  readonly run: unknown;

  constructor(run: unknown) {
    this.run = run;
  }
}

@ObjectType({ description: 'The run waits for a worker again.', simpleResolvers: true })
export class ResumeRunSuccess {
  @Field(() => Run, { description: 'The run as it is now.' })
  readonly run: unknown;

  constructor(run: unknown) {
    this.run = run;
  }
}

@ObjectType({ description: 'The run runs again.', simpleResolvers: true })
export class ReopenRunSuccess {
  @Field(() => Run, { description: 'The run as it is now.' })
  readonly run: unknown;

  constructor(run: unknown) {
    this.run = run;
  }
}

@ObjectType({ description: 'The parameters are stored.', simpleResolvers: true })
export class LogParamsSuccess {
  @Field(() => Run, { description: 'The run as it is now.' })
  readonly run: unknown;

  constructor(run: unknown) {
    this.run = run;
  }
}

@ObjectType({ description: 'The lines are stored.', simpleResolvers: true })
export class LogLinesSuccess {
  @Field(() => Run, { description: 'The run as it is now.' })
  readonly run: unknown;

  constructor(run: unknown) {
    this.run = run;
  }
}

@ObjectType({ description: 'The predictions are stored, and the confusion matrix with them.', simpleResolvers: true })
export class LogPredictionsSuccess {
  @Field(() => Run, { description: 'The run as it is now.' })
  readonly run: unknown;

  @Field(() => Int, { description: 'Predictions stored of that part of the data, those of earlier calls included.' })
  readonly total: number;

  constructor(made: { run: unknown; total: number }) {
    this.run = made.run;
    this.total = made.total;
  }
}

export const CreateRunResult = resultUnion('CreateRunResult', CreateRunSuccess, InvalidInputError, NotFoundError);
export const UpdateRunResult = resultUnion('UpdateRunResult', UpdateRunSuccess, InvalidInputError, NotFoundError);
export const FinishRunResult = resultUnion(
  'FinishRunResult',
  FinishRunSuccess,
  InvalidInputError,
  NotFoundError,
  IllegalTransitionError,
);
export const CancelRunResult = resultUnion('CancelRunResult', CancelRunSuccess, NotFoundError, IllegalTransitionError);
export const ResumeRunResult = resultUnion('ResumeRunResult', ResumeRunSuccess, NotFoundError, IllegalTransitionError);
export const ReopenRunResult = resultUnion('ReopenRunResult', ReopenRunSuccess, NotFoundError, IllegalTransitionError);
export const LogParamsResult = resultUnion('LogParamsResult', LogParamsSuccess, InvalidInputError, NotFoundError);
export const LogLinesResult = resultUnion('LogLinesResult', LogLinesSuccess, InvalidInputError, NotFoundError);
export const LogPredictionsResult = resultUnion(
  'LogPredictionsResult',
  LogPredictionsSuccess,
  InvalidInputError,
  NotFoundError,
);
