import { DomainError } from '../errors.js';

/** Thrown when an architecture cannot be built; the message names the layer and the remedy, the path its place. */
export class InvalidArchitectureError extends DomainError {
  readonly code = 'INVALID_ARCHITECTURE';
}
