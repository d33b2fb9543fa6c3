import type { TrialEnd, TrialRunRow } from '@voxboard/db';
import { isMinimised, isTerminal, type Objective } from '@voxboard/domain';

export type TrialOutcome = TrialEnd;

/** How a launched trial has ended; null while a run of it goes on. */
export function trialOutcome(
  trial: { readonly reason: string | null; readonly runs: readonly TrialRunRow[] },
  objective: Objective,
  nowMs: number,
): TrialOutcome | null {
  const { runs } = trial;
  if (runs.some(({ status }) => !isTerminal(status))) return null;
  const trainSeconds = trainSecondsOf(runs, nowMs);
  const without = (status: TrialOutcome['status'], reason: string): TrialOutcome => ({
    status,
    objective: null,
    reason,
    trainSeconds,
  });
  if (runs.length === 0) return without('CANCELED', 'Its runs were deleted.');
  const failed = runs.find(({ status }) => status === 'FAILED');
  if (failed) return without('FAILED', failed.errorMessage ?? 'A run of it failed.');
  const stopReason = trial.reason ?? runs.find((run) => run.status === 'CANCELED' && run.stopReason)?.stopReason;
  if (stopReason && runs.some(({ status }) => status === 'CANCELED')) return without('STOPPED', stopReason);
  if (runs.some(({ status }) => status === 'CANCELED')) return without('CANCELED', 'A run of it was canceled.');
  const values = runs.map((run) => objectiveOf(run, objective));
  if (values.some((value) => value === null)) {
    return without('FAILED', `A run of it has no ${objective.metric} of the validation part.`);
  }
  const mean = values.reduce((sum: number, value) => sum + (value ?? 0), 0) / values.length;
  return { status: 'COMPLETE', objective: mean, reason: null, trainSeconds };
}

/** Seconds of all runs together, those under way included. */
export function trainSecondsOf(runs: readonly TrialRunRow[], nowMs: number): number {
  return runs.reduce((sum, { startedAt, finishedAt }) => {
    if (startedAt === null) return sum;
    return sum + Math.max(0, (finishedAt?.getTime() ?? nowMs) - startedAt.getTime()) / 1000;
  }, 0);
}

function objectiveOf(run: TrialRunRow, objective: Objective): number | null {
  if (objective.aggregate === 'LAST') return run.lastValue;
  return isMinimised(objective) ? run.minValue : run.maxValue;
}
