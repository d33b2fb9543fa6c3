import { describe, expect, it } from 'vitest';
import { describeArchitectureSpec } from './describe-architecture.js';
import { describeNetwork } from './describe-network.js';
import type { Json } from './keras-json.js';
import { InvalidArchitectureError } from './network.errors.js';

const layer = (class_name: string, config: object = {}) => ({ class_name, config: { name: class_name, ...config } });
const chain = (...layers: object[]): Json => ({ class_name: 'Sequential', config: { name: 'own', layers } });
const INPUT = layer('InputLayer', { batch_input_shape: [null, 40, 6] });
const HEAD = layer('Dense', { units: 3, activation: 'softmax' });
const FLAT = layer('Flatten');

function refusal(json: Json): InvalidArchitectureError {
  try {
    describeNetwork(json);
  } catch (error) {
    if (error instanceof InvalidArchitectureError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('describeNetwork', () => {
  it('counts a small network as by hand', () => {
    const conv = layer('Conv1D', { filters: 4, kernel_size: [3], activation: 'relu' });
    const { layers, ...sums } = describeNetwork(chain(INPUT, conv, FLAT, HEAD));
    expect(layers.map(({ kind, outputShape, parameters, flops }) => [kind, outputShape, parameters, flops])).toEqual([
      ['InputLayer', [40, 6], 0, 0],
      // 38 positions × 4 filters × 3 taps × 6 channels, a multiplication and an addition each
      ['Conv1D', [38, 4], 76, 2 * 38 * 4 * 18],
      ['Flatten', [152], 0, 0],
      ['Dense', [3], 459, 2 * 152 * 3],
    ]);
    expect(sums).toMatchObject({ parameters: 535, trainableParameters: 535, head: { kind: 'softmax', columns: 3 } });
    expect(sums.activationBytes).toBe(4 * (240 + 152 + 152 + 3));
    expect(layers.map(({ inputs }) => inputs)).toEqual([[], ['InputLayer'], ['Conv1D'], ['Flatten']]);
    expect(layers[1]?.settings).toBe('filters 4, kernel 3, relu');
  });

  it('does not know the work of an open axis until the data fill it', () => {
    const open = chain(layer('InputLayer', { batch_input_shape: [null, null, 6] }), layer('LSTM', { units: 5 }), HEAD);
    expect(describeNetwork(open)).toMatchObject({ parameters: 258, flops: null });
    expect(describeNetwork(open, [10, 6]).flops).toBe(2 * 10 * (6 + 5) * 20 + 2 * 5 * 3);
    expect(() => describeNetwork(open, [10, 7])).toThrow('reads rows of [?, 6], but the feature set');
  });

  it('joins branches, and reads a model inside a model', () => {
    const from = (...names: string[]) => [names.map((name) => [name, 0, 0, {}])];
    const inner = chain(layer('Dense', { units: 6, batch_input_shape: [null, 40, 6] }));
    const json = {
      class_name: 'Functional',
      config: {
        layers: [
          { ...INPUT, name: 'InputLayer', inbound_nodes: [] },
          {
            ...inner,
            config: { ...(inner.config as object), name: 'inner' },
            name: 'inner',
            inbound_nodes: from('InputLayer'),
          },
          { ...layer('Add'), name: 'Add', inbound_nodes: from('inner', 'InputLayer') },
          { ...FLAT, name: 'Flatten', inbound_nodes: from('Add') },
          { ...HEAD, name: 'Dense', inbound_nodes: from('Flatten') },
        ],
        input_layers: [['InputLayer', 0, 0]],
        output_layers: [['Dense', 0, 0]],
      },
    };
    const { layers } = describeNetwork(json);
    expect(layers.map(({ name, parameters }) => [name, parameters])).toEqual([
      ['InputLayer', 0],
      ['inner', 42],
      ['Add', 0],
      ['Flatten', 0],
      ['Dense', 723],
    ]);
    expect(layers[2]?.inputs).toEqual(['inner', 'InputLayer']);
  });

  it.each<[string, Json, string, string[]]>([
    ['an unsupported layer', chain(INPUT, layer('Lambda'), FLAT, HEAD), 'Layer "Lambda" is not supported', ['1']],
    [
      'a shape that does not fit',
      chain(INPUT, layer('Conv2D', { filters: 2, kernel_size: 3 }), HEAD),
      'Conv2D "Conv2D": reads 3 axes a row, but gets [40, 6]. Put a Reshape before it',
      ['1'],
    ],
    [
      'a window that is too long',
      chain(INPUT, layer('Conv1D', { filters: 2, kernel_size: 50 }), FLAT, HEAD),
      'its window of 50 is longer than the 40 positions',
      ['1'],
    ],
    [
      'a size that is none',
      chain(INPUT, layer('Dense', { name: 'hidden', units: 0 }), FLAT, HEAD),
      'units is 0; it must be a whole number',
      ['1', 'config', 'units'],
    ],
    [
      'a head that is none',
      chain(INPUT, FLAT, layer('Dense', { units: 3 })),
      'must end in softmax (or one sigmoid), not in "linear"',
      ['2'],
    ],
    ['a head of many rows', chain(INPUT, HEAD), 'gives [40, 3] a row; flatten or pool before it', ['1']],
    ['no input shape', chain(FLAT, HEAD), 'does not state its input shape', ['0']],
    ['two layers of a name', chain(INPUT, FLAT, HEAD, HEAD), 'Two layers are called "Dense"', ['3']],
    ['a wrapped model file', { modelTopology: { model_config: chain(INPUT, layer('Lambda')) } }, 'Lambda', ['1']],
  ])('refuses %s by layer, remedy and place', (_, json, message, place) => {
    const error = refusal(json);
    expect(error.message).toContain(message);
    let at: unknown = { layersJson: json };
    for (const key of error.path) at = (at as Record<string, unknown>)[key];
    expect(at, 'the path leads into the JSON').toBeDefined();
    expect(error.path.slice(error.path.indexOf('layers') + 1)).toEqual(place);
  });

  it('describes a preset for the classes asked for, and refuses layers of others', () => {
    const preset = { kind: 'preset', preset: 'gender-features', width: 1 } as const;
    expect(describeArchitectureSpec(preset).parameters).toBe(14_657);
    expect(describeArchitectureSpec(preset, { classCount: 8 }).head).toEqual({ kind: 'softmax', columns: 8 });
    const own = { kind: 'layers', layersJson: chain(INPUT, FLAT, HEAD) } as const;
    expect(() => describeArchitectureSpec(own, { classCount: 8 })).toThrow('3 softmax outputs for 8 classes');
  });
});
