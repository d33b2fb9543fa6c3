import { z } from 'zod';
import { MODEL_CLASSES } from './allowed-layers.js';
import { isObject, type Json, SerializedSchema } from './keras-json.js';
import { LayerSettings, type TensorShape } from './layer-settings.js';
import { InvalidArchitectureError } from './network.errors.js';
import { layerList } from './network-json.js';

/** One use of a layer: the names of the layers that it reads. */
export type LayerCall = readonly string[];

export interface GraphLayer {
  readonly settings: LayerSettings;
  /** A model inside the model: its own configuration. */
  readonly model: Json | readonly unknown[] | null;
  /** Shape that it states for the input; null where it states none. */
  readonly inputShape: TensorShape | null;
  readonly calls: readonly LayerCall[];
}

export interface NetworkGraph {
  readonly layers: readonly GraphLayer[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const ShapeSchema = z.array(z.number().int().positive().nullable()).min(2).max(5);
const OriginSchema = z.tuple([z.string()], z.unknown());

/** Layers and who reads whom. @throws InvalidArchitectureError */
export function readGraph(className: string, config: Json | readonly unknown[], at: readonly string[]): NetworkGraph {
  const { entries, path } = layerList(config, at);
  const isChain = className === 'Sequential';
  const layers: GraphLayer[] = [];
  for (const [index, entry] of entries.entries()) {
    const previous = layers.at(-1)?.settings.name;
    const layer = graphLayer(entry, [...path, String(index)]);
    layers.push(isChain ? { ...layer, calls: previous === undefined ? [] : [[previous]] } : layer);
  }
  requireDistinctNames(layers);
  const [first, last] = [layers.at(0), layers.at(-1)];
  if (isChain && first && last) return { layers, inputs: [first.settings.name], outputs: [last.settings.name] };
  const named = isObject(config) ? config : {};
  return { layers, inputs: endNames(named.input_layers), outputs: endNames(named.output_layers) };
}

function graphLayer(entry: unknown, path: readonly string[]): GraphLayer {
  const { class_name: kind, config, ...more } = SerializedSchema.parse(entry);
  const values: Json = isObject(config) ? config : {};
  const named = [values.name, more.name].find((name) => typeof name === 'string');
  const settings = new LayerSettings(kind, typeof named === 'string' ? named : `layer ${path.at(-1)}`, values, path);
  const stated = values.batch_input_shape ?? values.batchInputShape;
  const shape = ShapeSchema.safeParse(stated);
  if (stated != null && !shape.success) {
    settings.fail('batch_input_shape must list null and then the sizes of one row.', 'batch_input_shape');
  }
  return {
    settings,
    model: MODEL_CLASSES.has(kind) ? config : null,
    inputShape: shape.data?.slice(1) ?? null,
    calls: Array.isArray(more.inbound_nodes) ? more.inbound_nodes.map(origins) : [],
  };
}

function origins(node: unknown): LayerCall {
  const list = Array.isArray(node) && typeof node[0] === 'string' ? [node] : Array.isArray(node) ? node : [];
  return list.flatMap((origin) => {
    const parsed = OriginSchema.safeParse(origin);
    return parsed.success ? [parsed.data[0]] : [];
  });
}

function endNames(ends: unknown): string[] {
  return [...origins(ends)];
}

function requireDistinctNames(layers: readonly GraphLayer[]): void {
  const seen = new Set<string>();
  for (const { settings } of layers) {
    if (seen.has(settings.name)) {
      throw new InvalidArchitectureError(`Two layers are called "${settings.name}". Give each a name of its own.`, {
        path: settings.path,
      });
    }
    seen.add(settings.name);
  }
}
