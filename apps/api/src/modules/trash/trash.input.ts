import { Field, ID, InputType, Int } from 'type-graphql';

const KEY = 'Sending the request again with the same key does it once.';

@InputType({ description: 'An experiment to delete or to bring back.' })
export class ExperimentTrashInput {
  @Field(() => ID, { description: 'The experiment.' })
  experimentId!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Runs to delete or to bring back.' })
export class RunsTrashInput {
  @Field(() => [ID], { description: '1 to 1,000 runs of one project.' })
  runIds!: string[];

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A feature set to delete or to bring back.' })
export class FeatureSetTrashInput {
  @Field(() => ID, { description: 'The feature set.' })
  featureSetId!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A dataset to delete or to bring back.' })
export class DatasetTrashInput {
  @Field(() => ID, { description: 'The dataset.' })
  datasetId!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'How long what is deleted can be brought back.' })
export class SetRetentionInput {
  @Field(() => String, { description: 'The project.' })
  projectSlug!: string;

  @Field(() => Int, { nullable: true, description: 'Days, 0 to 3,650; null for what the installation says.' })
  days?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
