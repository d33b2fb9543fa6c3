import { Field, ObjectType } from 'type-graphql';
import { Run } from '../run/run.type.js';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';

@ObjectType({
  description: 'The statement is stored; a finished run was audited at once, others are when they finish.',
  simpleResolvers: true,
})
export class UploadRunEvidenceSuccess {
  @Field(() => Run, { description: 'The run, with its certificate once it has finished.' })
  readonly run: unknown;

  constructor(run: unknown) {
    this.run = run;
  }
}

export const UploadRunEvidenceResult = resultUnion(
  'UploadRunEvidenceResult',
  UploadRunEvidenceSuccess,
  InvalidInputError,
  NotFoundError,
);
