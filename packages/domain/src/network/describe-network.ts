import { fillInputShape } from './fill-input-shape.js';
import type { Json } from './keras-json.js';
import type { LayerEffect } from './layer-rule.js';
import { LAYER_RULES } from './layer-rules.js';
import { type TensorShape, times, valuesOf, writeShape } from './layer-settings.js';
import { InvalidArchitectureError } from './network.errors.js';
import { type GraphLayer, type NetworkGraph, readGraph } from './network-graph.js';
import { type NetworkHead, readHead } from './network-head.js';
import { parseNetwork } from './network-json.js';
import { summarizeSettings } from './summarize-settings.js';

export interface NetworkLayer {
  readonly name: string;
  /** Keras' class name. */
  readonly kind: string;
  /** Its settings in a few words, for tables. */
  readonly settings: string;
  /** Where it lies in the JSON. */
  readonly path: readonly string[];
  /** Names of the layers that it reads. */
  readonly inputs: readonly string[];
  /** Without the batch axis. */
  readonly outputShape: TensorShape;
  readonly parameters: number;
  /** Those that training changes: all but moving averages. */
  readonly trainableParameters: number;
  /** Forward pass of one row, a multiplication and an addition counted as two; null where an axis is open. */
  readonly flops: number | null;
  /** Output of one row in float32; null where an axis is open. */
  readonly activationBytes: number | null;
}

export interface NetworkDescription {
  readonly layers: readonly NetworkLayer[];
  readonly inputShape: TensorShape;
  readonly outputShape: TensorShape;
  readonly parameters: number;
  readonly trainableParameters: number;
  readonly flops: number | null;
  readonly activationBytes: number | null;
  readonly head: NetworkHead;
}

/**
 * The layer table of layers JSON: shapes, parameters, work and memory, layer by layer, with nothing built.
 * @param rowShape shape of the feature rows, which fills the axes that the network leaves open; null: as it is
 * @throws InvalidArchitectureError naming the layer, the remedy and the place
 */
export function describeNetwork(layersJson: Json, rowShape: readonly number[] | null = null): NetworkDescription {
  const { className, config, path } = parseNetwork(layersJson);
  const graph = readGraph(className, config, [...path, 'config']);
  const [input, output] = requireOneEach(graph, path);
  const stated = statedInput(graph, input);
  const inputShape = rowShape === null ? stated : fillInputShape(stated, rowShape, [...path, 'config']);
  const layers = evaluate(graph, new Map([[input, inputShape]]));
  const last = layers.find((layer) => layer.name === output);
  if (!last) throw new InvalidArchitectureError(`The output layer "${output}" does not exist.`, { path });
  const lastLayer = graph.layers.find(({ settings }) => settings.name === output);
  return {
    layers,
    inputShape,
    outputShape: last.outputShape,
    ...totals(layers),
    head: readHead(lastLayer?.settings ?? null, last),
  };
}

function requireOneEach({ inputs, outputs }: NetworkGraph, path: readonly string[]): [string, string] {
  const [input, output] = [inputs[0], outputs[0]];
  if (inputs.length === 1 && outputs.length === 1 && input !== undefined && output !== undefined)
    return [input, output];
  throw new InvalidArchitectureError(
    `The model has ${inputs.length} inputs and ${outputs.length} outputs; it must have one of each.`,
    { path },
  );
}

function statedInput({ layers }: NetworkGraph, name: string): TensorShape {
  const layer = layers.find(({ settings }) => settings.name === name);
  const inner = layer?.model ? readGraph(layer.settings.kind, layer.model, [...layer.settings.path, 'config']) : null;
  if (inner?.inputs[0] !== undefined && layer?.inputShape === null) return statedInput(inner, inner.inputs[0]);
  if (layer?.inputShape) return layer.inputShape;
  throw new InvalidArchitectureError(
    `The first layer, "${name}", does not state its input shape. Give it a batch_input_shape such as [null, 162].`,
    { path: layer?.settings.path ?? [] },
  );
}

