import type { TrialRunRow } from '@voxboard/db';
import {
  isMinimised,
  isTerminal,
  Rng,
  type SweepDefinition,
  type SweepStatus,
  type TrialStatus,
} from '@voxboard/domain';
import { type Curve, judgeRun, type Observation, proposeTrial, type SearchPoint } from '@voxboard/evaluation';
import { type TrialOutcome, trainSecondsOf, trialOutcome } from './trial-outcome.js';

export interface TrialState {
  readonly id: string;
  readonly number: number;
  readonly status: TrialStatus;
  readonly point: SearchPoint;
  readonly objective: number | null;
  /** Set once it is to be stopped. */
  readonly reason: string | null;
  readonly sparedReason: string | null;
  readonly trainSeconds: number | null;
  readonly runs: readonly TrialRunRow[];
}

export interface SweepState {
  readonly status: SweepStatus;
  readonly definition: SweepDefinition;
  /** By number. */
  readonly trials: readonly TrialState[];
  /** The objective's metric of runs by epoch. */
  readonly curves: ReadonlyMap<string, Curve>;
  /** Since it was begun, pauses left out. */
  readonly elapsedSeconds: number;
  readonly nowMs: number;
}

export interface StopAction {
  readonly trial: TrialState;
  readonly reason: string;
  readonly savedSeconds: number | null;
}

/** What is to be done about a sweep now. */
export interface SweepActions {
  readonly settled: readonly { readonly trial: TrialState; readonly outcome: TrialOutcome }[];
  readonly stopped: readonly StopAction[];
  readonly spared: readonly { readonly trial: TrialState; readonly reason: string }[];
  readonly planned: readonly { readonly number: number; readonly point: SearchPoint }[];
  readonly end: { readonly status: 'FINISHED' | 'FAILED'; readonly reason: string } | null;
}

/** Decides about a sweep from what is stored of it. Pure: whoever decides, and how often, comes to the same. */
export function decideSweep(state: SweepState): SweepActions {
  const settled = state.trials.flatMap((trial) => {
    const outcome = trial.status === 'RUNNING' ? trialOutcome(trial, state.definition.objective, state.nowMs) : null;
    return outcome === null ? [] : [{ trial, outcome }];
  });
  const outcomes = new Map(settled.map(({ trial, outcome }) => [trial.id, outcome]));
  const trials = state.trials.map((trial) => ({ ...trial, ...outcomes.get(trial.id) }));
  const isOpen = state.status === 'RUNNING' || state.status === 'PAUSED';
  const judged = isOpen ? judgeTrials(trials, state) : { stopped: [], spared: [] };
  const limit = isOpen ? limitReached(trials, state) : null;
  if (limit !== null || state.status !== 'RUNNING') return { settled, ...judged, planned: [], end: limit };
  const { planned, isExhausted } = planTrials(trials, state.definition);
  const isOver = planned.length === 0 && trials.every(({ status }) => status !== 'PLANNED' && status !== 'RUNNING');
  const all = isExhausted ? 'Every combination of the grid was tried.' : 'All its trials have ended.';
  return { settled, ...judged, planned, end: isOver ? { status: 'FINISHED', reason: all } : null };
}

function judgeTrials(trials: readonly TrialState[], { definition, curves, nowMs }: SweepState) {
  const { earlyStopping: rule, objective, seed } = definition;
  const stopped: StopAction[] = [];
  const spared: { trial: TrialState; reason: string }[] = [];
  if (rule.kind === 'none') return { stopped, spared };
  for (const trial of trials) {
    if (trial.status !== 'RUNNING' || trial.reason !== null || trial.sparedReason !== null) continue;
    for (const run of trial.runs) {
      const own = curves.get(run.runId);
      if (run.status !== 'RUNNING' || !own) continue;
      const decision = judgeRun(rule, own, peersOf(trial, run, trials, curves), isMinimised(objective));
      if (decision === null) continue;
      const reason = `${where(run)}${decision.reason}`;
      if (new Rng(seed).fork(`spare ${trial.number}`).uniform() < rule.spareShare) spared.push({ trial, reason });
      else stopped.push({ trial, reason, savedSeconds: savedBy(trial, run, nowMs) });
      break;
    }
  }
  return { stopped, spared };
}

