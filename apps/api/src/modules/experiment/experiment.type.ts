import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../shared/connection.type.js';
import { RunSourceEnum, TaskEnum } from '../shared/enums.js';
import { Node } from '../shared/node.type.js';
import { DateTime, Json } from '../shared/scalars.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'One configuration: task, features, architecture, hyperparameters and protocol. Its score pools its runs.',
})
export class Experiment extends Node {
  @Field(() => String, { description: 'Name, unique in the project.' })
  name!: string;

  @Field(() => RunSourceEnum, { description: 'Who trains its runs.' })
  source!: keyof typeof RunSourceEnum;

  @Field(() => TaskEnum, { nullable: true, description: "What is predicted; null where an outside script didn't say." })
  task!: keyof typeof TaskEnum | null;

  @Field(() => Json, { nullable: true, description: 'All of them, defaults filled in; null for outside scripts.' })
  hyperparameters!: unknown;

  @Field(() => Int, { description: 'Folds of its protocol; 0 for outside scripts.' })
  plannedFolds!: number;

  @Field(() => [Int], { description: 'Seeds asked for so far.' })
  plannedSeeds!: number[];

  @Field(() => [String], { description: 'Labels people gave it.' })
  tags!: string[];

  @Field(() => String, { description: 'Free text; may be empty.' })
  notes!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was deleted; null unless it is in the trash.' })
  deletedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when on it is removed for good; null unless it is in the trash.',
  })
  purgeAfter!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: "An experiment's runs by status." })
export class RunCounts {
  @Field(() => Int, { description: 'Runs waiting for a worker.' })
  queued!: number;

  @Field(() => Int, { description: 'Runs being trained.' })
  running!: number;

  @Field(() => Int, { description: 'Runs trained to the end.' })
  finished!: number;

  @Field(() => Int, { description: 'Runs ended by an error.' })
  failed!: number;

  @Field(() => Int, { description: 'Runs stopped by a person.' })
  canceled!: number;
}

export const ExperimentConnection = connectionOf(Experiment, 'Experiment', 'experiments');
