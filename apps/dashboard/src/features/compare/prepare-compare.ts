import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import { flattenParams } from '../../format/flatten';
import type { CompareRunsQuery, Split } from '../../generated/graphql';

export type ComparedRun = CompareRunsQuery['runs'][number];

export interface SettingRow {
  readonly name: string;
  /** One a run, in their order; null: the run has no such setting. */
  readonly values: readonly (string | null)[];
  readonly isDifferent: boolean;
}

/** What the runs were made with, differences first; within that as the runs list them. */
export function prepareSettings(runs: readonly ComparedRun[]): SettingRow[] {
  const perRun = runs.map((run) => describe(run));
  const names = new Set(perRun.flatMap((settings) => [...settings.keys()]));
  const rows = [...names].map((name): SettingRow => {
    const values = perRun.map((settings) => settings.get(name) ?? null);
    return { name, values, isDifferent: values.some((value) => value !== values[0]) };
  });
  return [...rows.filter((row) => row.isDifferent), ...rows.filter((row) => !row.isDifferent)];
}

/** The facts the API vouches for come first, and win over parameters of the same name. */
function describe(run: ComparedRun): ReadonlyMap<string, string> {
  const facts = new Map(factsOf(run));
  return new Map([...facts, ...settingsOf(run).filter(([name]) => !facts.has(name))]);
}

/** Not set and set to nothing are two things: `none` is a setting, null is none at all. */
function settingsOf({ params }: ComparedRun): [string, string][] {
  return [...flattenParams(params)].map(([name, value]) => [name, value ?? 'none']);
}

function factsOf({ experiment, seed, foldIndex, parameterCount, backend }: ComparedRun): [string, string][] {
  const { featureSet, architecture, protocol } = experiment;
  const facts: [string, string | number | null | undefined][] = [
    ['experiment', experiment.name],
    ['task', experiment.task?.toLowerCase()],
    ['data', featureSet && versionName(featureSet.datasetVersion)],
    ['features', featureSet?.name],
    ['architecture', architecture?.name],
    ['protocol', protocol?.name],
    ['fold', foldIndex === null ? null : foldIndex + 1],
    ['seed', seed],
    ['parameters', parameterCount],
    ['backend', backend && `${backend.name} (${backend.device})`],
  ];
  return facts.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
}

function versionName({
  number,
  dataset,
}: {
  readonly number: number;
  readonly dataset: { readonly name: string };
}): string {
  return `${dataset.name}, version ${number}`;
}

export interface MetricRow {
  readonly key: string;
  readonly split: Split;
  readonly isLowerBetter: boolean;
  /** Whether the metric says how good a model is at all: a learning rate does not. */
  readonly isQuality: boolean;
  /** Last value of each run; null: the run has none. */
  readonly values: readonly (number | null)[];
  /** Difference to the first run; null where one of the two has no finite value, and for the first itself. */
  readonly deltas: readonly (number | null)[];
  /** Which runs hold the best value; none when all that have one are equal, or when there is no better and worse. */
  readonly best: ReadonlySet<number>;
}

const QUALITY = /loss|error|uar|acc|f1|recall|precision|auc/i;
const SPLIT_ORDER: readonly Split[] = ['TEST', 'VALIDATION', 'TRAIN'];

/** Where each run ended, the test figures first. */
export function prepareMetrics(runs: readonly ComparedRun[]): MetricRow[] {
  const rows: MetricRow[] = [];
  for (const split of SPLIT_ORDER) {
    const keys = new Set(runs.flatMap(({ metrics }) => metrics.filter((m) => m.split === split).map(({ key }) => key)));
    for (const key of telling(keys)) {
      const found = runs.map(({ metrics }) => metrics.find((m) => m.key === key && m.split === split));
      const isLowerBetter = found.find((metric) => metric !== undefined)?.isLowerBetter ?? false;
      const values = found.map((metric) => (metric ? decodeMetricValue(metric.last) : null));
      const isQuality = QUALITY.test(key);
      const best = isQuality ? bestOf(values, isLowerBetter) : new Set<number>();
      rows.push({ key, split, isLowerBetter, isQuality, values, deltas: deltasOf(values), best });
    }
  }
  return rows;
}

function deltasOf(values: readonly (number | null)[]): (number | null)[] {
  const first = values[0] ?? null;
  return values.map((value, index) => (index > 0 && isMeasured(value) && isMeasured(first) ? value - first : null));
}

function bestOf(values: readonly (number | null)[], isLowerBetter: boolean): ReadonlySet<number> {
  const finite = values.filter(isMeasured);
  if (new Set(finite).size < 2) return new Set();
  const best = isLowerBetter ? Math.min(...finite) : Math.max(...finite);
  return new Set(values.flatMap((value, index) => (value === best ? [index] : [])));
}

function isMeasured(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** Reasons why the runs' figures are not comparable, most serious first. */
export function findMismatches(runs: readonly ComparedRun[]): string[] {
  const reasons: string[] = [];
  const distinct = (values: readonly (string | null | undefined)[]) => [
    ...new Set(values.map((value) => value ?? 'none stated')),
  ];
  const tasks = distinct(runs.map(({ experiment }) => experiment.task?.toLowerCase()));
  if (tasks.length > 1) reasons.push(`They solve different tasks: ${tasks.join(', ')}.`);
  const hashes = distinct(runs.map(({ experiment }) => experiment.protocol?.hash));
  if (hashes.length > 1) {
    const names = distinct(runs.map(({ experiment }) => experiment.protocol?.name));
    const which = names.length > 1 ? names.join(', ') : `${names.join()} with different settings`;
    reasons.push(`They were measured under different protocols: ${which}.`);
  }
  const versions = distinct(
    runs.map(({ experiment: { featureSet } }) => featureSet && versionName(featureSet.datasetVersion)),
  );
  if (versions.length > 1) reasons.push(`They were measured on different data: ${versions.join('; ')}.`);
  if (reasons.length === 0 && new Set(runs.map(({ foldIndex }) => foldIndex)).size > 1) {
    reasons.push(
      'They are different folds, so each was tested on other speakers; compare whole experiments on the leaderboard.',
    );
  }
  return reasons;
}

/** Keys that can be drawn, with the ones that say most first. */
export function curveKeys(runs: readonly ComparedRun[]): string[] {
  const keys = new Set(
    runs.flatMap(({ metrics }) =>
      metrics.filter(({ count, split }) => count > 1 || split !== 'TEST').map(({ key }) => key),
    ),
  );
  return telling(keys);
}

const FIRST_KEYS = ['uar', 'accuracy', 'macro_f1', 'loss'];

/** The keys that say most first, the others by name. */
function telling(keys: ReadonlySet<string>): string[] {
  const place = (key: string) => (FIRST_KEYS.includes(key) ? FIRST_KEYS.indexOf(key) : FIRST_KEYS.length);
  return [...keys].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}
