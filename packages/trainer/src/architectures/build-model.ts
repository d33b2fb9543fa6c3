import { type ArchitectureSpec, InvalidArchitectureError, type Json, Rng } from '@voxboard/domain';
import { ShapeMismatchError } from '../errors.js';
import { type Layer, type LayersModel, tf } from '../tensorflow.js';
import { cnn22 } from './cnn22.js';
import { initializeWeights } from './initialize-weights.js';
import { concreteInputShape } from './input-shape.js';
import { buildFromJson } from './layers-json/build-from-json.js';

import { outputHead } from './output-head.js';
import { type InputKind, NETWORK_PRESETS } from './preset-layers.js';

/**
 * Builds a network with seeded initial weights.
 * @param rowShape shape of one feature row, for example `[162]` or `[frames, features]`
 * @throws InvalidArchitectureError, ShapeMismatchError
 */
export async function buildModel(
  spec: ArchitectureSpec,
  rowShape: readonly number[],
  classCount: number,
  seed: number,
): Promise<LayersModel> {
  const model =
    spec.kind === 'preset'
      ? buildPreset(spec, rowShape, classCount)
      : await buildUsers(spec.layersJson, rowShape, classCount);
  initializeWeights(model, new Rng(seed).fork('initial-weights'));
  return model;
}

function buildPreset(
  { preset: name, width }: Extract<ArchitectureSpec, { kind: 'preset' }>,
  rowShape: readonly number[],
  classCount: number,
): LayersModel {
  const context = { classCount, wide: (size: number) => Math.max(1, Math.round(size * width)) };
  const preset = NETWORK_PRESETS[name];
  if (!preset && name !== 'cnn22') throw new InvalidArchitectureError(`"${name}" is not a network.`);
  const inputShape = presetInputShape(name, preset?.input ?? 'frames', rowShape);
  try {
    const model = preset ? stacked(preset.layers(context), inputShape) : cnn22(inputShape, context);
    requirePositive(model, inputShape);
    return model;
  } catch (cause) {
    throw new InvalidArchitectureError(
      `"${name}" cannot be built for rows of shape [${rowShape.join(', ')}]: ${messageOf(cause)}`,
      { cause },
    );
  }
}

/** Someone's own layers, checked against the data: one input of the rows' shape, one output a class. */
async function buildUsers(json: Json, rowShape: readonly number[], classCount: number): Promise<LayersModel> {
  const model = await buildFromJson(json);
  try {
    if (model.inputs.length !== 1 || model.outputs.length !== 1) {
      throw new InvalidArchitectureError(
        `The model has ${model.inputs.length} inputs and ${model.outputs.length} outputs; it must have one of each.`,
        { path: ['architecture'] },
      );
    }
    concreteInputShape(model, rowShape);
    outputHead(model, classCount);
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

function stacked(layers: readonly Layer[], inputShape: number[]): LayersModel {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape }));
  for (const layer of layers) model.add(layer);
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
      model.dispose();
      throw new Error(`an input of [${inputShape.join(', ')}] is too short for layer ${layer.name}`);
    }
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
