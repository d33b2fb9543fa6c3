import { Field, ID, InputType } from 'type-graphql';

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

  @Field(() => String, {
    nullable: true,
    description: 'Folder, zip or CSV on the machine of the worker. Give this or `uploadId`.',
  })
  source?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A finished upload, whose files are removed when the import has ended well. Give this or `source`.',
  })
  uploadId?: string | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'An import to stop.' })
export class CancelImportInput {
  @Field(() => ID, { description: 'The import.' })
  importId!: string;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
