import type { ArchitecturePreset, ArchitectureSpec } from '@voxboard/domain';
import { InvalidArchitectureError } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { ShapeMismatchError } from '../errors.js';
import { tf } from '../tensorflow.js';
import { buildModel } from './build-model.js';

const preset = (name: ArchitecturePreset, width = 1): ArchitectureSpec => ({ kind: 'preset', preset: name, width });
let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm' }));
});
afterAll(() => backend.dispose());

describe('presets', () => {
  it.each([
    ['emotion-features', [162], 8, 16_279_048],
    ['gender-features', [162], 2, 14_657],
    ['emotion-raw', [144_000], 8, 30_632],
    ['gender-raw', [144_000, 1], 2, 53_697],
  ] as const)('%s has exactly as many parameters as the study printed', async (name, shape, classes, count) => {
    const model = await buildModel(preset(name), shape, classes, 1);
    expect(model.countParams()).toBe(count);
    model.dispose();
  });

  it('scale with the width and read any number of columns', async () => {
    const narrow = await buildModel(preset('gender-features', 0.25), [60], 2, 1);
    expect(narrow.layers.map((layer) => layer.outputShape)).toContainEqual([null, 58, 8]);
    narrow.dispose();
  });

  it('draw equal weights from equal seeds and others from another', async () => {
    const weights = async (seed: number) => {
      const model = await buildModel(preset('gender-features'), [162], 2, seed);
      const values = Array.from(await model.layers[1].getWeights()[0].data());
      model.dispose();
      return values;
    };
    const first = await weights(1);
    expect(await weights(1)).toEqual(first);
    expect(await weights(2)).not.toEqual(first);
    const limit = Math.sqrt(6 / (3 * 1 + 3 * 32));
    expect(Math.max(...first.map(Math.abs))).toBeLessThanOrEqual(limit);
    expect(Math.max(...first.map(Math.abs))).toBeGreaterThan(limit * 0.9);
  });

  it('start from no weight that is all zeros but biases', async () => {
    for (const name of ['emotion-hybrid', 'gender-raw', 'mlp', 'cnn22'] as const) {
      const model = await buildModel(
        preset(name, 0.25),
        name === 'gender-raw' ? [70_000] : name === 'mlp' ? [20] : [40, 8],
        4,
        1,
      );
      for (const weight of model.trainableWeights) {
        if (weight.shape.length > 1)
          expect(weight.read().abs().max().dataSync()[0], weight.originalName).toBeGreaterThan(0);
      }
      model.dispose();
    }
  });

  it('leave no tensors behind when they are disposed', async () => {
    const before = tf.memory().numTensors;
    (await buildModel(preset('gender-features'), [162], 2, 1)).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuse an input that shrinks to nothing', async () => {
    await expect(buildModel(preset('gender-features'), [12], 2, 1)).rejects.toThrow(InvalidArchitectureError);
  });

  it('refuse frames where columns are read', async () => {
    await expect(buildModel(preset('gender-features'), [30, 166], 2, 1)).rejects.toThrow(ShapeMismatchError);
  });
});
