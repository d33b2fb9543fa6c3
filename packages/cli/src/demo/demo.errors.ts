import { DomainError } from '@voxboard/domain';

/** Thrown when the worker could not do a step of the demo. */
export class DemoStepFailedError extends DomainError {
  readonly code = 'DEMO_STEP_FAILED';
  constructor(step: string, reason: string | null | undefined) {
    super(`The demo stopped at "${step}": ${reason ?? 'no reason was given'}. See the worker's log, then start again.`);
  }
}

/** Thrown when a step made no progress for too long: most often no worker is running. */
export class DemoStalledError extends DomainError {
  readonly code = 'DEMO_STALLED';
  constructor(step: string, seconds: number) {
    super(`The demo made no progress at "${step}" for ${seconds} s. Check that a worker is running and see its log.`);
  }
}
