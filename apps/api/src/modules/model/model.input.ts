import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Sending the request again with the same key does it once.';

@InputType({ description: "Which run's model to register, and under what name." })
export class PromoteRunInput {
  @Field(() => ID, { description: 'The run. Of an experiment of many folds, the very one whose model is meant.' })
  runId!: string;

  @Field(() => String, { description: 'Name of the model; made where the project has none of that name.' })
  modelName!: string;

  @Field(() => String, { nullable: true, description: 'What a new model is for.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Notes on this version.' })
  notes?: string | null;

  @Field(() => String, { nullable: true, description: 'An alias to point at it at once, for example "production".' })
  alias?: string | null;

  @Field(() => String, { nullable: true, description: 'Why to register it although something stands against it.' })
  overrideReason?: string | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Where to point an alias.' })
export class SetModelAliasInput {
  @Field(() => ID, { description: 'The model.' })
  modelId!: string;

  @Field(() => String, {
    description:
      'The alias: 1 to 50 lower-case letters, digits and hyphens. "latest" and version numbers are reserved.',
  })
  alias!: string;

  @Field(() => ID, { nullable: true, description: 'The version to point at; null takes the alias away.' })
  versionId?: string | null;

  @Field(() => String, { nullable: true, description: 'Why; kept in the history.' })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: 'Why to use the version although something stands against it.' })
  overrideReason?: string | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What to change of a model; what is left out stays.' })
export class UpdateModelInput {
  @Field(() => ID, { description: 'The model.' })
  modelId!: string;

  @Field(() => String, { nullable: true, description: 'A new name. Programs that use the old one find nothing.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'A new description.' })
  description?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is out of the list.' })
  isArchived?: boolean | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'New notes on a version.' })
export class UpdateModelVersionInput {
  @Field(() => ID, { description: 'The version.' })
  versionId!: string;

  @Field(() => String, { description: 'The notes, whole.' })
  notes!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
