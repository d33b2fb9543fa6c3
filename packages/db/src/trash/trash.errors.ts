import { DomainError } from '@voxboard/domain';

/** Thrown when something is to be deleted that others still need; names them. */
export class StillUsedError extends DomainError {
  readonly code = 'STILL_USED';
  constructor(
    kind: string,
    name: string,
    readonly users: readonly string[],
  ) {
    const listed = users.slice(0, 5).map((user) => `"${user}"`);
    const more = users.length > listed.length ? ` and ${users.length - listed.length} more` : '';
    super(`${kind} "${name}" is used by ${listed.join(', ')}${more}. Delete those first.`);
  }
}

/** Thrown when something is to be restored that was not deleted, or whose time has run out. */
export class NotDeletedError extends DomainError {
  readonly code = 'NOT_DELETED';
  constructor(kind: string, id: string) {
    super(`${kind} ${id} is not in the trash: it was not deleted, or it was restored already. Reload the page.`);
  }
}

/** Thrown when a single run is to be restored whose whole experiment is in the trash. */
export class ExperimentDeletedError extends DomainError {
  readonly code = 'NOT_READY';
  constructor(experimentId: string) {
    super(`The run's experiment ${experimentId} is in the trash. Restore the experiment.`);
  }
}
