import { DomainError } from './errors.js';

export const RUN_STATUSES = ['QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELED'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/**
 * The run-state machine, as data: API, worker and database all read this table, so they cannot drift.
 * RUNNING → QUEUED is the way back of a run whose worker died; CANCELED and FAILED → QUEUED is a resume.
 */
export const ALLOWED_TRANSITIONS: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  QUEUED: ['RUNNING', 'CANCELED', 'FAILED'],
  RUNNING: ['FINISHED', 'FAILED', 'CANCELED', 'QUEUED'],
  FINISHED: [],
  FAILED: ['QUEUED'],
  CANCELED: ['QUEUED'],
};

export const TERMINAL_STATUSES = ['FINISHED', 'FAILED', 'CANCELED'] as const satisfies readonly RunStatus[];

export function isTerminal(status: RunStatus): boolean {
  return TERMINAL_STATUSES.some((terminal) => terminal === status);
}

/** The statuses a run may be in for a move to `to` to be allowed. */
export function statusesBefore(to: RunStatus): RunStatus[] {
  return RUN_STATUSES.filter((from) => ALLOWED_TRANSITIONS[from].includes(to));
}

/** Thrown when a run is asked to move to a status that its present one does not lead to. */
export class IllegalRunTransitionError extends DomainError {
  readonly code = 'ILLEGAL_RUN_TRANSITION';
  constructor(
    readonly runId: string,
    readonly from: RunStatus,
    readonly to: RunStatus,
  ) {
    super(`Run ${runId} is ${from} and cannot become ${to}. From ${from} it can become: ${describe(from)}.`);
  }
}

function describe(from: RunStatus): string {
  const next = ALLOWED_TRANSITIONS[from];
  return next.length === 0 ? 'nothing (it has ended)' : next.join(', ');
}
