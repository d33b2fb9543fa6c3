import { DomainError } from '@voxboard/domain';

/** Thrown when rows do not have the shape that a network reads. */
export class ShapeMismatchError extends DomainError {
  readonly code = 'SHAPE_MISMATCH';
}

/** Thrown when the files of a saved model are incomplete or do not fit together. */
export class MalformedModelError extends DomainError {
  readonly code = 'MALFORMED_MODEL';
}

/** Thrown when a saved model does not say how a recording becomes what it reads. */
export class NoRecipeError extends DomainError {
  readonly code = 'NO_RECIPE';
}
