import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'A template to launch on a dataset version.' })
export class LaunchTemplateInput {
  @Field(() => String, { description: 'The project it is for.' })
  projectSlug!: string;

  @Field(() => ID, { description: 'The clips.' })
  datasetVersionId!: string;

  @Field(() => String, { description: 'Key of the template, as experimentTemplates gives it.' })
  template!: string;

  @Field(() => [String], { nullable: true, description: 'Keys of its parts; those that take minutes when left out.' })
  parts?: string[] | null;

  @Field(() => [Int], { nullable: true, defaultValue: [0], description: 'Seeds: each fold is trained once with each.' })
  seeds?: number[] | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
