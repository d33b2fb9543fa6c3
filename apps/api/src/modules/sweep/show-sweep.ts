import type { SelectionRow, SweepRow, SweepTrialRow } from '@voxboard/db';
import { type Dimension, isMinimised, type SweepDefinition, SweepDefinitionSchema } from '@voxboard/domain';
import { IMPORTANCE_METHOD, parameterImportance } from '@voxboard/evaluation';
import type {
  StoppingLedger,
  SweepDimension,
  SweepEarlyStopping,
  SweepImportance,
  SweepObjective,
  TrialCounts,
} from './sweep.type.js';
import { PointSchema } from './trial-input.js';

export function definitionOf({ definition }: Pick<SweepRow, 'definition'>): SweepDefinition {
  return SweepDefinitionSchema.parse(definition);
}

const KINDS = { choice: 'CHOICE', uniform: 'UNIFORM', 'log-uniform': 'LOG_UNIFORM', int: 'INT' } as const;
const METRICS = { loss: 'LOSS', accuracy: 'ACCURACY', uar: 'UAR', macro_f1: 'MACRO_F1' } as const;
const RULES = { none: 'NONE', median: 'MEDIAN', asha: 'ASHA' } as const;

export function toDimensionType(dimension: Dimension): SweepDimension {
  const kind = KINDS[dimension.kind];
  if (dimension.kind === 'choice') {
    return { name: dimension.name, kind, values: dimension.values, low: null, high: null, step: null, isLog: false };
  }
  const isLog = dimension.kind === 'log-uniform' || (dimension.kind === 'int' && dimension.isLog);
  const step = dimension.kind === 'int' ? 1 : dimension.kind === 'uniform' ? dimension.step : null;
  return { name: dimension.name, kind, values: null, low: dimension.low, high: dimension.high, step, isLog };
}

export function toObjectiveType({ objective }: SweepDefinition): SweepObjective {
  return { ...objective, metric: METRICS[objective.metric], isMinimised: isMinimised(objective) };
}

export function toEarlyStoppingType({ earlyStopping: rule }: SweepDefinition): SweepEarlyStopping {
  return {
    kind: RULES[rule.kind],
    fromEpochs: rule.kind === 'median' ? rule.graceEpochs : rule.kind === 'asha' ? rule.minEpochs : null,
    minPeers: rule.kind === 'median' ? rule.minPeers : null,
    reduction: rule.kind === 'asha' ? rule.reduction : null,
    spareShare: rule.kind === 'none' ? 0 : rule.spareShare,
  };
}

export function countTrials(trials: readonly SweepTrialRow[]): TrialCounts {
  const count = (status: SweepTrialRow['status']) => trials.filter((trial) => trial.status === status).length;
  return {
    planned: count('PLANNED'),
    running: count('RUNNING'),
    complete: count('COMPLETE'),
    stopped: count('STOPPED'),
    failed: count('FAILED'),
    canceled: count('CANCELED'),
  };
}

const METRIC_WORDS: Readonly<Record<string, string>> = { uar: 'UAR', macro_f1: 'macro F1' };

/** How a trial stands in its sweep, in words. */
export function selectionNote(row: SelectionRow): string {
  const by = `by ${METRIC_WORDS[row.metric] ?? row.metric} on ${row.split}`;
  const among = row.isDecided ? `${row.trialCount} trials` : `${row.trialCount} trials so far`;
  if (!row.isBest) return `Trial ${row.number} of ${among}, weighed ${by}.`;
  const caution =
    row.split === 'TEST'
      ? 'Its test figures are optimistic: it was chosen by them.'
      : 'Its test figures had no part in the choice; chosen on TEST they would be optimistic, which sweeps refuse.';
  return `Best of ${among}, chosen ${by}. ${caution}`;
}

/** null until a trial is complete; of equals the first. */
export function bestTrial(trials: readonly SweepTrialRow[], definition: SweepDefinition): SweepTrialRow | null {
  const isLess = isMinimised(definition.objective);
  return trials.reduce<SweepTrialRow | null>((best, trial) => {
    if (trial.status !== 'COMPLETE' || trial.objective === null || Number.isNaN(trial.objective)) return best;
    if (best === null || best.objective === null) return trial;
    return (isLess ? trial.objective < best.objective : trial.objective > best.objective) ? trial : best;
  }, null);
}

export function importanceOf(trials: readonly SweepTrialRow[], definition: SweepDefinition): SweepImportance {
  const sign = isMinimised(definition.objective) ? 1 : -1;
  const complete = trials.flatMap(({ status, objective, values }) =>
    status === 'COMPLETE' && objective !== null ? [{ point: PointSchema.parse(values), loss: sign * objective }] : [],
  );
  return {
    method: IMPORTANCE_METHOD,
    trialCount: complete.length,
    parameters: parameterImportance(definition.space, complete),
  };
}

export function stoppingLedger(trials: readonly SweepTrialRow[], definition: SweepDefinition): StoppingLedger {
  const stopped = trials.filter(({ savedSeconds, status }) => status === 'STOPPED' || savedSeconds !== null);
  const savedSeconds = stopped.reduce((sum, trial) => sum + (trial.savedSeconds ?? 0), 0);
  const spared = trials.filter(({ sparedReason, status }) => sparedReason !== null && status === 'COMPLETE');
  const never = bestTrial(
    trials.filter(({ sparedReason }) => sparedReason === null),
    definition,
  );
  const sparedAndBest = spared.filter(
    (trial) => bestTrial(never === null ? [trial] : [never, trial], definition) === trial,
  );
  return {
    stopped: stopped.length,
    savedSeconds,
    spared: spared.length,
    sparedAndBest: sparedAndBest.length,
    summary: summary(stopped.length, savedSeconds, spared.length, sparedAndBest.length),
  };
}

function summary(stopped: number, savedSeconds: number, spared: number, best: number): string {
  if (stopped === 0 && spared === 0) return 'No trial was to be stopped.';
  const saved = `${count(stopped, 'trial')} stopped, which saved about ${savedSeconds < 120 ? `${Math.round(savedSeconds)} s` : `${Math.round(savedSeconds / 60)} min`} of training.`;
  if (spared === 0) return `${saved} None of those to be stopped went on, so what it cost is not known.`;
  const outcome =
    best === 0
      ? 'none of them became the best, so stopping probably cost nothing'
      : `${best} of them became the best: stopping costs good trials here`;
  return `${saved} To check, ${count(spared, 'trial')} to be stopped went on; ${outcome}.`;
}

function count(n: number, what: string): string {
  return `${n} ${n === 1 ? what : `${what}s`}`;
}
