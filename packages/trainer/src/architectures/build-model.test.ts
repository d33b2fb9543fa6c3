import type { ArchitecturePreset, ArchitectureSpec } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { InvalidArchitectureError, ShapeMismatchError } from '../errors.js';
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
  ] as const)('%s has exactly as many parameters as the study printed', (name, shape, classes, count) => {
    const model = buildModel(preset(name), shape, classes, 1);
    expect(model.countParams()).toBe(count);
    model.dispose();
  });

  it('scale with the width and read any number of columns', () => {
    const narrow = buildModel(preset('gender-features', 0.25), [60], 2, 1);
    expect(narrow.layers.map((layer) => layer.outputShape)).toContainEqual([null, 58, 8]);
    narrow.dispose();
  });

  it('draw equal weights from equal seeds and others from another', async () => {
    const weights = async (seed: number) => {
      const model = buildModel(preset('gender-features'), [162], 2, seed);
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

  it('leave no tensors behind when they are disposed', () => {
    const before = tf.memory().numTensors;
    buildModel(preset('gender-features'), [162], 2, 1).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuse an input that shrinks to nothing', () => {
    expect(() => buildModel(preset('gender-features'), [12], 2, 1)).toThrow(InvalidArchitectureError);
  });

  it('refuse frames where columns are read', () => {
    expect(() => buildModel(preset('gender-features'), [30, 166], 2, 1)).toThrow(ShapeMismatchError);
  });
});
