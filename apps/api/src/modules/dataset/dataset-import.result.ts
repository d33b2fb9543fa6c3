import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError, NotReadyError } from '../shared/user-error.type.js';
import { Dataset } from './dataset.type.js';
import { DatasetImport } from './dataset-import.type.js';

@ObjectType({ description: 'The import waits for a worker.', simpleResolvers: true })
export class ImportDatasetSuccess {
  @Field(() => DatasetImport, { description: 'The import: ask for it again, or subscribe, to see how far it is.' })
  readonly import: unknown;

  @Field(() => Dataset, { description: 'The dataset that gets the version.' })
  readonly dataset: unknown;

  constructor(made: { import: unknown; dataset: unknown }) {
    this.import = made.import;
    this.dataset = made.dataset;
  }
}

@ObjectType({ description: 'The import is canceled; a worker that reads it stops.', simpleResolvers: true })
export class CancelImportSuccess {
  @Field(() => DatasetImport, { description: 'The import as it is now.' })
  readonly import: unknown;

  constructor(canceled: unknown) {
    this.import = canceled;
  }
}

export const CancelImportResult = resultUnion(
  'CancelImportResult',
  CancelImportSuccess,
  InvalidInputError,
  NotFoundError,
);
export const ImportDatasetResult = resultUnion(
  'ImportDatasetResult',
  ImportDatasetSuccess,
  InvalidInputError,
  NotFoundError,
  NotReadyError,
);
