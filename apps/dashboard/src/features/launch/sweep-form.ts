import type { CreateSweepInput, LaunchExperimentInput, SweepDimensionInput } from '../../generated/graphql';
import { HYPERPARAMETER_FIELDS, type HyperparameterField } from './hyperparameter-fields';

export type SearchKind = 'VALUES' | 'RANGE' | 'LOG_RANGE';

/** A row of the search, as it was typed. */
export interface SearchRow {
  readonly name: string;
  readonly kind: SearchKind;
  /** Values, or the two ends of a range. */
  readonly text: string;
}

export interface SweepForm {
  readonly rows: readonly SearchRow[];
  readonly method: CreateSweepInput['method'] & string;
  readonly metric: 'UAR' | 'ACCURACY' | 'MACRO_F1' | 'LOSS';
  readonly stopping: 'NONE' | 'MEDIAN' | 'ASHA';
  readonly maxTrials: string;
  readonly parallelTrials: string;
  /** Empty: no limit. */
  readonly maxMinutes: string;
  /** Empty: all. */
  readonly folds: string;
}

export const EMPTY_SWEEP: SweepForm = {
  rows: [{ name: 'learningRate', kind: 'LOG_RANGE', text: '0.0001 to 0.03' }],
  method: 'TPE',
  metric: 'UAR',
  stopping: 'NONE',
  maxTrials: '20',
  parallelTrials: '2',
  maxMinutes: '',
  folds: '1',
};

/** What a search of a field begins with. */
export function startRow(field: HyperparameterField): SearchRow {
  if (field.kind === 'choice') return { name: field.key, kind: 'VALUES', text: field.options.join(', ') };
  if (field.kind === 'flag') return { name: field.key, kind: 'VALUES', text: 'yes, no' };
  const starts: Readonly<Record<string, Pick<SearchRow, 'kind' | 'text'>>> = {
    epochs: { kind: 'VALUES', text: '20, 40, 80' },
    batchSize: { kind: 'VALUES', text: '16, 32, 64, 128' },
    learningRate: { kind: 'LOG_RANGE', text: '0.0001 to 0.03' },
    weightDecay: { kind: 'LOG_RANGE', text: '0.0001 to 0.1' },
    earlyStoppingPatience: { kind: 'VALUES', text: '5, 10, none' },
  };
  return { name: field.key, ...(starts[field.key] ?? { kind: 'RANGE', text: '0 to 0.5' }) };
}

export interface SweepPlan {
  readonly input: CreateSweepInput | null;
  /** Field → what is wrong; a row of the search as `space.<index>`. */
  readonly errors: Readonly<Record<string, string>>;
  readonly trialCount: number;
}

/**
 * Turns the two forms into a sweep. Several architectures become a dimension of their own.
 * @param launches what the launch form would launch, one an architecture; empty while it is not complete
 */
export function planSweep(form: SweepForm, name: string, launches: readonly LaunchExperimentInput[]): SweepPlan {
  const errors: Record<string, string> = {};
  const space: SweepDimensionInput[] = [];
  for (const [index, row] of form.rows.entries()) {
    const parsed = parseRow(row);
    if (typeof parsed === 'string') errors[`space.${index}`] = parsed;
    else if (space.some((other) => other.name === row.name)) errors[`space.${index}`] = 'This is searched already.';
    else space.push(parsed);
  }
  if (launches.length > 1) {
    const values = launches.map(({ architectureId }) => architectureId);
    space.push({ name: 'architecture', kind: 'CHOICE', values });
  }
  if (space.length === 0 && Object.keys(errors).length === 0) errors.space = 'Choose at least one thing to search.';
  const maxTrials = whole(form.maxTrials, 1, 1000, 'maxTrials', errors);
  const parallelTrials = whole(form.parallelTrials, 1, 64, 'parallelTrials', errors);
  const maxMinutes = positive(form.maxMinutes, 'maxMinutes', errors);
  const folds = foldList(form.folds, errors);
  const [first] = launches;
  if (Object.keys(errors).length > 0 || first === undefined) return { input: null, errors, trialCount: maxTrials ?? 0 };
  const { projectSlug, task, featureSetId, architectureId, protocol, hyperparameters, seeds, tags } = first;
  const input: CreateSweepInput = {
    projectSlug,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    base: {
      task,
      featureSetId,
      architectureId,
      protocol,
      hyperparameters: withoutSearched(hyperparameters, space),
      seeds: seeds ?? [0],
      ...(folds === null ? {} : { folds }),
      tags: tags ?? [],
    },
    space,
    method: form.method,
    objective: { metric: form.metric, split: 'VALIDATION' },
    earlyStopping: { kind: form.stopping },
    limits: {
      maxTrials,
      parallelTrials,
      ...(maxMinutes === null ? {} : { maxSeconds: maxMinutes * 60 }),
    },
  };
  return { input, errors, trialCount: maxTrials ?? 0 };
}

