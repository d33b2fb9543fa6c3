import type { ArchitectureRow, FeatureSetRow } from '@voxboard/db';
import {
  ArchitectureSpecSchema,
  describeArchitectureSpec,
  type ExperimentConfig,
  type Hyperparameters,
  HyperparametersSchema,
  InvalidArchitectureError,
  InvalidInputError,
  labelNames,
  ProtocolSchema,
  RecipeSchema,
  requireHeadFor,
  type Task,
} from '@voxboard/domain';
import { z } from 'zod';
import { presetHyperparameters } from '../architecture/default-hyperparameters.js';
import { layersInputShape } from '../architecture/layers-input.js';
import { parseInput } from '../shared/parse-input.js';
import { RowKindError } from './experiment.errors.js';
import type { ProtocolInput } from './launch.input.js';

const OverridesSchema = z.record(z.string(), z.json());

/** Everything the experiment fixes, checked as it will be: with the architecture's defaults below what is given. */
export function launchConfig(
  task: Task,
  architecture: ArchitectureRow,
  protocol: ProtocolInput,
  hyperparameters: unknown,
): ExperimentConfig {
  return {
    task,
    architecture: ArchitectureSpecSchema.parse(architecture.spec),
    protocol: parseInput(ProtocolSchema.strict(), withoutNulls(protocol), ['protocol']),
    hyperparameters: effectiveHyperparameters(architecture, hyperparameters),
  };
}

function effectiveHyperparameters(architecture: ArchitectureRow, given: unknown): Hyperparameters {
  const path = ['hyperparameters'];
  const overrides = parseInput(OverridesSchema, given ?? {}, path);
  const merged = { ...presetHyperparameters(architecture.spec), ...overrides };
  return parseInput(HyperparametersSchema.strict(), merged, path);
}

/** @throws RowKindError */
export function requireFittingRows(architecture: ArchitectureRow, featureSet: FeatureSetRow): void {
  const has = rowKind(featureSet);
  const shape = `rows of shape [${featureSet.rowShape.join(', ')}]`;
  if (architecture.inputKind !== has) {
    throw new RowKindError(
      architecture.name,
      describe(architecture.inputKind),
      featureSet.name,
      `${describe(has)} (${shape})`,
    );
  }
  const spec = ArchitectureSpecSchema.parse(architecture.spec);
  if (spec.kind !== 'layers') return;
  const wanted = layersInputShape(spec.layersJson);
  if (!fits(wanted, featureSet.rowShape)) {
    throw new RowKindError(
      architecture.name,
      `rows of shape [${wanted.map((size) => size ?? 'any').join(', ')}]`,
      featureSet.name,
      shape,
    );
  }
}

/**
 * Layers of one's own must tell as many classes apart as the task has; how many speakers there are only the data say.
 * @throws InvalidInputError
 */
export function requireFittingHead(architecture: ArchitectureRow, task: Task): void {
  const spec = ArchitectureSpecSchema.parse(architecture.spec);
  if (spec.kind !== 'layers' || task === 'SPEAKER') return;
  try {
    requireHeadFor(describeArchitectureSpec(spec).head, labelNames(task, []).length);
  } catch (error) {
    if (!(error instanceof InvalidArchitectureError)) throw error;
    throw new InvalidInputError(`Architecture "${architecture.name}": ${error.message}`, { path: ['architectureId'] });
  }
}

/** What kind of rows a recipe makes, in the words of `Architecture.inputKind`. */
function rowKind(featureSet: FeatureSetRow): string {
  switch (RecipeSchema.parse(featureSet.recipe).aggregation.kind) {
    case 'frames':
      return 'frames';
    case 'samples':
      return 'waveform';
    default:
      return 'vector';
  }
}

/** A trailing axis of one column may be written or left out. */
function fits(wanted: readonly (number | null)[], rowShape: readonly number[]): boolean {
  const shape = wanted.length === 2 && rowShape.length === 1 ? [...rowShape, 1] : rowShape;
  return wanted.length === shape.length && wanted.every((size, axis) => size === null || size === shape[axis]);
}

function describe(kind: string): string {
  if (kind === 'frames') return 'frames of features';
  return kind === 'waveform' ? 'the waveform itself' : 'one vector of features a clip';
}

function withoutNulls(protocol: ProtocolInput): Record<string, unknown> {
  return Object.fromEntries(Object.entries(protocol).filter(([, value]) => value !== null && value !== undefined));
}

/** Flat parameters of the runs: what tables filter and comparisons line up. */
export function flatParams(
  config: ExperimentConfig,
  architecture: string,
  featureSet: string,
): Record<string, unknown> {
  const { protocol, hyperparameters } = config;
  const flat: Record<string, unknown> = { task: config.task, architecture, feature_set: featureSet };
  const add = (prefix: string, values: object) => {
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined) continue;
      if (typeof value === 'object' && value !== null) add(`${prefix}${key}.`, value);
      else flat[`${prefix}${key}`] = value;
    }
  };
  add('protocol.', protocol);
  add('', hyperparameters);
  return flat;
}
