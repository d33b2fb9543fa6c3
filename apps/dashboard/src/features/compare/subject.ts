import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import { MARKER_COUNT } from '../../charts/markers';
import { assignColors } from '../../charts/palette';
import type {
  AuditStatus,
  ComparedExperimentFragment,
  ComparedRunFragment,
  CompareExperimentsQuery,
  ConfusionFigureFragment,
  Split,
} from '../../generated/graphql';
import { labelRuns } from './run-labels';

export type ComparedRun = ComparedRunFragment;
export type ComparedExperiment = CompareExperimentsQuery['experiments'][number];

export interface SubjectMetric {
  readonly key: string;
  readonly split: Split;
  readonly value: number | null;
  /** Sample deviation over the runs; null of a single one, and where the value is pooled. */
  readonly sd: number | null;
  /** Points logged: one point is a figure and not a curve. */
  readonly count: number;
  readonly isLowerBetter: boolean;
}

/** One column of a comparison: a run, or an experiment with all its runs. */
export interface Subject {
  readonly id: string;
  readonly kind: 'run' | 'experiment';
  readonly name: string;
  /** Second line under the name. */
  readonly note: string;
  readonly color: number;
  readonly marker: number;
  readonly runs: readonly ComparedRun[];
  readonly experiment: ComparedExperimentFragment;
  /** The one run; null of an experiment. */
  readonly run: ComparedRun | null;
  readonly auditStatus: AuditStatus | null;
  readonly params: unknown;
  readonly metrics: readonly SubjectMetric[];
  readonly matrix: ConfusionFigureFragment | null;
}

export function runSubjects(runs: readonly ComparedRun[]): Subject[] {
  const labels = labelRuns(runs);
  const colors = assignColors(runs.map(({ id }) => id));
  return runs.map((run, index) => ({
    id: run.id,
    kind: 'run',
    name: labels.get(run.id) ?? run.name,
    note: run.experiment.name,
    color: colors.get(run.id) ?? 0,
    marker: index % MARKER_COUNT,
    runs: [run],
    experiment: run.experiment,
    run,
    auditStatus: run.auditStatus,
    params: run.params,
    metrics: run.metrics.map(({ key, split, last, count, isLowerBetter }) => ({
      ...{ key, split, count, isLowerBetter, sd: null },
      value: decodeMetricValue(last),
    })),
    matrix: run.confusionMatrix,
  }));
}

export function experimentSubjects(experiments: readonly ComparedExperiment[]): Subject[] {
  const colors = assignColors(experiments.map(({ id }) => id));
  return experiments.map((experiment, index) => {
    const runs = experiment.runs.nodes;
    const finished = runs.filter(({ status }) => status === 'FINISHED');
    return {
      id: experiment.id,
      kind: 'experiment',
      name: experiment.name,
      note: `${finished.length} of ${experiment.score?.runsPlanned ?? runs.length} runs finished`,
      color: colors.get(experiment.id) ?? 0,
      marker: index % MARKER_COUNT,
      runs,
      experiment,
      run: null,
      auditStatus: experiment.auditStatus,
      params: experiment.hyperparameters,
      metrics: pooledMetrics(experiment, finished),
      matrix: experiment.score?.confusion ?? null,
    };
  });
}

/** Test scores are pooled over folds and seeds, all else is the mean of the finished runs. */
function pooledMetrics({ score }: ComparedExperiment, runs: readonly ComparedRun[]): SubjectMetric[] {
  const pooled = new Map([
    ['uar', score?.uar],
    ['accuracy', score?.accuracy],
    ['macro_f1', score?.macroF1],
  ]);
  const groups = new Map<string, ComparedRun['metrics'][number][]>();
  for (const metric of runs.flatMap(({ metrics }) => metrics)) {
    const name = `${metric.split} ${metric.key}`;
    groups.set(name, [...(groups.get(name) ?? []), metric]);
  }
  return [...groups.values()].flatMap((group): SubjectMetric[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { key, split, isLowerBetter } = first;
    const count = Math.max(...group.map((metric) => metric.count));
    const score = split === 'TEST' ? (pooled.get(key) ?? null) : null;
    if (score !== null) return [{ key, split, isLowerBetter, count, value: score, sd: null }];
    return [{ key, split, isLowerBetter, count, ...meanAndSd(group.map(({ last }) => decodeMetricValue(last))) }];
  });
}

/** Of the values that are numbers; NaN if any is NaN, which no mean may hide. */
function meanAndSd(values: readonly (number | null)[]): { value: number | null; sd: number | null } {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return { value: null, sd: null };
  const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
  if (there.length < 2) return { value: mean, sd: null };
  const sd = Math.sqrt(there.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (there.length - 1));
  return { value: mean, sd: Number.isFinite(sd) ? sd : null };
}
