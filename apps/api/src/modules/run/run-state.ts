import type { RunRow, WorkerRow } from '@voxboard/db';

/** A worker that was not heard of for this long is taken for dead: three heartbeats. */
export const WORKER_SILENCE_MS = 30_000;
/** Workers' runs are renewed every few seconds; scripts may take long between two calls. */
const STALLED_AFTER_MS = { LAUNCHED: 60_000, EXTERNAL: 600_000 } as const;

/** Whether a running run has been silent for so long that something is wrong. */
export function isStalled(run: RunRow, now: Date): boolean {
  if (run.status !== 'RUNNING') return false;
  const heard = run.heartbeatAt ?? run.startedAt ?? run.createdAt;
  return now.getTime() - heard.getTime() > STALLED_AFTER_MS[run.source];
}

export function isAlive(worker: WorkerRow, now: Date): boolean {
  return worker.stoppedAt === null && now.getTime() - worker.heartbeatAt.getTime() <= WORKER_SILENCE_MS;
}
