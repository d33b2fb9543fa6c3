import { DomainError } from '@voxboard/domain';

/** Thrown when bytes are not an `.npy` file this reader understands; the message says what is wrong. */
export class InvalidNpyError extends DomainError {
  readonly code = 'INVALID_NPY';
}
