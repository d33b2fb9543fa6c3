import type { UploadRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { CreateUploadInput } from './upload.input.js';
import {
  CancelUploadResult,
  CancelUploadSuccess,
  CreateUploadResult,
  CreateUploadSuccess,
  Upload,
  UploadFile,
} from './upload.type.js';

@Resolver(() => Upload)
export class UploadResolver {
  @Access('EDITOR')
  @Query(() => Upload, {
    nullable: true,
    description: 'The upload with this id; null when there is none, or none any more.',
  })
  upload(@Arg('id', () => ID, { description: "The upload's id." }) id: string, @Ctx() { services }: ApiContext) {
    return services.upload.byId(id);
  }

  @Access('EDITOR')
  @Mutation(() => CreateUploadResult, {
    description: 'Announces a zip or a folder of recordings, whose files are then sent to its address.',
  })
  createUpload(
    @Arg('input', () => CreateUploadInput, { description: 'What will come.' }) input: CreateUploadInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new CreateUploadSuccess(await services.upload.create(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => CancelUploadResult, { description: 'Removes an upload and what has come of it.' })
  cancelUpload(
    @Arg('uploadId', () => ID, { description: 'The upload.' }) uploadId: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Sending the request again with the same key does it once.',
    })
    idempotencyKey: string | null,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new CancelUploadSuccess(await services.upload.cancel(uploadId, idempotencyKey)),
      NotFoundError,
    );
  }

  @FieldResolver(() => String, { description: 'Path on this server that its files are sent to.' })
  url(@Root() upload: UploadRow): string {
    return `/uploads/${upload.id}`;
  }

  @FieldResolver(() => [UploadFile], {
    description: 'The files that have begun to come. Empty once it is imported.',
  })
  async files(@Root() upload: UploadRow, @Ctx() { services }: ApiContext): Promise<UploadFile[]> {
    return [...(await services.upload.stateOf(upload)).files];
  }

  @FieldResolver(() => Boolean, { description: 'Whether all of it is there: it can be imported.' })
  async isComplete(@Root() upload: UploadRow, @Ctx() { services }: ApiContext): Promise<boolean> {
    return (await services.upload.stateOf(upload)).isComplete;
  }
}
