import { computeFeatureRows, type FeatureRows } from '@voxboard/audio-dsp';
import type { Recipe } from '@voxboard/domain';
import type { RegisterCommand } from '../command.js';
import { loadRecipe, presetNames, recipeReference } from '../recipe-option.js';
import { readRecording } from '../recording.js';

interface FeaturesOptions {
  /** Name of a preset or path of a JSON file. */
  readonly recipe: string;
  readonly json?: true;
}

/** Numbers of one recording: one value a name, or, for recipes that keep time, one row a frame. */
interface FeatureTable {
  readonly names: readonly string[];
  readonly values: readonly number[] | readonly (readonly number[])[];
  readonly sampleRateHz: number;
}

/** `voxboard features FILE`: the features of one recording under a recipe, without augmentation. */
export const registerFeatures: RegisterCommand = (program, { output }) => {
  program
    .command('features')
    .summary('compute the features of a recording')
    .description('Compute the features of a recording: the plain row of a recipe, without augmentation.')
    .argument('<file>', 'recording: WAV, FLAC, MP3, Ogg, WebM; M4A and others where ffmpeg is installed')
    .option('--recipe <name>', `one of ${presetNames()}, or a JSON file`, recipeReference, 'study-162')
    .option('--json', 'print {"names", "values", "sampleRateHz"}; recipes of frames give values as rows × columns')
    .action(async (file: string, options: FeaturesOptions) => {
      const recipe = await loadRecipe(options.recipe);
      const table = tableOf(computeFeatureRows(await readRecording(file), plainRowOnly(recipe), 0), recipe);
      output.result(options.json ? JSON.stringify(table) : textOf(table));
    });
};

/** The first row is plain by the recipe's own rule; the others would be computed for nothing. */
function plainRowOnly(recipe: Recipe): Recipe {
  return { ...recipe, rows: recipe.rows.slice(0, 1) };
}

function tableOf(rows: FeatureRows, recipe: Recipe): FeatureTable {
  const names = rows.columnNames;
  const flat = Array.from(rows.values[0] ?? []);
  const keepsTime = recipe.aggregation.kind === 'frames' || recipe.aggregation.kind === 'samples';
  const values = keepsTime
    ? Array.from({ length: flat.length / names.length }, (_, frame) =>
        flat.slice(frame * names.length, (frame + 1) * names.length),
      )
    : flat;
  return { names, values, sampleRateHz: rows.sampleRateHz };
}

function textOf({ names, values }: FeatureTable): string {
  const isFrames = Array.isArray(values[0]);
  if (!isFrames) return names.map((name, index) => `${name}\t${String(values[index])}`).join('\n');
  return [names, ...values].map((row) => (Array.isArray(row) ? row.join('\t') : String(row))).join('\n');
}