function parseRow({ name, kind, text }: SearchRow): SweepDimensionInput | string {
  const field = HYPERPARAMETER_FIELDS.find(({ key }) => key === name);
  if (!field) return 'Choose what to search.';
  if (kind === 'VALUES') {
    const words = text.split(/[,;\s]+/).filter((word) => word !== '');
    if (words.length === 0) return 'Give the values, separated by commas.';
    const values = words.map((word) => parsedValue(field, word));
    const bad = words[values.indexOf(undefined)];
    return bad === undefined ? { name, kind: 'CHOICE', values } : `"${bad}" is no value of this.`;
  }
  const ends = text
    .split(/\s*(?:to|–|\.\.|,|;|\s)\s*/)
    .filter((word) => word !== '')
    .map(Number);
  const [low, high] = ends;
  if (ends.length !== 2 || low === undefined || high === undefined || !ends.every(Number.isFinite)) {
    return 'Give two numbers, such as 0.001 to 0.1.';
  }
  if (low >= high) return 'The first number must be less than the second.';
  if (kind === 'LOG_RANGE' && low <= 0) return 'A logarithmic range begins above 0.';
  const isWhole = field.kind === 'number' && field.isWhole === true;
  if (isWhole) return { name, kind: 'INT', low, high, isLog: kind === 'LOG_RANGE' };
  return { name, kind: kind === 'LOG_RANGE' ? 'LOG_UNIFORM' : 'UNIFORM', low, high };
}

function parsedValue(field: HyperparameterField, word: string): unknown {
  if (field.key === 'schedule') return { kind: word };
  if (field.kind === 'choice') return field.options.includes(word) ? word : undefined;
  if (field.kind === 'flag') return word === 'yes' ? true : word === 'no' ? false : undefined;
  if (field.isOptional && word === 'none') return null;
  const value = Number(word);
  return Number.isFinite(value) ? value : undefined;
}

/** What is searched is not also fixed. */
function withoutSearched(hyperparameters: unknown, space: readonly SweepDimensionInput[]): Record<string, unknown> {
  const fixed = typeof hyperparameters === 'object' && hyperparameters !== null ? Object.entries(hyperparameters) : [];
  return Object.fromEntries(fixed.filter(([key]) => !space.some(({ name }) => name === key)));
}

function whole(text: string, least: number, most: number, field: string, errors: Record<string, string>) {
  const value = Number(text.trim());
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  errors[field] = `Give a whole number from ${least} to ${most}.`;
  return null;
}

function positive(text: string, field: string, errors: Record<string, string>): number | null {
  if (text.trim() === '') return null;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  errors[field] = 'Give a number above 0, or nothing.';
  return null;
}

/** People count folds from 1, the API from 0; null for all. */
function foldList(text: string, errors: Record<string, string>): number[] | null {
  if (text.trim() === '') return null;
  const folds = text
    .split(/[,;\s]+/)
    .filter((word) => word !== '')
    .map(Number);
  if (folds.length > 0 && folds.every((fold) => Number.isInteger(fold) && fold >= 1))
    return folds.map((fold) => fold - 1);
  errors.sweepFolds = 'Give numbers of folds from 1, separated by commas, or nothing for all.';
  return null;
}
