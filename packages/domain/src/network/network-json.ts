import { ALLOWED_LAYERS, IGNORED_SETTINGS, MODEL_CLASSES, MOST_LAYERS, MOST_UNITS } from './allowed-layers.js';
import { isObject, type Json, SerializedSchema, toKeras2 } from './keras-json.js';
import { InvalidArchitectureError } from './network.errors.js';

/** A model's JSON in Keras 2's form, every layer of it one that can be trained. */
export interface NetworkTopology {
  readonly className: string;
  /** As in Keras' JSON: `{layers: […]}`, or the list itself. */
  readonly config: Json | readonly unknown[];
  /** Where the model lies in the JSON that was given. */
  readonly path: readonly string[];
}

/**
 * Reads layers JSON: Keras 2's or 3's `model.to_json()`, or a tfjs `model.json` (its weights are not read).
 * @throws InvalidArchitectureError naming what is wrong and where
 */
export function parseNetwork(layersJson: Json): NetworkTopology {
  const { topology, path } = topologyOf(layersJson);
  const parsed = SerializedSchema.safeParse(toKeras2(topology));
  if (!parsed.success || !MODEL_CLASSES.has(parsed.data.class_name)) {
    throw new InvalidArchitectureError(
      'The layers JSON is no model. Give what Keras’ model.to_json() or TensorFlow.js’ model.save() wrote.',
      { path },
    );
  }
  const { class_name: className, config } = parsed.data;
  const { count } = checkLayers(config, [...path, 'config'], { count: 0 });
  if (count === 0) throw new InvalidArchitectureError('The model has no layers. Add some.', { path });
  return { className, config, path };
}

/** The entries of a model's list of layers, with the path to the list. */
export function layerList(config: Json | readonly unknown[], path: readonly string[]) {
  if (Array.isArray(config)) return { entries: config as readonly unknown[], path };
  if (isObject(config) && Array.isArray(config.layers)) return { entries: config.layers, path: [...path, 'layers'] };
  throw new InvalidArchitectureError('A model in the layers JSON has no list of layers.', { path });
}

/** The model inside a tfjs model file, or the object itself. */
function topologyOf(json: Json): { topology: unknown; path: string[] } {
  const key = ['modelTopology', 'model_topology'].find((name) => isObject(json[name]));
  const topology = key === undefined ? json : json[key];
  const path = ['layersJson', ...(key === undefined ? [] : [key])];
  if (isObject(topology) && isObject(topology.model_config)) {
    return { topology: topology.model_config, path: [...path, 'model_config'] };
  }
  return { topology, path };
}

function checkLayers(config: Json | readonly unknown[], at: readonly string[], seen: { count: number }) {
  const { entries, path } = layerList(config, at);
  entries.forEach((entry, index) => {
    const layer = SerializedSchema.safeParse(entry);
    const here = [...path, String(index)];
    if (!layer.success) {
      throw new InvalidArchitectureError(`Layer ${index} has no class_name and config.`, { path: here });
    }
    checkLayer(layer.data.class_name, layer.data.config, here, seen);
  });
  return seen;
}

function checkLayer(name: string, config: Json | readonly unknown[], path: string[], seen: { count: number }): void {
  if (MODEL_CLASSES.has(name)) {
    checkLayers(config, [...path, 'config'], seen);
    return;
  }
  if (++seen.count > MOST_LAYERS) {
    throw new InvalidArchitectureError(`There are more than ${MOST_LAYERS} layers. Use fewer.`, { path });
  }
  const title = isObject(config) && typeof config.name === 'string' ? `${name} "${config.name}"` : name;
  if (!ALLOWED_LAYERS.has(name)) {
    throw new InvalidArchitectureError(
      `Layer "${name}" is not supported. Supported are ${[...ALLOWED_LAYERS].join(', ')}.`,
      { path },
    );
  }
  if (!isObject(config)) return;
  checkSettings(title, config, path);
  for (const key of ['layer', 'backward_layer']) {
    const inner = SerializedSchema.safeParse(config[key]);
    if (inner.success) checkLayer(inner.data.class_name, inner.data.config, [...path, 'config', key], seen);
  }
}

function checkSettings(title: string, config: Json, path: readonly string[]): void {
  for (const key of ['units', 'filters']) {
    const size = config[key];
    if (typeof size === 'number' && size > MOST_UNITS) {
      throw new InvalidArchitectureError(`${title} has ${size} ${key}; at most ${MOST_UNITS} are supported.`, {
        path: [...path, 'config', key],
      });
    }
  }
  for (const [key, only] of Object.entries(IGNORED_SETTINGS)) {
    if (config[key] === undefined || config[key] === null || config[key] === only) continue;
    throw new InvalidArchitectureError(
      `${title} sets ${key} to ${String(config[key])}, which is not supported. Leave it out.`,
      { path: [...path, 'config', key] },
    );
  }
}
