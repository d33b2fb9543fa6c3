import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  type ArchitecturePreset,
  ArchitecturePresetSchema,
  type ArchitectureSpec,
  type ExperimentConfig,
  findRecipePreset,
  HyperparametersSchema,
  PRESET_HYPERPARAMETERS,
  ProtocolNameSchema,
  ProtocolSchema,
  RECIPE_PRESETS,
  type Recipe,
  RecipeSchema,
  TASKS,
} from '@voxboard/domain';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { InvalidTrainConfigError } from './train.errors.js';

/** A configuration with every default filled in: what is written beside the results. */
export interface TrainConfig {
  readonly name: string;
  readonly experiment: ExperimentConfig;
  readonly recipe: Recipe;
  readonly seeds: readonly number[];
  /** Folds to train, counted from 1; null: all of the protocol's. */
  readonly folds: readonly number[] | null;
  readonly splitSeed: number;
}

const seed = z.number().int().min(0).max(0xffffffff);
const unique = (values: readonly number[]) => new Set(values).size === values.length;

const FileSchema = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  task: z
    .string()
    .transform((text) => text.toUpperCase())
    .pipe(z.enum(TASKS)),
  architecture: z.union(
    [
      ArchitecturePresetSchema,
      z.strictObject({ preset: ArchitecturePresetSchema, width: z.number().gt(0).max(4).default(1) }),
      z.strictObject({ file: z.string().min(1) }),
    ],
    { error: `use one of ${ArchitecturePresetSchema.options.join(', ')}, {preset, width} or {file: layers.json}` },
  ),
  /** A preset's name, or a recipe in full; by default the one that suits the architecture. */
  recipe: z.union([z.string(), RecipeSchema]).optional(),
  protocol: z.union([ProtocolNameSchema, z.strictObject(ProtocolSchema.shape)], {
    error: `use one of ${ProtocolNameSchema.options.join(', ')}, or {name, foldCount, testFraction, validationFraction}`,
  }),
  /** Over the preset's own. */
  hyperparameters: z.record(z.string(), z.unknown()).default({}),
  seeds: z.array(seed).min(1).max(100).refine(unique, 'each seed once').default([0]),
  folds: z.array(z.number().int().min(1)).min(1).refine(unique, 'each fold once').optional(),
  splitSeed: seed.default(0),
});

const DEFAULT_RECIPES: Readonly<Record<ArchitecturePreset, string>> = {
  'emotion-features': 'study-162',
  'gender-features': 'study-162',
  'emotion-raw': 'study-raw-144000',
  'gender-raw': 'study-raw-144000',
  'emotion-hybrid': 'study-hybrid-166',
  lda: 'voxboard-803',
  mlp: 'voxboard-803',
  cnn22: 'voxboard-frames-86',
};

/**
 * Reads a configuration (YAML, of which JSON is a part).
 * @throws InvalidTrainConfigError with every problem and where it lies, the file system's errors
 */
export async function readTrainConfig(path: string): Promise<TrainConfig> {
  const file = check(FileSchema, parseText(await readFile(path, 'utf8'), path), path, []);
  const architecture = await architectureOf(file.architecture, path);
  const preset = architecture.kind === 'preset' ? architecture.preset : null;
  const hyperparameters = { ...(preset && PRESET_HYPERPARAMETERS[preset]), ...file.hyperparameters };
  const experiment: ExperimentConfig = {
    task: file.task,
    architecture,
    protocol: typeof file.protocol === 'string' ? { name: file.protocol } : file.protocol,
    hyperparameters: check(z.strictObject(HyperparametersSchema.shape), hyperparameters, path, ['hyperparameters']),
  };
  return {
    name: file.name ?? `${preset ?? 'own layers'}, ${file.task.toLowerCase()}, ${experiment.protocol.name}`,
    experiment,
    recipe: recipeOf(file.recipe ?? (preset && DEFAULT_RECIPES[preset]), path),
    seeds: file.seeds,
    folds: file.folds ?? null,
    splitSeed: file.splitSeed,
  };
}

function check<T>(schema: z.ZodType<T>, value: unknown, path: string, within: readonly string[]): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `  ${[...within, ...issue.path].join('.') || 'file'}: ${issue.message}`,
  );
  throw new InvalidTrainConfigError(`${path} is not a configuration:\n${problems.join('\n')}`);
}

function parseText(text: string, path: string): unknown {
  try {
    return parseYaml(text);
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    throw new InvalidTrainConfigError(`${path} cannot be read as YAML: ${cause.message}`, { cause });
  }
}

async function architectureOf(
  given: z.infer<typeof FileSchema>['architecture'],
  configPath: string,
): Promise<ArchitectureSpec> {
  if (typeof given === 'string') return { kind: 'preset', preset: given, width: 1 };
  if ('preset' in given) return { kind: 'preset', ...given };
  const path = resolve(dirname(configPath), given.file);
  return { kind: 'layers', layersJson: await readLayersJson(path) };
}

/** @throws InvalidTrainConfigError when the file holds no JSON object */
export async function readLayersJson(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8');
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (cause) {
    throw new InvalidTrainConfigError(`${path} holds no JSON object: save it with model.to_json().`, { cause });
  }
}

function recipeOf(given: string | Recipe | null | undefined, path: string): Recipe {
  if (typeof given === 'object' && given !== null) return given;
  const found = given ? findRecipePreset(given) : null;
  if (found) return found;
  const names = RECIPE_PRESETS.map(({ name }) => name).join(', ');
  throw new InvalidTrainConfigError(
    `${path} is not a configuration:\n  recipe: ${given ? `there is no "${given}"` : 'layers of your own need one'}; use one of ${names}`,
  );
}