/** Only runs of the same fold and seed are alike enough: some folds are harder than others. */
function peersOf(
  trial: TrialState,
  run: TrialRunRow,
  trials: readonly TrialState[],
  curves: ReadonlyMap<string, Curve>,
): Curve[] {
  return trials
    .filter((other) => other.id !== trial.id)
    .flatMap((other) => other.runs)
    .filter((other) => other.foldIndex === run.foldIndex && other.seed === run.seed)
    .flatMap((other) => curves.get(other.runId) ?? []);
}

function where({ foldIndex, seed }: TrialRunRow): string {
  return foldIndex === null ? '' : `Fold ${foldIndex + 1}, seed ${seed}: `;
}

/** From the epochs that the run had left, and the runs that had not begun, at the pace of the run. */
function savedBy(trial: TrialState, run: TrialRunRow, nowMs: number): number | null {
  if (run.epochsDone === 0) return null;
  const epochs = trial.runs
    .filter(({ status }) => !isTerminal(status))
    .reduce((sum, { epochCount, epochsDone }) => sum + (epochCount ?? 0) - epochsDone, 0);
  return epochs * (trainSecondsOf([run], nowMs) / run.epochsDone);
}

function limitReached(trials: readonly TrialState[], { definition, elapsedSeconds, nowMs }: SweepState) {
  const { goal, maxFailed, maxSeconds, maxTrainSeconds } = definition.limits;
  const isLess = isMinimised(definition.objective);
  const reached =
    goal === null
      ? undefined
      : trials.find(({ objective }) => objective !== null && (isLess ? objective <= goal : objective >= goal));
  if (reached) {
    return { status: 'FINISHED', reason: `Trial ${reached.number} reached the goal of ${goal}.` } as const;
  }
  const failed = trials.filter(({ status }) => status === 'FAILED');
  if (maxFailed !== null && failed.length > maxFailed) {
    const last = failed.at(-1)?.reason ?? '';
    return { status: 'FAILED', reason: `${failed.length} trials failed, the last one: ${last}` } as const;
  }
  if (maxSeconds !== null && elapsedSeconds >= maxSeconds) {
    return { status: 'FINISHED', reason: `Its time of ${seconds(maxSeconds)} is over.` } as const;
  }
  const trained = trials.reduce((sum, trial) => sum + (trial.trainSeconds ?? trainSecondsOf(trial.runs, nowMs)), 0);
  if (maxTrainSeconds !== null && trained >= maxTrainSeconds) {
    return { status: 'FINISHED', reason: `Its training time of ${seconds(maxTrainSeconds)} is used up.` } as const;
  }
  return null;
}

function planTrials(trials: readonly TrialState[], definition: SweepDefinition) {
  const { method, space, seed, limits } = definition;
  const active = trials.filter(({ status }) => status === 'PLANNED' || status === 'RUNNING').length;
  const sign = isMinimised(definition.objective) ? 1 : -1;
  const seen: Observation[] = trials.map(({ point, status, objective }) => ({
    point,
    // What was stopped has a result of fewer epochs: it counts among the worse, not by that number.
    loss: status === 'COMPLETE' && objective !== null ? sign * objective : null,
  }));
  const planned: { number: number; point: SearchPoint }[] = [];
  while (active + planned.length < limits.parallelTrials && trials.length + planned.length < limits.maxTrials) {
    const number = trials.length + planned.length + 1;
    const point = proposeTrial(method, space, seed, number, seen);
    if (point === null) return { planned, isExhausted: true };
    planned.push({ number, point });
    seen.push({ point, loss: null });
  }
  return { planned, isExhausted: false };
}

function seconds(value: number): string {
  return value < 120 ? `${Math.round(value)} s` : `${Math.round(value / 60)} min`;
}
