import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import { flattenParams } from '../../format/flatten';
import { formatCount, formatDuration, formatMetric, formatPercent, sentenceCase } from '../../format/format';
import type { CompareRunsQuery } from '../../generated/graphql';

export type ComparedRun = CompareRunsQuery['runs'][number];

export interface ComparisonRow {
  readonly name: string;
  /** One a run, in the runs' order; null where the run has none. */
  readonly values: readonly (string | null)[];
  readonly isDifferent: boolean;
  /** Indices of the best values; empty where better has no meaning or all are alike. */
  readonly best: readonly number[];
}

export interface ComparisonGroup {
  readonly title: string;
  /** Differences first. */
  readonly rows: readonly ComparisonRow[];
}

interface Setting {
  readonly name: string;
  readonly read: (run: ComparedRun) => string | null;
}

const SETUP: readonly Setting[] = [
  { name: 'Task', read: ({ experiment }) => (experiment.task ? sentenceCase(experiment.task) : null) },
  { name: 'Protocol', read: ({ experiment }) => experiment.protocol?.name ?? null },
  {
    name: 'Data',
    read: ({ experiment: { featureSet } }) =>
      featureSet ? `${featureSet.datasetVersion.dataset.name}, version ${featureSet.datasetVersion.number}` : null,
  },
  { name: 'Features', read: ({ experiment }) => experiment.featureSet?.name ?? null },
  { name: 'Architecture', read: ({ experiment }) => experiment.architecture?.name ?? null },
  { name: 'Parameters', read: ({ parameterCount }) => (parameterCount === null ? null : formatCount(parameterCount)) },
  { name: 'Fold', read: ({ foldIndex }) => (foldIndex === null ? null : String(foldIndex + 1)) },
  { name: 'Seed', read: ({ seed }) => (seed === null ? null : String(seed)) },
  { name: 'Backend', read: ({ backend }) => (backend ? `${backend.name} · ${backend.device}` : null) },
  { name: 'Duration', read: duration },
];

const RESULTS = [
  { name: 'Test UAR', key: 'uar', split: 'TEST' },
  { name: 'Test accuracy', key: 'accuracy', split: 'TEST' },
  { name: 'Test macro-F1', key: 'macro_f1', split: 'TEST' },
  { name: 'Best validation UAR', key: 'uar', split: 'VALIDATION' },
  { name: 'Lowest validation loss', key: 'loss', split: 'VALIDATION' },
] as const;

/** Runs as columns, what they have as rows. */
export function prepareComparison(runs: readonly ComparedRun[]): ComparisonGroup[] {
  const params = runs.map((run) => flattenParams(run.params));
  const names = [...new Set(params.flatMap((flat) => [...flat.keys()]))].sort((a, b) => a.localeCompare(b));
  return [
    { title: 'Results', rows: RESULTS.map(({ name, key, split }) => resultRow(runs, name, key, split)) },
    {
      title: 'Setup',
      rows: differencesFirst(
        SETUP.map(({ name, read }) =>
          row(
            name,
            runs.map((run) => read(run)),
          ),
        ),
      ),
    },
    {
      title: 'Hyperparameters',
      rows: differencesFirst(
        names.map((name) =>
          row(
            name,
            // Not set and set to nothing are two things.
            params.map((flat) => (flat.has(name) ? (flat.get(name) ?? 'none') : null)),
          ),
        ),
      ),
    },
  ];
}

function row(name: string, values: readonly (string | null)[]): ComparisonRow {
  return { name, values, isDifferent: new Set(values).size > 1, best: [] };
}

function differencesFirst(rows: readonly ComparisonRow[]): ComparisonRow[] {
  return [...rows.filter(({ isDifferent }) => isDifferent), ...rows.filter(({ isDifferent }) => !isDifferent)];
}

function resultRow(
  runs: readonly ComparedRun[],
  name: string,
  key: string,
  split: 'TEST' | 'VALIDATION',
): ComparisonRow {
  const summaries = runs.map(({ metrics }) => metrics.find((metric) => metric.key === key && metric.split === split));
  const numbers = summaries.map((summary) =>
    summary ? decodeMetricValue(split === 'TEST' ? summary.last : summary.best) : null,
  );
  const finite = numbers.filter((value): value is number => value !== null && Number.isFinite(value));
  const isLower = key === 'loss';
  const top = finite.length > 1 ? (isLower ? Math.min(...finite) : Math.max(...finite)) : null;
  const hasLead = finite.some((value) => value !== top);
  return {
    name,
    values: numbers.map((value) => (value === null ? null : isLower ? formatMetric(value) : formatPercent(value))),
    isDifferent: new Set(numbers).size > 1,
    best: top === null || !hasLead ? [] : numbers.flatMap((value, index) => (value === top ? [index] : [])),
  };
}

function duration({ startedAt, finishedAt }: ComparedRun): string | null {
  if (startedAt === null || finishedAt === null) return null;
  return formatDuration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
}

export type Comparability =
  | { readonly kind: 'comparable' }
  /** Measured in different ways: no figure of one says anything against another's. */
  | { readonly kind: 'protocols-differ'; readonly names: readonly string[] }
  | { readonly kind: 'tasks-differ' }
  | { readonly kind: 'data-differ' };

/** Whether the runs' figures may be held against each other. */
export function comparability(runs: readonly ComparedRun[]): Comparability {
  const distinct = (read: (run: ComparedRun) => string | null) => [...new Set(runs.map(read))];
  if (distinct(({ experiment }) => experiment.task).length > 1) return { kind: 'tasks-differ' };
  if (distinct(({ experiment }) => experiment.protocol?.hash ?? null).length > 1) {
    return {
      kind: 'protocols-differ',
      names: distinct(({ experiment }) => experiment.protocol?.name ?? 'none').map(String),
    };
  }
  const versions = distinct(({ experiment }) => experiment.featureSet?.datasetVersion.id ?? null);
  return versions.length > 1 ? { kind: 'data-differ' } : { kind: 'comparable' };
}
