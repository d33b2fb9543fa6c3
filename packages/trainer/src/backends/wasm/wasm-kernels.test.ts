import { Rng } from '@voxboard/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { type Tensor, tf } from '../../tensorflow.js';
import { worstDifference } from '../../testing/compare.js';
import { chooseBackend } from '../choose-backend.js';

/** Values and gradients of `operation`, weighted so that every output counts differently. */
interface Case {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly operation: (...inputs: Tensor[]) => Tensor;
  /** Several inputs hold equal values, so that ties are met. */
  readonly coarse?: boolean;
}

const conv = (strides: number, pad: 'valid' | 'same') => (x: Tensor, k: Tensor) =>
  tf.conv1d(x as tf.Tensor3D, k as tf.Tensor3D, strides, pad);
const pool = (size: number, stride: number, pad: 'valid' | 'same') => (x: Tensor) =>
  tf.maxPool(x as tf.Tensor4D, size, stride, pad);

const CASES: readonly Case[] = [
  {
    name: 'conv1d valid',
    shapes: [
      [3, 20, 4],
      [3, 4, 8],
    ],
    operation: conv(1, 'valid'),
  },
  {
    name: 'conv1d same, stride 2, odd length',
    shapes: [
      [2, 21, 3],
      [5, 3, 7],
    ],
    operation: conv(2, 'same'),
  },
  {
    name: 'conv1d longer than its input, same',
    shapes: [
      [2, 2, 5],
      [5, 5, 6],
    ],
    operation: conv(1, 'same'),
  },
  {
    name: 'conv1d wide enough for the external product',
    shapes: [
      [4, 40, 64],
      [5, 64, 128],
    ],
    operation: conv(1, 'same'),
  },
  {
    name: 'conv2d same, strides 2',
    shapes: [
      [2, 9, 8, 3],
      [3, 3, 3, 4],
    ],
    operation: (x, k) => tf.conv2d(x as tf.Tensor4D, k as tf.Tensor4D, 2, 'same'),
  },
  { name: 'max pool, windows below zero', shapes: [[2, 6, 6, 3]], operation: (x) => pool(2, 2, 'valid')(tf.sub(x, 3)) },
  { name: 'max pool with ties', shapes: [[2, 6, 6, 3]], operation: pool(2, 2, 'valid'), coarse: true },
  { name: 'max pool, overlapping, same', shapes: [[2, 7, 5, 3]], operation: pool(3, 2, 'same') },
  {
    name: 'products, transposed in every way',
    shapes: [
      [70, 60],
      [60, 80],
    ],
    operation: (a, b) => {
      const plain = tf.matMul(a, b);
      const turned = tf.matMul(b, a, true, true);
      return tf.add(tf.matMul(plain, turned), tf.matMul(tf.matMul(a, a, false, true), plain).mean());
    },
  },
  {
    name: 'batched products',
    shapes: [
      [3, 40, 30],
      [3, 30, 20],
    ],
    operation: (a, b) => tf.matMul(a, b),
  },
  { name: 'sum of leading axes', shapes: [[4, 5, 6]], operation: (x) => tf.sum(tf.square(x), [0, 1]) },
  { name: 'bias', shapes: [[4, 5, 6], [6]], operation: (x, b) => tf.tanh(tf.add(x, b)) },
  { name: 'unstack', shapes: [[3, 4, 5]], operation: (x) => tf.addN(tf.unstack(tf.square(x), 1)) },
  { name: 'tile', shapes: [[1, 1, 5]], operation: (x) => tf.square(tf.tile(x, [3, 4, 1])) },
  { name: 'reverse', shapes: [[3, 4, 5]], operation: (x) => tf.square(tf.reverse(x, 1)) },
];

async function valuesAndGradients({ shapes, operation, coarse }: Case): Promise<Float32Array[]> {
  const rng = new Rng(5);
  const draw = () => (coarse ? rng.below(3) : rng.normal());
  const inputs = shapes.map((shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return tf.tensor(Float32Array.from({ length: size }, draw), [...shape]);
  });
  const weighted = (...args: Tensor[]) => {
    const y = operation(...args);
    return tf.sum(tf.mul(y, tf.cos(tf.range(0, y.size).reshape(y.shape))));
  };
  const outputs = tf.tidy(() => [operation(...inputs), ...tf.grads(weighted)(inputs)]);
  const values = await Promise.all(outputs.map((t) => t.data<'float32'>()));
  tf.dispose([inputs, outputs]);
  return values;
}

describe.each(['wasm', 'wasm+ort'])('%s', (name) => {
  afterAll(() => tf.setBackend('cpu'));

  it.each(CASES)('$name: values and gradients are the cpu backend’s, and nothing leaks', async (testCase) => {
    await chooseBackend({ preferred: 'cpu' });
    const expected = await valuesAndGradients(testCase);
    await chooseBackend({ preferred: name, threads: 2 });
    const before = tf.memory().numTensors;
    const actual = await valuesAndGradients(testCase);
    expect(tf.memory().numTensors).toBe(before);
    expected.forEach((values, i) => {
      expect(worstDifference(actual[i], values)).toBeLessThan(3e-5);
    });
  });
});
