import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { DateTime } from '../shared/scalars.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { UploadKindEnum } from './upload.input.js';

@ObjectType({ simpleResolvers: true, description: 'A file of an upload, as far as it has come.' })
export class UploadFile {
  @Field(() => String, { description: "The last part of the file's address below the upload's." })
  key!: string;

  @Field(() => String, { description: 'Where it belongs in the folder.' })
  path!: string;

  @Field(() => Float, { description: 'Bytes it has.' })
  sizeBytes!: number;

  @Field(() => Float, { description: 'Bytes that have come.' })
  receivedBytes!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Recordings on their way to the server: files are sent to its address by the tus protocol, then imported.',
})
export class Upload {
  @Field(() => ID, { description: 'What importDataset takes.' })
  id!: string;

  @Field(() => String, { description: "The zip's or the folder's name." })
  name!: string;

  @Field(() => UploadKindEnum, { description: 'A zip or a folder.' })
  kind!: keyof typeof UploadKindEnum;

  @Field(() => Int, { description: 'How many files were announced.' })
  fileCount!: number;

  @Field(() => Float, { description: 'How many bytes were announced.' })
  totalBytes!: number;

  @Field(() => DateTime, { description: 'When it was announced.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'From when on it may be removed, unless an import reads it.' })
  expiresAt!: Date;
}

@ObjectType({ description: 'The files may be sent.', simpleResolvers: true })
export class CreateUploadSuccess {
  @Field(() => Upload, { description: 'Where to.' })
  readonly upload: unknown;

  constructor(upload: unknown) {
    this.upload = upload;
  }
}

@ObjectType({ description: 'The upload is gone, with its files.', simpleResolvers: true })
export class CancelUploadSuccess {
  @Field(() => ID, { description: 'What its id was.' })
  readonly uploadId: string;

  constructor(uploadId: string) {
    this.uploadId = uploadId;
  }
}

export const CreateUploadResult = resultUnion(
  'CreateUploadResult',
  CreateUploadSuccess,
  InvalidInputError,
  NotFoundError,
);
export const CancelUploadResult = resultUnion('CancelUploadResult', CancelUploadSuccess, NotFoundError);
