import { Field, Float, InputType, Int, registerEnumType } from 'type-graphql';

export const UploadKindEnum = { ZIP: 'ZIP', FOLDER: 'FOLDER' } as const;
registerEnumType(UploadKindEnum, {
  name: 'UploadKind',
  description: 'What is uploaded.',
  valuesConfig: {
    ZIP: { description: 'One zip of recordings.' },
    FOLDER: { description: 'A folder of recordings, file by file.' },
  },
});

@InputType({ description: 'Recordings that are about to be sent to /uploads.' })
export class CreateUploadInput {
  @Field(() => String, { description: 'The project they are for.' })
  projectSlug!: string;

  @Field(() => String, { description: "The zip's or the folder's name." })
  name!: string;

  @Field(() => UploadKindEnum, { description: 'A zip or a folder.' })
  kind!: keyof typeof UploadKindEnum;

  @Field(() => Int, { description: 'How many files will come; 1 for a zip, at most 100,000.' })
  fileCount!: number;

  @Field(() => Float, { description: 'How many bytes they have together, a whole number of at most 200 GiB.' })
  totalBytes!: number;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
