import { InvalidArchitectureError } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../../backends/choose-backend.js';
import type { TrainingBackend } from '../../backends/training-backend.js';
import { ShapeMismatchError } from '../../errors.js';
import { type LayersModel, tf } from '../../tensorflow.js';
import { RecordingReporter } from '../../testing/recording-reporter.js';
import { classRequest, tickingClock } from '../../testing/requests.js';
import { train } from '../../training/train.js';
import { buildModel } from '../build-model.js';
import functional from './fixtures/keras3-functional.json' with { type: 'json' };
import sequential from './fixtures/keras3-sequential.json' with { type: 'json' };

let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm+ort', threads: 2 }));
});
afterAll(() => backend.dispose());

const build = (layersJson: Record<string, unknown>, shape = [30, 6], classes = 4) =>
  buildModel({ kind: 'layers', layersJson }, shape, classes, 1);
const layer = (class_name: string, config: object = {}) => ({ class_name, config: { name: class_name, ...config } });
const model = (...layers: object[]) => ({ class_name: 'Sequential', config: { name: 'own', layers } });
const INPUT = layer('InputLayer', { batch_input_shape: [null, 10] });
const HEAD = layer('Dense', { units: 3, activation: 'softmax' });

describe('layers JSON', () => {
  // Parameter counts as Keras 3.15 printed them when it wrote the fixtures.
  it.each([
    ['Keras 3, sequential', sequential, 1340],
    ['Keras 3, functional', functional, 580],
  ])('%s builds with Keras’ number of parameters', async (_, json, count) => {
    const built = await build(json);
    expect(built.countParams()).toBe(count);
    built.dispose();
  });

  it('reads its own saved topology and Keras 2’s, and trains with equal numbers each time', async () => {
    const own = await build(
      model(
        layer('Flatten', { batch_input_shape: [null, 12, 6] }),
        layer('Dense', { units: 4, activation: 'softmax' }),
      ),
      [12, 6],
    );
    const topology = JSON.parse(own.toJSON(null, true) as string);
    own.dispose();
    const losses = async () => {
      const reporter = new RecordingReporter();
      const request = classRequest({ architecture: { kind: 'layers', layersJson: topology }, shape: [12, 6] });
      const options = { backend, signal: new AbortController().signal, now: tickingClock() };
      await train(request, reporter, options);
      return reporter.series('loss', 'TRAIN');
    };
    expect(await losses()).toEqual(await losses());
  });

  it('trains recurrent layers with dropout and noise reproducibly, fused or not', async () => {
    const json = model(
      layer('InputLayer', { batch_input_shape: [null, 12, 6] }),
      layer('GaussianNoise', { stddev: 0.1 }),
      layer('GRU', { units: 5, recurrent_dropout: 0.3, dropout: 0.2, return_sequences: true }),
      layer('LSTM', { units: 6, recurrent_dropout: 0.3, dropout: 0.2, recurrent_activation: 'sigmoid' }),
      layer('GaussianDropout', { rate: 0.1 }),
      layer('Dense', { units: 4, activation: 'softmax' }),
    );
    const run = async () => {
      const reporter = new RecordingReporter();
      const hyperparameters = { epochs: 1, batchSize: 8 };
      const request = classRequest({
        architecture: { kind: 'layers', layersJson: json },
        shape: [12, 6],
        hyperparameters,
      });
      await train(request, reporter, { backend, signal: new AbortController().signal, now: tickingClock() });
      return reporter.files().get('model/weights.bin');
    };
    expect(await run()).toEqual(await run());
  });

  it('adds or leaves out axes of length 1, and fills open axes', async () => {
    const shapes = async (inputShape: (number | null)[], row: number[]) => {
      const open = model(
        layer('InputLayer', { batch_input_shape: [null, ...inputShape] }),
        layer('Conv1D', { filters: 2, kernel_size: [3] }),
        layer('GlobalMaxPooling1D'),
        HEAD,
      );
      const built: LayersModel = await build(open, row, 3);
      built.dispose();
    };
    await shapes([40, 1], [40]);
    await shapes([null, 5], [40, 5]);
    await expect(shapes([40, 5], [40, 6])).rejects.toThrow(ShapeMismatchError);
  });

  it.each([
    ['no model', { hello: 1 }, /is no model/],
    ['no layers', model(), /no layers/],
    ['a lambda', model(INPUT, layer('Lambda', { function: 'x' }), HEAD), /"Lambda" is not supported/],
    ['a layer inside a wrapper', model(INPUT, layer('TimeDistributed', { layer: layer('Lambda') })), /"Lambda"/],
    ['too many units', model(INPUT, layer('Dense', { units: 1e9 }), HEAD), /1000000000 units/],
    [
      'a setting that would be ignored',
      model(INPUT, layer('Conv1D', { filters: 2, kernel_size: 3, groups: 2 })),
      /sets groups to 2/,
    ],
    [
      'layers that do not fit',
      model(INPUT, layer('Conv1D', { filters: 2, kernel_size: [3] }), HEAD),
      /reads 2 axes a row, but gets \[10\]/,
    ],
    [
      'a head without probabilities',
      model(INPUT, layer('Dense', { units: 3, activation: 'linear' })),
      /must end in softmax/,
    ],
    [
      'a head of the wrong size',
      model(INPUT, layer('Dense', { units: 5, activation: 'softmax' })),
      /5 softmax outputs for 3/,
    ],
    ['an entry that is no layer', model(INPUT, { name: 'x' }), /Layer 1 has no class_name/],
  ])('refuses %s', async (_, json, message) => {
    const building = build(json, [10], 3);
    await expect(building).rejects.toThrow(InvalidArchitectureError);
    await expect(building).rejects.toThrow(message);
  });

  it('leaves no tensors behind when a model is refused for its head', async () => {
    const before = tf.memory().numTensors;
    await build(model(INPUT, layer('Dense', { units: 5, activation: 'softmax' })), [10], 3).catch(() => {});
    expect(tf.memory().numTensors).toBe(before);
  });
});
