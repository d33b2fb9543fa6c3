import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ProtocolInput } from '../experiment/launch.input.js';
import { Json } from '../shared/scalars.js';

@InputType({ description: 'A launch or a sweep to estimate; nothing is launched.' })
export class LaunchEstimateInput {
  @Field(() => String, { description: 'The project.' })
  projectSlug!: string;

  @Field(() => ID, { description: 'What to learn from.' })
  featureSetId!: string;

  @Field(() => [ID], { description: 'One or more architectures, up to 100; each is an experiment.' })
  architectureIds!: string[];

  @Field(() => ProtocolInput, { description: 'How to split the clips.' })
  protocol!: ProtocolInput;

  @Field(() => Json, { nullable: true, description: "Hyperparameters that differ from the architecture's defaults." })
  hyperparameters?: unknown;

  @Field(() => Int, { defaultValue: 1, description: 'How many seeds.' })
  seedCount!: number;

  @Field(() => Int, { nullable: true, description: 'How many folds; all of the protocol when left out.' })
  foldCount?: number | null;

  @Field(() => Int, { nullable: true, description: 'Trials of a sweep; 1 for a launch, when left out.' })
  trialCount?: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'How long something would take, and what it would cost.' })
export class LaunchEstimate {
  @Field(() => Int, { description: 'Runs that it would make.' })
  runCount!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds of training of all runs together, at most; null where nothing like it was ever measured.',
  })
  trainSeconds!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Seconds until the last of them ends, with the workers there are and what waits already; null as above, and without a worker.',
  })
  wallSeconds!: number | null;

  @Field(() => String, { nullable: true, description: 'What the time rests on; null without one.' })
  basis!: string | null;

  @Field(() => Int, { description: 'Workers that take runs now.' })
  workerCount!: number;

  @Field(() => Int, { description: 'Runs of all projects that wait already.' })
  waitingCount!: number;

  @Field(() => Float, { nullable: true, description: 'By the mean price of those workers; null when none has one.' })
  cost!: number | null;

  @Field(() => String, { nullable: true, description: 'Of the cost; null without one.' })
  currency!: string | null;
}
