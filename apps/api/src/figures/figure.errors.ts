import { DomainError } from '@voxboard/domain';

/** Thrown when a figure cannot be computed: the recording or the features are not fit for it, and the message says why. */
export class FigureFailedError extends DomainError {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
