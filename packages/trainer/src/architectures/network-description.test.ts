import {
  ARCHITECTURE_PRESETS,
  describeNetwork,
  InvalidArchitectureError,
  type Json,
  type NetworkDescription,
  PRESET_REFERENCE,
  presetNetwork,
  Rng,
} from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { type LayersModel, type Tensor, tf } from '../tensorflow.js';
import { buildModel } from './build-model.js';
import { buildFromJson } from './layers-json/build-from-json.js';

let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'cpu' }));
});
afterAll(() => backend.dispose());

/** Kind, output shape and number of weights of each layer as TensorFlow.js has built it. */
function builtLayers(model: LayersModel) {
  return model.layers
    .filter((layer) => layer.getClassName() !== 'InputLayer')
    .map((layer) => [layer.getClassName(), (layer.outputShape as (number | null)[]).slice(1), layer.countParams()]);
}

function describedLayers({ layers }: NetworkDescription) {
  return layers
    .filter(({ kind }) => kind !== 'InputLayer')
    .map(({ kind, outputShape, parameters }) => [kind, [...outputShape], parameters]);
}

const layer = (class_name: string, config: object = {}) => ({ class_name, config });
const chain = (inputShape: readonly number[], layers: readonly object[]): Json => ({
  class_name: 'Sequential',
  config: { layers: [layer('InputLayer', { name: 'in', batch_input_shape: [null, ...inputShape] }), ...layers] },
});

/** A layer that may follow a tensor with so many axes; not all of them fit its sizes. */
function drawLayer(rng: Rng, rank: number, index: number): object {
  const size = () => 1 + rng.below(5);
  const pick = <T>(...values: T[]): T => values[rng.below(values.length)];
  const named = (kind: string, config: object = {}) => layer(kind, { name: `layer${index}`, ...config });
  const sliding = { strides: size(), padding: pick('valid', 'same'), use_bias: pick(true, false) };
  const cell = (kind: string) => ({
    units: size(),
    return_sequences: pick(true, false),
    use_bias: pick(true, false),
    name: kind,
  });
  const any = [
    () => named('Dense', { units: size(), activation: 'relu', use_bias: pick(true, false) }),
    () => named('BatchNormalization', { axis: -1, scale: pick(true, false), center: pick(true, false) }),
    () => named('LayerNormalization', { axis: -1 }),
    () => named(pick('Dropout', 'GaussianDropout'), { rate: 0.2 }),
    () => named(pick('ReLU', 'LeakyReLU', 'ELU', 'Softmax')),
    () => named('Reshape', { target_shape: pick([-1, 2], [-1, 3, 2], [-1]) }),
  ];
  const byRank: Record<number, (() => object)[]> = {
    1: [() => named('RepeatVector', { n: size() })],
    2: [
      () => named('Conv1D', { filters: size(), kernel_size: [size()], dilation_rate: 1, ...sliding }),
      () => named('Conv1D', { filters: size(), kernel_size: size(), dilation_rate: [size()] }),
      () => named(pick('MaxPooling1D', 'AveragePooling1D'), { pool_size: size(), padding: pick('valid', 'same') }),
      () => named(pick('GlobalMaxPooling1D', 'GlobalAveragePooling1D')),
      () => named('Permute', { dims: [2, 1] }),
      () => named(pick('LSTM', 'GRU', 'SimpleRNN'), cell('cell')),
      () =>
        named('Bidirectional', {
          layer: layer(pick('LSTM', 'GRU'), cell('inner')),
          merge_mode: pick('concat', 'sum', 'ave'),
        }),
      () => named('TimeDistributed', { layer: layer('Dense', { units: size(), name: 'inner' }) }),
      () => named('SpatialDropout1D', { rate: 0.1 }),
    ],
    3: [
      () => named('Conv2D', { filters: size(), kernel_size: [size(), size()], ...sliding }),
      () => named('SeparableConv2D', { filters: size(), kernel_size: size(), depth_multiplier: size() }),
      () => named('DepthwiseConv2D', { kernel_size: [size(), 1], depth_multiplier: size() }),
      () => named(pick('MaxPooling2D', 'AveragePooling2D'), { pool_size: [size(), size()], strides: [size(), 1] }),
      () =>
        named('ZeroPadding2D', {
          padding: pick<unknown>(
            1,
            [1, 2],
            [
              [0, 1],
              [2, 1],
            ],
          ),
        }),
      () => named(pick('GlobalMaxPooling2D', 'GlobalAveragePooling2D')),
      () => named('Permute', { dims: [3, 1, 2] }),
    ],
  };
  return pick(...any, ...(byRank[rank] ?? []), ...(byRank[rank] ?? []))();
}

