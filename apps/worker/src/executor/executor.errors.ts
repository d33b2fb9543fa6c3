import { DomainError } from '@voxboard/domain';

/** Thrown by `Executor.run` when the process that did the job ended; the worker then fails or requeues the job. */
export class ExecutorLostError extends DomainError {
  readonly code = 'TRAINER_CRASHED';
  constructor(how: string) {
    super(
      `The process that did the work ${how}, most often for lack of memory. Resume to try again, with a smaller batch if it happens again.`,
    );
  }
}

/** Thrown by `Executor.run` when the job ended with an error that it could not record itself. */
export class JobFailedError extends DomainError {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
