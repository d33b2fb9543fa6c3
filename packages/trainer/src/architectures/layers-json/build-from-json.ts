import { InvalidArchitectureError } from '../../errors.js';
import { type LayersModel, tf } from '../../tensorflow.js';
import '../custom-layers/attentive-statistics.js';
import '../custom-layers/frame-mask.js';
import { ALLOWED_LAYERS, IGNORED_SETTINGS, MODEL_CLASSES, MOST_LAYERS, MOST_UNITS } from './allowed-layers.js';
import { isObject, type Json, SerializedSchema, toKeras2 } from './keras-json.js';

/**
 * Builds a network from layers JSON: Keras 2's or 3's `model.to_json()`, or a tfjs `model.json` (its weights are not
 * read).
 * @throws InvalidArchitectureError naming what is wrong and where
 */
export async function buildFromJson(layersJson: Json): Promise<LayersModel> {
  const topology = toKeras2(topologyOf(layersJson));
  const parsed = SerializedSchema.safeParse(topology);
  if (!parsed.success || !MODEL_CLASSES.has(parsed.data.class_name)) {
    throw new InvalidArchitectureError(
      'The layers JSON is no model. Give what Keras’ model.to_json() or TensorFlow.js’ model.save() wrote.',
      { path: ['architecture', 'layersJson'] },
    );
  }
  const { count } = checkLayers(parsed.data, ['layersJson'], { count: 0 });
  if (count === 0) throw new InvalidArchitectureError('The model has no layers.', { path: ['architecture'] });
  return deserialize(parsed.data);
}

/** The model inside a tfjs model file, or the object itself. */
function topologyOf(json: Json): unknown {
  const topology = json.modelTopology ?? json.model_topology ?? json;
  if (isObject(topology) && isObject(topology.model_config)) return topology.model_config;
  return topology;
}

function layersOf(config: unknown): unknown[] {
  if (Array.isArray(config)) return config;
  if (isObject(config) && Array.isArray(config.layers)) return config.layers;
  throw new InvalidArchitectureError('A model in the layers JSON has no list of layers.', { path: ['architecture'] });
}

function checkLayers(model: { config: unknown }, path: readonly string[], seen: { count: number }): { count: number } {
  layersOf(model.config).forEach((entry, index) => {
    const at = [...path, 'layers', String(index)];
    const layer = SerializedSchema.safeParse(entry);
    if (!layer.success)
      throw new InvalidArchitectureError(`Layer ${index} has no class_name and config.`, { path: at });
    checkLayer(layer.data.class_name, layer.data.config, at, seen);
  });
  return seen;
}

function checkLayer(name: string, config: unknown, path: readonly string[], seen: { count: number }): void {
  if (MODEL_CLASSES.has(name)) {
    checkLayers({ config }, path, seen);
    return;
  }
  if (++seen.count > MOST_LAYERS) {
    throw new InvalidArchitectureError(`There are more than ${MOST_LAYERS} layers.`, { path });
  }
  if (!ALLOWED_LAYERS.has(name)) {
    throw new InvalidArchitectureError(
      `Layer "${name}" is not supported. Supported are ${[...ALLOWED_LAYERS].join(', ')}.`,
      { path },
    );
  }
  if (!isObject(config)) return;
  for (const key of ['units', 'filters']) {
    const size = config[key];
    if (typeof size === 'number' && size > MOST_UNITS) {
      throw new InvalidArchitectureError(`${name} has ${size} ${key}; at most ${MOST_UNITS} are supported.`, { path });
    }
  }
  for (const [key, only] of Object.entries(IGNORED_SETTINGS)) {
    if (config[key] === undefined || config[key] === null || config[key] === only) continue;
    throw new InvalidArchitectureError(`${name} sets ${key} to ${String(config[key])}, which is not supported.`, {
      path,
    });
  }
  for (const key of ['layer', 'backward_layer']) {
    const inner = SerializedSchema.safeParse(config[key]);
    if (inner.success) checkLayer(inner.data.class_name, inner.data.config, [...path, key], seen);
  }
}

async function deserialize(topology: Json): Promise<LayersModel> {
  try {
    return await tf.models.modelFromJSON(topology as unknown as Parameters<typeof tf.models.modelFromJSON>[0]);
  } catch (cause) {
    throw new InvalidArchitectureError(
      `The layers JSON cannot be built: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause, path: ['architecture', 'layersJson'] },
    );
  }
}