/** Layers in the order in which they can be computed. */
function evaluate(graph: NetworkGraph, given: ReadonlyMap<string, TensorShape>): NetworkLayer[] {
  const shapes = new Map<string, TensorShape>();
  const rows: NetworkLayer[] = [];
  let waiting = [...graph.layers];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ calls }) => calls.flat().every((name) => shapes.has(name)));
    const [stuck] = waiting;
    if (ready.length === 0 && stuck) unknownInput(stuck, shapes);
    for (const layer of ready) {
      const { name } = layer.settings;
      const input = given.get(name);
      if (input && layer.settings.kind !== 'InputLayer') rows.push(inputRow(freeName(graph, 'input'), input));
      const row = describeLayer(layer, input ?? null, shapes, rows.at(-1)?.name ?? null);
      shapes.set(name, row.outputShape);
      rows.push(row);
    }
    waiting = waiting.filter((layer) => !ready.includes(layer));
  }
  return rows;
}

function describeLayer(
  layer: GraphLayer,
  given: TensorShape | null,
  shapes: ReadonlyMap<string, TensorShape>,
  before: string | null,
): NetworkLayer {
  const { settings } = layer;
  if (settings.kind === 'InputLayer') {
    const shape = given ?? layer.inputShape;
    return shape ? { ...inputRow(settings.name, shape), path: settings.path } : settings.fail('states no shape.');
  }
  const calls = given ? [[given]] : layer.calls.map((call) => call.map((name) => shapes.get(name) ?? []));
  if (calls.length === 0) settings.fail('reads no layer. Connect it, or take it out.');
  const effects = calls.map((inputs) => effectOf(layer, inputs));
  const [effect] = effects;
  if (!effect) return settings.fail('reads no layer.');
  const { output, parameters, frozen = 0 } = effect;
  if (effects.some((other) => writeShape(other.output) !== writeShape(output))) {
    settings.fail('is used on inputs of different shapes. Use a layer for each.');
  }
  const activation = valuesOf(output);
  return {
    name: settings.name,
    kind: settings.kind,
    settings: summarizeSettings(settings),
    path: settings.path,
    inputs: given ? (before === null ? [] : [before]) : layer.calls.flat(),
    outputShape: output,
    parameters,
    trainableParameters: parameters - frozen,
    flops: times(calls.length, effect.flops),
    activationBytes: times(4, calls.length, activation),
  };
}

function effectOf({ settings, model }: GraphLayer, inputs: readonly TensorShape[]): LayerEffect {
  if (model === null) {
    const rule = LAYER_RULES[settings.kind];
    return rule ? rule(settings, inputs) : settings.fail('is not supported here.');
  }
  const inner = readGraph(settings.kind, model, [...settings.path, 'config']);
  if (inner.inputs.length !== inputs.length || inner.outputs.length !== 1) {
    settings.fail(`has ${inner.inputs.length} inputs and reads ${inputs.length} layers.`);
  }
  const rows = evaluate(inner, new Map(inner.inputs.map((name, i) => [name, inputs[i] ?? []])));
  const output = rows.find(({ name }) => name === inner.outputs[0]);
  if (!output) return settings.fail('has no output.');
  const { parameters, trainableParameters, flops } = totals(rows);
  return { output: output.outputShape, parameters, frozen: parameters - trainableParameters, flops };
}

function inputRow(name: string, shape: TensorShape): NetworkLayer {
  return {
    name,
    kind: 'InputLayer',
    settings: '',
    path: [],
    inputs: [],
    outputShape: shape,
    parameters: 0,
    trainableParameters: 0,
    flops: 0,
    activationBytes: times(4, valuesOf(shape)),
  };
}

function freeName({ layers }: NetworkGraph, wanted: string): string {
  return layers.some(({ settings }) => settings.name === wanted)
    ? freeName({ layers, inputs: [], outputs: [] }, `${wanted}_`)
    : wanted;
}

function unknownInput({ settings, calls }: GraphLayer, shapes: ReadonlyMap<string, TensorShape>): never {
  const missing = calls.flat().find((name) => !shapes.has(name));
  return settings.fail(
    `reads "${missing}", which does not exist or reads this layer in turn. Correct its inbound_nodes.`,
  );
}

function totals(layers: readonly NetworkLayer[]) {
  const sum = (of: (layer: NetworkLayer) => number | null) =>
    layers.reduce<number | null>((total, layer) => {
      const value = of(layer);
      return total === null || value === null ? null : total + value;
    }, 0);
  return {
    parameters: layers.reduce((total, { parameters }) => total + parameters, 0),
    trainableParameters: layers.reduce((total, { trainableParameters }) => total + trainableParameters, 0),
    flops: sum(({ flops }) => flops),
    activationBytes: sum(({ activationBytes }) => activationBytes),
  };
}
