import { z } from 'zod';
import { InvalidArchitectureError } from './network.errors.js';

/** A JSON object. */
export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `class_name` and `config`, of a layer, a model, an initialiser. */
export const SerializedSchema = z.looseObject({
  class_name: z.string(),
  config: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
});

/** Names that tfjs writes differently. */
const RENAMED_CLASSES: Readonly<Record<string, string>> = { LecunNormal: 'LeCunNormal', LecunUniform: 'LeCunUniform' };

/**
 * What Keras 3 writes, as Keras 2 did, which is what tfjs reads: data types by name, `batch_input_shape`, activations
 * and histories as plain lists, no module names. Keras 2's and tfjs' own JSON come out as they are.
 */
export function toKeras2(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toKeras2);
  if (!isObject(value)) return value;
  const { class_name: name, config } = value;
  if (name === 'DTypePolicy' && isObject(config)) return config.name;
  if (name === '__keras_tensor__' && isObject(config)) return historyOf(config);
  if (name === 'function') return config;
  const out: Json = {};
  for (const [key, inner] of Object.entries(value)) {
    if (['module', 'registered_name', 'build_config', 'compile_config'].includes(key)) continue;
    if (key === 'inbound_nodes') out[key] = Array.isArray(inner) ? inner.map(inboundNode) : inner;
    else if (key === 'batch_shape') out.batch_input_shape = inner;
    else if (key === 'negative_slope') out.alpha = inner;
    else if (key === 'input_layers' || key === 'output_layers') out[key] = layerList(inner);
    else if (key === 'class_name' && typeof inner === 'string') out[key] = RENAMED_CLASSES[inner] ?? inner;
    else out[key] = toKeras2(inner);
  }
  return out;
}

/** A tensor's origin: layer, node and output index. */
function historyOf(config: Json): unknown[] {
  const history = z.tuple([z.string(), z.number(), z.number()]).safeParse(config.keras_history);
  if (!history.success) throw new InvalidArchitectureError('A layer’s input names no layer that it comes from.');
  return [...history.data, {}];
}

/** Keras 3: `{args, kwargs}`, with one tensor or a list of them; Keras 2: a list of origins. */
function inboundNode(node: unknown): unknown {
  if (!isObject(node)) return node;
  const [first] = Array.isArray(node.args) ? node.args : [];
  const tensors = Array.isArray(first) ? first : Array.isArray(node.args) ? node.args : [];
  return tensors.map(toKeras2);
}

/** One layer by itself is written without the outer list. */
function layerList(value: unknown): unknown {
  return Array.isArray(value) && typeof value[0] === 'string' ? [value] : value;
}
