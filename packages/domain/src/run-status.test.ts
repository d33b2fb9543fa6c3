import { describe, expect, test } from 'vitest';
import {
  ALLOWED_TRANSITIONS,
  IllegalRunTransitionError,
  isTerminal,
  RUN_STATUSES,
  statusesBefore,
} from './run-status.js';

describe('the run-state machine', () => {
  test('a finished run never changes', () => {
    expect(ALLOWED_TRANSITIONS.FINISHED).toEqual([]);
    expect(isTerminal('FINISHED')).toBe(true);
  });

  test('only a queued run starts, and only a running one finishes', () => {
    expect(statusesBefore('RUNNING')).toEqual(['QUEUED']);
    expect(statusesBefore('FINISHED')).toEqual(['RUNNING']);
  });

  test('every status is reachable', () => {
    for (const status of RUN_STATUSES) expect(statusesBefore(status).length).toBeGreaterThan(0);
  });

  test('the error names where the run may go instead', () => {
    expect(new IllegalRunTransitionError('r1', 'RUNNING', 'RUNNING').message).toContain(
      'FINISHED, FAILED, CANCELED, QUEUED',
    );
    expect(new IllegalRunTransitionError('r1', 'FINISHED', 'RUNNING').message).toContain('it has ended');
  });
});
