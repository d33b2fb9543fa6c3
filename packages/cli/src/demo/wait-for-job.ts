import { setTimeout as sleep } from 'node:timers/promises';
import { DemoStalledError, DemoStepFailedError } from './demo.errors.js';

export interface JobState {
  readonly status: 'QUEUED' | 'RUNNING' | 'READY' | 'FAILED' | 'CANCELED';
  readonly done: number;
  readonly total: number | null;
  readonly error: string | null;
}

const POLL_MS = 500;
const REPORT_MS = 5_000;
const STALL_MS = 120_000;

/**
 * Polls a job until it is ready, reporting progress now and then.
 * @throws DemoStepFailedError when it failed or was canceled · DemoStalledError when nothing moved for two minutes
 */
export async function waitForJob(
  step: string,
  read: () => Promise<JobState>,
  report: (line: string) => void,
  now: () => number,
): Promise<void> {
  let movedAt = now();
  let reportedAt = now();
  let last = '';
  for (;;) {
    const state = await read();
    if (state.status === 'READY') return;
    if (state.status === 'FAILED') throw new DemoStepFailedError(step, state.error);
    if (state.status === 'CANCELED') throw new DemoStepFailedError(step, 'somebody canceled it');
    const position = `${state.status} ${state.done}`;
    if (position !== last) {
      last = position;
      movedAt = now();
    }
    if (now() - movedAt > STALL_MS) throw new DemoStalledError(step, STALL_MS / 1000);
    if (now() - reportedAt > REPORT_MS) {
      reportedAt = now();
      report(`${step}: ${state.done} of ${state.total ?? '?'}`);
    }
    // The command speaks HTTP only, so it asks again instead of being told.
    await sleep(POLL_MS);
  }
}
