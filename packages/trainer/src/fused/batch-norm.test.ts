import { Rng } from '@voxboard/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import { type Tensor, tf } from '../tensorflow.js';
import { worstDifference } from '../testing/compare.js';
import { fuseBatchNorm } from './batch-norm.js';

beforeAll(async () => {
  await chooseBackend({ preferred: 'wasm' });
});

function draw(shape: readonly number[], rng: Rng, offset = 0): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => offset + rng.normal()),
    [...shape],
  );
}

describe('fuseBatchNorm', () => {
  it.each([[[6, 5]], [[3, 7, 10]], [[2, 4, 8]]])(
    'equals tfjs’ layer on %j: training, its gradients, moving averages, prediction',
    (shape) => {
      const build = () => {
        const layer = tf.layers.batchNormalization({ momentum: 0.9 });
        layer.apply(tf.input({ shape: shape.slice(1) }));
        const rng = new Rng(6);
        tf.tidy(() => {
          layer.setWeights(layer.weights.map((w) => tf.abs(draw(w.shape as number[], rng, 1))));
        });
        return layer;
      };
      const [stock, fused] = [build(), build()];
      expect(fuseBatchNorm(fused)).toBe(true);
      const before = tf.memory().numTensors;
      tf.tidy(() => {
        const rng = new Rng(7);
        const x = draw(shape, rng, 2);
        const weights = draw(shape, rng);
        const results = [stock, fused].map((layer) => {
          const variables = layer.trainableWeights.map((w) => w.read() as tf.Variable);
          const input = tf.variable(x);
          const { value, grads } = tf.variableGrads(
            () => tf.sum(tf.mul(weights, layer.call(input, { training: true }) as Tensor)) as tf.Scalar,
            [input, ...variables],
          );
          const gradients = [input, ...variables].map((v) => grads[v.name]);
          const averages = layer.nonTrainableWeights.map((w) => w.read());
          const predicted = layer.call(x, { training: false }) as Tensor;
          return [value, ...gradients, ...averages, predicted].map((t) => t.dataSync().slice());
        });
        results[0].forEach((expected, i) => {
          expect(worstDifference(results[1][i], expected)).toBeLessThan(3e-5);
        });
      });
      // Two inputs of the two layers were made variables.
      expect(tf.memory().numTensors - before).toBeLessThanOrEqual(2);
    },
  );

  it('leaves other layers and other axes alone', () => {
    expect(fuseBatchNorm(tf.layers.dense({ units: 2 }))).toBe(false);
    const other = tf.layers.batchNormalization({ axis: 1 });
    other.apply(tf.input({ shape: [4, 5] }));
    expect(fuseBatchNorm(other)).toBe(false);
  });
});
