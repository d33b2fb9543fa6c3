import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { TaskEnum } from '../shared/enums.js';
import { Json } from '../shared/scalars.js';

@InputType({ description: 'How to split the clips; protocolPresets lists the names.' })
export class ProtocolInput {
  @Field(() => String, { description: 'Name of the protocol, for example "by-speaker".' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Folds, for by-clip and by-speaker.' })
  foldCount?: number | null;

  @Field(() => Float, { nullable: true, description: 'Test share, for study and for by-clip as one hold-out.' })
  testFraction?: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the training part kept for validation.' })
  validationFraction?: number | null;
}

@InputType({ description: "An experiment to train on Voxboard's workers." })
export class LaunchExperimentInput {
  @Field(() => String, { description: 'The project it is for.' })
  projectSlug!: string;

  @Field(() => String, { nullable: true, description: 'Name of the experiment; made from its parts when left out.' })
  name?: string | null;

  @Field(() => TaskEnum, { description: 'What to predict.' })
  task!: keyof typeof TaskEnum;

  @Field(() => ID, { description: 'What to learn from; must be READY.' })
  featureSetId!: string;

  @Field(() => ID, { description: 'The network; must read rows of the kind that the feature set has.' })
  architectureId!: string;

  @Field(() => ProtocolInput, { description: 'How to split the clips.' })
  protocol!: ProtocolInput;

  @Field(() => Json, { nullable: true, description: "Hyperparameters that differ from the architecture's defaults." })
  hyperparameters?: unknown;

  @Field(() => [Int], { defaultValue: [0], description: 'Seeds: each fold is trained once with each.' })
  seeds!: number[];

  @Field(() => [Int], { nullable: true, description: 'Which folds to run, from 0; all when left out.' })
  folds?: number[] | null;

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'Place in the queue: smaller goes first.' })
  priority?: number | null;

  @Field(() => [String], { nullable: true, defaultValue: [], description: 'Labels to find it by.' })
  tags?: string[] | null;

  @Field(() => String, { nullable: true, defaultValue: '', description: 'Free text.' })
  notes?: string | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
