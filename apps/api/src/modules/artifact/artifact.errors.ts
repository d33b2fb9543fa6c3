import { DomainError } from '@voxboard/domain';

/** Thrown while a file comes in that is larger than one may be; nothing of it is kept. */
export class TooLargeError extends DomainError {
  readonly code = 'TOO_LARGE';
  constructor(what: string, mostBytes: number) {
    super(
      `${what} is larger than the ${mostBytes} bytes that one may have. Split it, or leave out what can be computed again.`,
    );
  }
}
