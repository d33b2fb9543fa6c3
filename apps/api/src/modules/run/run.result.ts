import { Field, ObjectType } from 'type-graphql';
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
