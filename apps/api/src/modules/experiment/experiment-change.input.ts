import { Field, ID, InputType, Int } from 'type-graphql';
import { Json } from '../shared/scalars.js';
import { ProtocolInput } from './launch.input.js';

const KEY = 'Sending the request again with the same key does it once.';

@InputType({ description: 'An experiment whose runs are meant.' })
export class ExperimentRunsInput {
  @Field(() => ID, { description: 'The experiment.' })
  experimentId!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What a copy has otherwise; what is left out stays as it is.' })
export class ExperimentChanges {
  @Field(() => String, { nullable: true, description: 'Name; made from the parts when left out.' })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'What to learn from; must be READY.' })
  featureSetId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The network.' })
  architectureId?: string | null;

  @Field(() => ProtocolInput, { nullable: true, description: 'How to split the clips.' })
  protocol?: ProtocolInput | null;

  @Field(() => Json, {
    nullable: true,
    description: 'Hyperparameters to change, by name; the others are those of the original.',
  })
  hyperparameters?: unknown;

  @Field(() => [Int], { nullable: true, description: 'Seeds; those of the original when left out.' })
  seeds?: number[] | null;

  @Field(() => [Int], { nullable: true, description: 'Which folds to run, from 0; all when left out.' })
  folds?: number[] | null;

  @Field(() => [String], { nullable: true, description: 'Labels to find it by.' })
  tags?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Free text.' })
  notes?: string | null;

  @Field(() => Int, { nullable: true, description: 'Place in the queue: smaller goes first.' })
  priority?: number | null;
}

@InputType({ description: 'An experiment to make from another one, with changes.' })
export class CloneExperimentInput {
  @Field(() => ID, { description: 'The original.' })
  experimentId!: string;

  @Field(() => ExperimentChanges, {
    nullable: true,
    description: 'What is different. Without any change only seeds and folds that were not run are launched.',
  })
  changes?: ExperimentChanges | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
