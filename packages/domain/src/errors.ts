/**
 * Base of every error a person can do something about. One subclass per reason; the message states what happened and
 * the remedy. `code` is stable and is what scripts match on; GraphQL shows these errors as data, never as a crash.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  /** Where in the input the error lies, outermost first (for example `['hyperparameters', 'epochs']`). */
  readonly path: readonly string[];

  constructor(message: string, options: { path?: readonly string[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.path = options.path ?? [];
  }
}

/** Thrown when something named by its id or name does not exist (or may not be seen: the two are not told apart). */
export class NotFoundError extends DomainError {
  readonly code = 'NOT_FOUND';
  constructor(
    readonly kind: string,
    readonly key: string,
  ) {
    super(`${kind} "${key}" does not exist. Check the id or name, or list what there is.`);
  }
}

/** Thrown when input parses as the right types but breaks a rule; the path points at the field. */
export class InvalidInputError extends DomainError {
  readonly code = 'INVALID_INPUT';
}

/** Thrown when a unique name is taken. */
export class AlreadyExistsError extends DomainError {
  readonly code = 'ALREADY_EXISTS';
  constructor(
    readonly kind: string,
    readonly key: string,
  ) {
    super(`${kind} "${key}" exists already. Choose another name or use the existing one.`);
  }
}

/** Thrown when an operation needs something that is not finished yet (for example features still being computed). */
export class NotReadyError extends DomainError {
  readonly code = 'NOT_READY';
}
