import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A corpus to import.' })
export class ImportDatasetInput {
  @Field(() => String, { description: 'The project it is for.' })
  projectSlug!: string;

  @Field(() => String, { description: 'Name of the dataset: a new one, or one that gets a new version.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'ravdess',
    description: 'How the corpus is laid out: "ravdess" or "manifest" (a CSV of files and labels).',
  })
  format?: string | null;

  @Field(() => String, { description: 'Folder or zip on the machine of the worker.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
