import type {
  ArchitectureChoiceFragment,
  FeatureSetChoiceFragment,
  LaunchExperimentInput,
  ProtocolChoiceFragment,
  Task,
} from '../../generated/graphql';
import { parseHyperparameters } from './parse-hyperparameters';
import { parseSeeds } from './parse-seeds';

/** What the form holds, as it was typed. */
export interface LaunchForm {
  readonly name: string;
  readonly task: Task;
  readonly featureSetId: string | null;
  readonly architectureIds: readonly string[];
  readonly protocolName: string | null;
  /** Empty: as many as the protocol has by itself. */
  readonly foldCount: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly seeds: string;
  readonly tags: string;
}

export const EMPTY_FORM: LaunchForm = {
  name: '',
  task: 'EMOTION',
  featureSetId: null,
  architectureIds: [],
  protocolName: null,
  foldCount: '',
  hyperparameters: {},
  seeds: '0',
  tags: '',
};

/** A feature set with what the form must know of the data it is of. */
export interface FeatureSetOption extends FeatureSetChoiceFragment {
  readonly datasetName: string;
  readonly versionNumber: number;
  readonly speakerCount: number;
}

export interface LaunchPlan {
  readonly inputs: readonly LaunchExperimentInput[];
  /** Field → what is missing or wrong. Hyperparameters by their key. */
  readonly errors: Readonly<Record<string, string>>;
  /** Runs of each seed; null where only the data decides. */
  readonly foldCount: number | null;
  readonly seedCount: number;
  readonly runCount: number | null;
}

const MAX_FOLDS = 50;

/** Only these protocols can be dealt into another number of folds; the published lists have their own. */
export function hasFreeFoldCount(protocolName: string | null): boolean {
  return protocolName === 'by-speaker' || protocolName === 'by-clip';
}

/** What kind of row a feature set gives, in the words of an architecture's input. */
export function rowKind(rowShape: readonly number[]): 'vector' | 'frames' | 'waveform' {
  if (rowShape.length <= 1) return 'vector';
  return rowShape.at(-1) === 1 ? 'waveform' : 'frames';
}

export function fits(architecture: ArchitectureChoiceFragment, featureSet: FeatureSetChoiceFragment | null): boolean {
  return featureSet === null || architecture.inputKind === rowKind(featureSet.rowShape);
}

/** Turns the form into launches, one an architecture, or says field by field what keeps it from being launched. */
export function planLaunch(
  projectSlug: string,
  form: LaunchForm,
  options: {
    readonly featureSets: readonly FeatureSetOption[];
    readonly architectures: readonly ArchitectureChoiceFragment[];
    readonly protocols: readonly ProtocolChoiceFragment[];
  },
): LaunchPlan {
  const featureSet = options.featureSets.find(({ id }) => id === form.featureSetId) ?? null;
  const architectures = options.architectures.filter(({ id }) => form.architectureIds.includes(id));
  const protocol = options.protocols.find(({ name }) => name === form.protocolName) ?? null;
  const seeds = parseSeeds(form.seeds);
  const hyperparameters = parseHyperparameters(form.hyperparameters);
  const folds = parseFoldCount(form, protocol, featureSet);
  const errors: Record<string, string> = {
    ...hyperparameters.errors,
    ...(seeds.error === null ? {} : { seeds: seeds.error }),
    ...(folds.error === null ? {} : { foldCount: folds.error }),
    ...choiceErrors(featureSet, architectures, protocol),
  };
  const seedCount = seeds.seeds?.length ?? 0;
  const plan = {
    errors,
    foldCount: folds.count,
    seedCount,
    runCount: folds.count === null ? null : folds.count * seedCount * architectures.length,
  };
  if (Object.keys(errors).length > 0 || featureSet === null || protocol === null || seeds.seeds === null) {
    return { ...plan, inputs: [] };
  }
  const chosenSeeds = [...seeds.seeds];
  const inputs = architectures.map(
    (architecture): LaunchExperimentInput => ({
      projectSlug,
      ...(form.name.trim() ? { name: nameOf(form.name.trim(), architecture.name, architectures.length) } : {}),
      task: form.task,
      featureSetId: featureSet.id,
      architectureId: architecture.id,
      protocol: { name: protocol.name, ...(folds.chosen === null ? {} : { foldCount: folds.chosen }) },
      hyperparameters: hyperparameters.values,
      seeds: chosenSeeds,
      tags: form.tags.split(/[\s,;]+/).filter((tag) => tag !== ''),
    }),
  );
  return { ...plan, inputs };
}

/** Several experiments launched together must not share one name. */
function nameOf(name: string, architectureName: string, count: number): string {
  return count > 1 ? `${name} · ${architectureName}` : name;
}

function choiceErrors(
  featureSet: FeatureSetOption | null,
  architectures: readonly ArchitectureChoiceFragment[],
  protocol: ProtocolChoiceFragment | null,
): Record<string, string> {
  const errors: Record<string, string> = {};
  if (featureSet === null) errors.featureSetId = 'Choose the features to train on.';
  else if (featureSet.status !== 'READY') errors.featureSetId = 'These features are not computed yet.';
  const misfit = architectures.find((architecture) => !fits(architecture, featureSet));
  if (architectures.length === 0) errors.architectureId = 'Choose at least one architecture.';
  else if (misfit) {
    errors.architectureId = `${misfit.name} reads ${misfit.inputKind} rows; the chosen features are something else.`;
  }
  if (protocol === null) errors.protocol = 'Choose how the clips are split.';
  return errors;
}

function parseFoldCount(
  form: LaunchForm,
  protocol: ProtocolChoiceFragment | null,
  featureSet: FeatureSetOption | null,
): { readonly count: number | null; readonly chosen: number | null; readonly error: string | null } {
  const text = form.foldCount.trim();
  if (text !== '' && hasFreeFoldCount(form.protocolName)) {
    const count = Number(text);
    const isRight = Number.isInteger(count) && count >= 2 && count <= MAX_FOLDS;
    return isRight
      ? { count, chosen: count, error: null }
      : { count: null, chosen: null, error: `Give a whole number from 2 to ${MAX_FOLDS}.` };
  }
  if (protocol === null) return { count: null, chosen: null, error: null };
  if (protocol.name === 'loso') return { count: featureSet?.speakerCount ?? null, chosen: null, error: null };
  return { count: protocol.defaultFoldCount ?? (protocol.name === 'study' ? 1 : null), chosen: null, error: null };
}

/** The form's field that an error of the API is about; null when it is about none in particular. */
export function fieldOf(path: readonly string[]): string | null {
  const [first, second] = ['input', 'base', 'limits'].includes(path[0] ?? '') ? path.slice(1) : path;
  if (first === 'space') return second === undefined ? 'space' : `space.${second}`;
  if (first === undefined) return null;
  if (first === 'hyperparameters') return second ?? null;
  if (first === 'protocol') return second === 'foldCount' ? 'foldCount' : 'protocol';
  return first;
}