/** Layers after each other until one does not fit: the network before it, and the one that was refused. */
function drawNetwork(rng: Rng) {
  const inputShape = Array.from({ length: 1 + rng.below(3) }, () => 2 + rng.below(12));
  const layers: object[] = [];
  let rank = inputShape.length;
  const head = [
    layer('Reshape', { name: 'flat', target_shape: [-1] }),
    layer('Dense', { name: 'head', units: 3, activation: 'softmax' }),
  ];
  for (let i = 0; i < 6; i++) {
    const next = drawLayer(rng, rank, i);
    try {
      const described = describeNetwork(chain(inputShape, [...layers, next, ...head]));
      rank = described.layers.at(-3)?.outputShape.length ?? 1;
      layers.push(next);
    } catch (error) {
      if (!(error instanceof InvalidArchitectureError)) throw error;
      return { network: chain(inputShape, [...layers, ...head]), refused: chain(inputShape, [...layers, next]) };
    }
  }
  return { network: chain(inputShape, [...layers, ...head]), refused: null };
}

/** Whether TensorFlow.js by itself builds a network that computes something. */
async function runs(json: Json): Promise<boolean> {
  const topology = json as unknown as Parameters<typeof tf.models.modelFromJSON>[0];
  const model = await tf.models.modelFromJSON(topology).catch(() => null);
  if (!model) return false;
  try {
    const output = tf.tidy(
      () => model.predict(tf.zeros([1, ...model.inputs[0].shape.slice(1).map((d) => d ?? 1)])) as Tensor,
    );
    output.dispose();
    return output.size > 0;
  } catch {
    return false;
  } finally {
    model.dispose();
  }
}

describe('describeNetwork, against what TensorFlow.js builds', () => {
  it.each(ARCHITECTURE_PRESETS.filter((preset) => preset !== 'lda'))('has the layers of %s', async (preset) => {
    const { rowShape, classCount } = PRESET_REFERENCE[preset];
    const width = preset === 'emotion-features' ? 0.25 : 1;
    const model = await buildModel({ kind: 'preset', preset, width }, rowShape, classCount, 1);
    const json = presetNetwork(preset, width, rowShape, classCount);
    const described = describeNetwork(json);
    const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(sorted(describedLayers(described))).toEqual(sorted(builtLayers(model)));
    expect(described.parameters).toBe(model.countParams());
    model.dispose();
    // The preset's JSON is itself a network that builds.
    const again = await buildFromJson(json);
    expect(again.countParams()).toBe(described.parameters);
    again.dispose();
  });

  it('knows LDA’s size: a weight for each column and class, and a bias for each class', () => {
    const { rowShape, classCount } = PRESET_REFERENCE.lda;
    const columns = rowShape.reduce((a, b) => a * b, 1);
    const lda = describeNetwork(presetNetwork('lda', 1, rowShape, classCount));
    expect(lda).toMatchObject({ parameters: (columns + 1) * classCount, flops: 2 * columns * classCount });
  });

  it('has the sums of every other preset as it is built', async () => {
    for (const preset of ARCHITECTURE_PRESETS.filter((name) => name !== 'emotion-features' && name !== 'lda')) {
      const { rowShape, classCount } = PRESET_REFERENCE[preset];
      const own = describeNetwork(presetNetwork(preset, 1, rowShape, classCount));
      const model = await buildModel({ kind: 'preset', preset, width: 1 }, rowShape, classCount, 0);
      const trained = model.trainableWeights.reduce(
        (sum, { shape }) => sum + shape.reduce<number>((values, axis) => values * (axis ?? 1), 1),
        0,
      );
      expect([preset, own.parameters, own.trainableParameters]).toEqual([preset, model.countParams(), trained]);
      expect(own.activationBytes, preset).toBeGreaterThan(0);
      model.dispose();
    }
  });

  it('has the layers of random networks, and refuses nothing that would have been built', async () => {
    const rng = new Rng(20);
    let compared = 0;
    const builtAnyway: string[] = [];
    for (let i = 0; i < 60; i++) {
      const { network, refused } = drawNetwork(rng);
      const model = await buildFromJson(network);
      expect(describedLayers(describeNetwork(network))).toEqual(builtLayers(model));
      compared += model.layers.length;
      model.dispose();
      if (refused === null) continue;
      if (await runs(refused)) builtAnyway.push(JSON.stringify(refused));
    }
    expect(builtAnyway).toEqual([]);
    expect(compared).toBeGreaterThan(250);
  });
});
