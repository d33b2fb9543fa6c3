import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { RunStatusEnum, SplitEnum, TaskEnum } from '../shared/enums.js';
import { Json } from '../shared/scalars.js';

@InputType({ description: 'A run that a script of your own is about to log.' })
export class CreateRunInput {
  @Field(() => String, { description: 'The project it is for.' })
  projectSlug!: string;

  @Field(() => String, { description: 'Name of the experiment it belongs to; made when there is none.' })
  experiment!: string;

  @Field(() => String, { nullable: true, description: 'Name of the run; made from the experiment when left out.' })
  name?: string | null;

  @Field(() => TaskEnum, {
    nullable: true,
    description: 'What is predicted; kept from the first run of the experiment.',
  })
  task?: keyof typeof TaskEnum | null;

  @Field(() => Json, { nullable: true, description: 'Parameters by name: an object, flat or not.' })
  params?: unknown;

  @Field(() => [String], { nullable: true, defaultValue: [], description: 'Labels to find it by.' })
  tags?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Seed of the training.' })
  seed?: number | null;

  @Field(() => Int, { nullable: true, description: 'Zero-based fold.' })
  foldIndex?: number | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What to change on a run; what is left out stays.' })
export class UpdateRunInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => String, { nullable: true, description: 'New name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'New notes, replacing the old.' })
  notes?: string | null;

  @Field(() => [String], { nullable: true, description: 'New tags, replacing the old.' })
  tags?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'The end of a run that a script logged.' })
export class FinishRunInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => RunStatusEnum, { description: 'FINISHED, FAILED or CANCELED.' })
  status!: keyof typeof RunStatusEnum;

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  errorMessage?: string | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({ description: "A run's confusion matrix on one part of the data." })
export class LogConfusionMatrixInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => SplitEnum, { defaultValue: 'TEST', description: 'The part of the data it is of.' })
  split!: keyof typeof SplitEnum;

  @Field(() => [String], { description: 'Class names: the order of rows and columns.' })
  labels!: string[];

  @Field(() => [[Int]], { description: 'counts[actual][predicted].' })
  counts!: number[][];

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A run of a script that goes on after its end.' })
export class ReopenRunInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Parameters of a run that a script logs.' })
export class LogParamsInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => Json, { description: 'Parameters by name: an object, flat or not, of at most 1,000.' })
  params!: unknown;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether a parameter that has a value may get another. Otherwise that is refused, and logging the same value again is not.',
  })
  overwrite?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({ description: "Lines for a run's log." })
export class LogLinesInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => [String], { description: 'Up to 1,000 lines of up to 10,000 characters, in order.' })
  lines!: string[];

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({
  description: 'Predictions of one part of the data, in columns of equal length: up to 10,000 a call.',
})
export class LogPredictionsInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => SplitEnum, { defaultValue: 'TEST', description: 'The part of the data they are of.' })
  split!: keyof typeof SplitEnum;

  @Field(() => [String], { description: 'Class names, in the order of rows and columns of the confusion matrix.' })
  labels!: string[];

  @Field(() => [Int], {
    description:
      'Which clip each is of: its zero-based place in the list of clips that the run was evaluated on. Logging a clip again replaces its prediction.',
  })
  clips!: number[];

  @Field(() => [String], { description: 'The class each clip has.' })
  actual!: string[];

  @Field(() => [String], { description: 'The class that was predicted.' })
  predicted!: string[];

  @Field(() => [[Float]], {
    nullable: true,
    description: 'The probability of every class, in the order of `labels`, for each clip.',
  })
  probabilities?: number[][] | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
