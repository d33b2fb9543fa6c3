import { DomainError } from '@voxboard/domain';

/** Thrown when entries of one board were not tested on the same speakers: their ranks would mean nothing. */
export class IncomparableEntriesError extends DomainError {
  readonly code = 'INCOMPARABLE_ENTRIES';
  constructor(
    readonly first: string,
    readonly second: string,
  ) {
    super(
      `Entries "${first}" and "${second}" were tested on different speakers and cannot be ranked together. ` +
        'Make one board for each comparison key.',
    );
  }
}
