import { DomainError } from '@voxboard/domain';

/** Thrown when two results are compared that were not measured on the same clips of the same speakers. */
export class DifferentClipsError extends DomainError {
  readonly code = 'DIFFERENT_CLIPS';
  constructor(detail: string) {
    super(
      `The two results were not measured on the same clips: ${detail}. ` +
        'Compare runs of the same dataset version and protocol, with all folds finished.',
    );
  }
}
