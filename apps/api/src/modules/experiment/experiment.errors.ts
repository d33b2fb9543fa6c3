import { DomainError, InvalidInputError } from '@voxboard/domain';

/** Thrown when a configuration has been launched with all of these folds and seeds. */
export class LaunchedBeforeError extends DomainError {
  readonly code = 'ALREADY_EXISTS';
  constructor(
    readonly experimentId: string,
    name: string,
  ) {
    super(
      `Experiment "${name}" (${experimentId}) has this exact configuration, and runs of all these folds and seeds. Look at its results, resume what failed, or launch other seeds or folds.`,
    );
  }
}

/** Thrown when a split cannot be made of the clips; says which part of the launch to change. */
export class SplitRefusedError extends InvalidInputError {
  constructor(cause: DomainError) {
    super(cause.message, { path: ['protocol', ...cause.path], cause });
  }
}

/** Thrown when an architecture does not read the kind of rows that a feature set has. */
export class RowKindError extends InvalidInputError {
  constructor(architecture: string, reads: string, featureSet: string, has: string) {
    super(
      `Architecture "${architecture}" reads ${reads}, and feature set "${featureSet}" has ${has}. Choose an architecture and a feature set that fit.`,
      { path: ['architectureId'] },
    );
  }
}
