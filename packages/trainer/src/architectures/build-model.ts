import { type ArchitectureSpec, Rng } from '@voxboard/domain';
import { InvalidArchitectureError, ShapeMismatchError } from '../errors.js';
import { type LayersModel, tf } from '../tensorflow.js';
import { initializeWeights } from './initialize-weights.js';
import { type InputKind, NETWORK_PRESETS } from './preset-layers.js';

/**
 * Builds a network with seeded initial weights.
 * @param rowShape shape of one feature row, for example `[162]` or `[frames, features]`
 * @throws InvalidArchitectureError, ShapeMismatchError
 */
export function buildModel(
  spec: ArchitectureSpec,
  rowShape: readonly number[],
  classCount: number,
  seed: number,
): LayersModel {
  if (spec.kind !== 'preset') throw new InvalidArchitectureError('Layers JSON is not supported yet.');
  const preset = NETWORK_PRESETS[spec.preset];
  if (!preset) throw new InvalidArchitectureError(`"${spec.preset}" is not a network.`);
  const inputShape = presetInputShape(spec.preset, preset.input, rowShape);
  const layers = preset.layers({ classCount, wide: (size) => Math.max(1, Math.round(size * spec.width)) });
  const model = tf.sequential();
  try {
    model.add(tf.layers.inputLayer({ inputShape }));
    for (const layer of layers) model.add(layer);
    requirePositive(model, inputShape);
  } catch (cause) {
    if (model.layers.length > 0 && model.built) model.dispose();
    throw new InvalidArchitectureError(
      `"${spec.preset}" cannot be built for rows of shape [${rowShape.join(', ')}]: ${messageOf(cause)}`,
      { cause },
    );
  }
  initializeWeights(model, new Rng(seed).fork('initial-weights'));
  return model;
}

function presetInputShape(name: string, kind: InputKind, rowShape: readonly number[]): number[] {
  const [first, second] = rowShape;
  const single = rowShape.length === 1 || (rowShape.length === 2 && second === 1);
  if (kind === 'frames' ? rowShape.length === 2 : single) return kind === 'frames' ? [...rowShape] : [first, 1];
  const wanted = kind === 'frames' ? '[frames, features]' : kind === 'samples' ? '[samples]' : '[columns]';
  throw new ShapeMismatchError(
    `"${name}" reads rows of shape ${wanted}, but the feature set's rows are [${rowShape.join(', ')}]. ` +
      'Choose a feature set whose recipe fits.',
    { path: ['architecture'] },
  );
}

/** tfjs builds layers with empty outputs and fails only when they run. */
function requirePositive(model: LayersModel, inputShape: readonly number[]): void {
  for (const layer of model.layers) {
    const shape = [layer.outputShape].flat().filter((d): d is number => typeof d === 'number');
    if (shape.some((d) => d < 1)) {
      throw new Error(`an input of [${inputShape.join(', ')}] is too short for layer ${layer.name}`);
    }
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
