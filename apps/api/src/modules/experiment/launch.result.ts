import { Field, ObjectType } from 'type-graphql';
import { Run } from '../run/run.type.js';
import { resultUnion } from '../shared/mutation-result.js';
import { AlreadyExistsError, InvalidInputError, NotFoundError, NotReadyError } from '../shared/user-error.type.js';
import { Experiment } from './experiment.type.js';

@ObjectType({ description: 'The runs wait for a worker.', simpleResolvers: true })
export class LaunchExperimentSuccess {
  @Field(() => Experiment, {
    description: 'The experiment: a new one, or the one of this configuration that the runs joined.',
  })
  readonly experiment: unknown;

  @Field(() => [Run], { description: 'The runs of this launch.' })
  readonly runs: readonly unknown[];

  constructor(launched: { experiment: unknown; runs: readonly unknown[] }) {
    this.experiment = launched.experiment;
    this.runs = launched.runs;
  }
}

export const LaunchExperimentResult = resultUnion(
  'LaunchExperimentResult',
  LaunchExperimentSuccess,
  InvalidInputError,
  NotFoundError,
  NotReadyError,
  AlreadyExistsError,
);
