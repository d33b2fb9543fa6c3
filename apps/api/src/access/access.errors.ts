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
