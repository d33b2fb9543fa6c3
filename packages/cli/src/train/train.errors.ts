import { DomainError } from '@voxboard/domain';

/** Thrown when a configuration file is no YAML, or says something that cannot be trained. */
export class InvalidTrainConfigError extends DomainError {
  readonly code = 'INVALID_TRAIN_CONFIG';
}

/** Thrown when a corpus holds no recording that can be used. */
export class EmptyCorpusError extends DomainError {
  readonly code = 'EMPTY_CORPUS';
}

/** Thrown when no clip of a corpus gave features. */
export class NoFeaturesError extends DomainError {
  readonly code = 'NO_FEATURES';
}

/** Thrown before anything is done when results would cover others. */
export class ResultsExistError extends DomainError {
  readonly code = 'RESULTS_EXIST';
  constructor(folder: string) {
    super(`${folder} is not empty. Name another folder, or add --overwrite to replace it once the training is done.`);
  }
}

/** Thrown when results cannot be written; nothing half-written is left under the folder's name. */
export class ResultsNotWrittenError extends DomainError {
  readonly code = 'RESULTS_NOT_WRITTEN';
}
