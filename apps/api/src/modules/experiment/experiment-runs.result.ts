import { Field, Int, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { NotFoundError, NotReadyError } from '../shared/user-error.type.js';
import { Experiment } from './experiment.type.js';

@ObjectType({ simpleResolvers: true, description: 'The runs that could be were changed; the others are as they were.' })
export class ExperimentRunsSuccess {
  @Field(() => Experiment, { description: 'The experiment.' })
  readonly experiment: unknown;

  @Field(() => Int, { description: 'How many of its runs were changed.' })
  readonly count: number;

  constructor({ experiment, count }: { readonly experiment: unknown; readonly count: number }) {
    this.experiment = experiment;
    this.count = count;
  }
}

export const ExperimentRunsResult = resultUnion(
  'ExperimentRunsResult',
  ExperimentRunsSuccess,
  NotFoundError,
  NotReadyError,
);
