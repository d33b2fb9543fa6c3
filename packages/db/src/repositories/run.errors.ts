import { DomainError } from '@voxboard/domain';

/** Thrown when a worker ends a run that it does not hold any more: its lease ran out, and another worker may have it. */
export class RunNotHeldError extends DomainError {
  readonly code = 'RUN_NOT_HELD';
  constructor(
    readonly runId: string,
    readonly workerId: string,
  ) {
    super(
      `Worker ${workerId} does not hold run ${runId} any more: its lease ran out. Drop the work; another worker does it.`,
    );
  }
}
