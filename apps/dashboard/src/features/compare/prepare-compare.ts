import { flattenParams } from '../../format/flatten';
import type { Split } from '../../generated/graphql';
import type { ComparedRun, Subject } from './subject';

export interface SettingRow {
  readonly name: string;
  /** One a subject, in their order; null: it has no such setting. */
  readonly values: readonly (string | null)[];
  readonly isDifferent: boolean;
}

/** What the subjects were made with, differences first; within that as they list them. */
export function prepareSettings(subjects: readonly Subject[]): SettingRow[] {
  const each = subjects.map((subject) => describe(subject));
  const names = new Set(each.flatMap((settings) => [...settings.keys()]));
  const rows = [...names].map((name): SettingRow => {
    const values = each.map((settings) => settings.get(name) ?? null);
    return { name, values, isDifferent: values.some((value) => value !== values[0]) };
  });
  return [...rows.filter((row) => row.isDifferent), ...rows.filter((row) => !row.isDifferent)];
}

/** The facts the API vouches for come first, and win over parameters of the same name. */
function describe({ experiment, run, params }: Subject): ReadonlyMap<string, string> {
  const facts = new Map([...experimentFacts(experiment), ...(run ? runFacts(run) : [])]);
  return new Map([...facts, ...settingsOf(params).filter(([name]) => !facts.has(name))]);
}

/** The settings of one run, as they are compared and grouped by. */
export function settingsOfRun(run: ComparedRun): ReadonlyMap<string, string> {
  return new Map([...settingsOf(run.params), ...experimentFacts(run.experiment), ...runFacts(run)]);
}

/** Not set and set to nothing are two things: `none` is a setting, null is none at all. */
function settingsOf(params: unknown): [string, string][] {
  return [...flattenParams(params)].map(([name, value]) => [name, value ?? 'none']);
}

type Fact = [string, string | number | null | undefined];

function experimentFacts({
  name,
  task,
  featureSet,
  architecture,
  protocol,
}: Subject['experiment']): [string, string][] {
  return stated([
    ['experiment', name],
    ['task', task?.toLowerCase()],
    ['data', featureSet && versionName(featureSet.datasetVersion)],
    ['features', featureSet?.name],
    ['architecture', architecture?.name],
    ['protocol', protocol?.name],
  ]);
}

function runFacts({ foldIndex, seed, parameterCount, backend }: ComparedRun): [string, string][] {
  return stated([
    ['fold', foldIndex === null ? null : foldIndex + 1],
    ['seed', seed],
    ['parameters', parameterCount],
    ['backend', backend && `${backend.name} (${backend.device})`],
  ]);
}

function stated(facts: readonly Fact[]): [string, string][] {
  return facts.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
}

type Version = { readonly number: number; readonly dataset: { readonly name: string } };

function versionName({ number, dataset }: Version): string {
  return `${dataset.name}, version ${number}`;
}

export interface MetricRow {
  readonly key: string;
  readonly split: Split;
  readonly isLowerBetter: boolean;
  /** Whether the metric says how good a model is at all: a learning rate does not. */
  readonly isQuality: boolean;
  /** One a subject; null: it has none. */
  readonly values: readonly (number | null)[];
  readonly sds: readonly (number | null)[];
  /** Difference to the reference; null where one of the two has no finite value, and for the reference itself. */
  readonly deltas: readonly (number | null)[];
  /** The same as a share of the reference's size; null also where that is 0. */
  readonly shares: readonly (number | null)[];
  /** Which ones hold the best value; none when all that have one are equal, or when there is no better and worse. */
  readonly best: ReadonlySet<number>;
}

const QUALITY = /loss|error|uar|acc|f1|recall|precision|auc|matthews/i;
const SPLIT_ORDER: readonly Split[] = ['TEST', 'VALIDATION', 'TRAIN'];

/**
 * Where each one ended, the test figures first.
 * @param canRank false: nothing is called best, because the figures were not measured alike
 */
export function prepareMetrics(subjects: readonly Subject[], reference: number, canRank = true): MetricRow[] {
  const rows: MetricRow[] = [];
  for (const split of SPLIT_ORDER) {
    const keys = new Set(subjects.flatMap(({ metrics }) => metrics.filter((m) => m.split === split).map((m) => m.key)));
    for (const key of telling(keys)) {
      const found = subjects.map(({ metrics }) => metrics.find((m) => m.key === key && m.split === split));
      const isLowerBetter = found.find((metric) => metric !== undefined)?.isLowerBetter ?? false;
      const values = found.map((metric) => metric?.value ?? null);
      const isQuality = QUALITY.test(key);
      const deltas = deltasOf(values, reference);
      const size = Math.abs(values[reference] ?? 0);
      rows.push({
        ...{ key, split, isLowerBetter, isQuality, values, deltas },
        sds: found.map((metric) => metric?.sd ?? null),
        shares: deltas.map((delta) => (delta === null || size === 0 ? null : delta / size)),
        best: isQuality && canRank ? bestOf(values, isLowerBetter) : new Set<number>(),
      });
    }
  }
  return rows;
}

function deltasOf(values: readonly (number | null)[], reference: number): (number | null)[] {
  const base = values[reference] ?? null;
  return values.map((value, at) =>
    at !== reference && isMeasured(value) && isMeasured(base) ? (isSame(value, base) ? 0 : value - base) : null,
  );
}

/** Sums of the same numbers in another order differ in their last digits, and mean nothing. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

function bestOf(values: readonly (number | null)[], isLowerBetter: boolean): ReadonlySet<number> {
  const finite = values.filter(isMeasured);
  const [first] = finite;
  if (first === undefined || finite.every((value) => isSame(value, first))) return new Set();
  const best = isLowerBetter ? Math.min(...finite) : Math.max(...finite);
  return new Set(values.flatMap((value, index) => (value === best ? [index] : [])));
}

function isMeasured(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** Reasons why the figures are not comparable, most serious first. */
export function findMismatches(subjects: readonly Subject[]): string[] {
  const reasons: string[] = [];
  const distinct = (values: readonly (string | null | undefined)[]) => [
    ...new Set(values.map((value) => value ?? 'none stated')),
  ];
  const tasks = distinct(subjects.map(({ experiment }) => experiment.task?.toLowerCase()));
  if (tasks.length > 1) reasons.push(`They solve different tasks: ${tasks.join(', ')}.`);
  const hashes = distinct(subjects.map(({ experiment }) => experiment.protocol?.hash));
  if (hashes.length > 1) {
    const names = distinct(subjects.map(({ experiment }) => experiment.protocol?.name));
    const which = names.length > 1 ? names.join(', ') : `${names.join()} with different settings`;
    reasons.push(`They were measured under different protocols: ${which}.`);
  }
  const versions = distinct(
    subjects.map(({ experiment: { featureSet } }) => featureSet && versionName(featureSet.datasetVersion)),
  );
  if (versions.length > 1) reasons.push(`They were measured on different data: ${versions.join('; ')}.`);
  const labels = distinct(subjects.flatMap(({ matrix }) => (matrix ? [matrix.labels.join(', ')] : [])));
  if (labels.length > 1 && tasks.length === 1) reasons.push(`They tell different classes apart: ${labels.join('; ')}.`);
  if (reasons.length === 0 && new Set(subjects.map(({ run }) => run?.foldIndex ?? null)).size > 1) {
    reasons.push('They are different folds, so each was tested on other speakers; compare whole experiments instead.');
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
