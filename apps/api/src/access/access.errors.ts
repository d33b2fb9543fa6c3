import { DomainError } from '@voxboard/domain';

/** Thrown when a viewer may see a thing, but not do that with it. */
export class ForbiddenError extends DomainError {
  readonly code = 'FORBIDDEN';
}

/** Thrown when nobody has signed in, or with something that is not valid (any more). */
export class UnauthenticatedError extends DomainError {
  readonly code = 'UNAUTHENTICATED';
  constructor(message = 'Sign in first, or send a token: "Authorization: Bearer vxb_…".') {
    super(message);
  }
}

/** Thrown when somebody asks for more than is allowed in a time. */
export class TooManyRequestsError extends DomainError {
  readonly code = 'TOO_MANY_REQUESTS';
  readonly retryAfterSec: number;
  constructor(what: string, retryAfterMs: number) {
    const retryAfterSec = Math.max(1, Math.ceil(retryAfterMs / 1000));
    super(`Refused: ${what}. Try again in ${inWords(retryAfterSec)}.`);
    this.retryAfterSec = retryAfterSec;
  }
}

function inWords(seconds: number): string {
  const [count, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
