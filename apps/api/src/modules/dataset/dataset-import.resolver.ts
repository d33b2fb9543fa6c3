import type { DatasetImportRow } from '@voxboard/db';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access-rule.js';
import type { ApiContext } from '../../context.js';
import { asResult } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError, NotReadyError } from '../shared/user-error.type.js';
import { DatasetVersion } from './dataset.type.js';
import { SourceForbiddenError } from './dataset-import.errors.js';
import { CancelImportInput, ImportDatasetInput } from './dataset-import.input.js';
import {
  CancelImportResult,
  CancelImportSuccess,
  ImportDatasetResult,
  ImportDatasetSuccess,
} from './dataset-import.result.js';
import { DatasetImport, DuplicateFile, SkippedFile } from './dataset-import.type.js';
import { importReport } from './import-report.js';

@Resolver(() => DatasetImport)
export class DatasetImportResolver {
  @Access('VIEWER')
  @Query(() => DatasetImport, { nullable: true, description: 'The import with this id; null when there is none.' })
  datasetImport(@Arg('id', () => ID, { description: "The import's id." }) id: string, @Ctx() { loaders }: ApiContext) {
    return loaders.datasetImport.load(id);
  }

  @Access('EDITOR')
  @Mutation(() => ImportDatasetResult, {
    description:
      'Imports a corpus as a version of a dataset. Importing the same clips again finds their version. Where there are accounts, `source` is for admins of the installation: it names any path that a worker can read.',
  })
  importDataset(
    @Arg('input', () => ImportDatasetInput, { description: 'The corpus to import.' }) input: ImportDatasetInput,
    @Ctx() { services, viewer }: ApiContext,
  ) {
    return asResult(
      async () => {
        if (input.source != null && !viewer.isInstanceAdmin) throw new SourceForbiddenError();
        return new ImportDatasetSuccess(await services.dataset.import(input));
      },
      InvalidInputError,
      NotFoundError,
      NotReadyError,
    );
  }

  @Access('EDITOR')
  @Mutation(() => CancelImportResult, { description: 'Stops an import that waits or runs; nothing of it is kept.' })
  cancelImport(
    @Arg('input', () => CancelImportInput, { description: 'The import to stop.' }) input: CancelImportInput,
    @Ctx() { services }: ApiContext,
  ) {
    return asResult(
      async () => new CancelImportSuccess(await services.dataset.cancelImport(input)),
      InvalidInputError,
      NotFoundError,
    );
  }

  @FieldResolver(() => [SkippedFile], { description: 'Files left out, each with its reason.' })
  skipped(@Root() row: DatasetImportRow): SkippedFile[] {
    return importReport(row.report).skipped;
  }

  @FieldResolver(() => [DuplicateFile], { description: 'Files left out because another file has the same bytes.' })
  duplicates(@Root() row: DatasetImportRow): DuplicateFile[] {
    return importReport(row.report).duplicates;
  }

  @FieldResolver(() => [String], { description: 'What else the importer noticed.' })
  notes(@Root() row: DatasetImportRow): string[] {
    return importReport(row.report).notes;
  }

  @FieldResolver(() => DatasetVersion, { nullable: true, description: 'What came of it; null until it is ready.' })
  version(@Root() row: DatasetImportRow, @Ctx() { loaders }: ApiContext) {
    return row.versionId === null ? null : loaders.datasetVersion.load(row.versionId);
  }
}
