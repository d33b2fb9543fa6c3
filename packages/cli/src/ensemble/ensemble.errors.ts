import { DomainError } from '@voxboard/domain';

/** Thrown when a folder does not hold results of `voxboard train`, or not all that an ensemble needs. */
export class UnreadableResultsError extends DomainError {
  readonly code = 'UNREADABLE_RESULTS';
}

/** Thrown when experiments were not tested on the same clips in the same folds. */
export class UnequalMembersError extends DomainError {
  readonly code = 'UNEQUAL_MEMBERS';
}
