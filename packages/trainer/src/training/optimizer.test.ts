import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../../reference/optimizers.json' with { type: 'json' };
import { chooseBackend } from '../backends/choose-backend.js';
import { tf } from '../tensorflow.js';
import { createOptimizer } from './create-optimizer.js';
import type { OptimizerSettings } from './optimizer.js';

const settingsOf = (name: string): OptimizerSettings => {
  const [optimizer, momentum] = name.split('+');
  return {
    optimizer: optimizer as OptimizerSettings['optimizer'],
    momentum: momentum ? 0.9 : 0,
    weightDecay: optimizer === 'adamw' ? 0.05 : 0,
    clipNorm: null,
  };
};
const wave = (length: number, phase: number) => Float32Array.from({ length }, (_, i) => Math.sin(1.7 * i + phase));

async function fiveSteps(settings: OptimizerSettings) {
  const weights = tf.tidy(() => [tf.variable(tf.tensor(wave(6, 0), [2, 3])), tf.variable(tf.tensor(wave(5, 1)))]);
  const optimizer = createOptimizer(weights, settings);
  const norms: number[] = [];
  for (let step = 0; step < 5; step++) {
    const gradients = [tf.tensor(wave(6, 2 + step), [2, 3]), tf.tensor(wave(5, 3 + step))];
    norms.push(await optimizer.apply(gradients, 0.1));
    tf.dispose(gradients);
  }
  const values = await Promise.all(weights.map(async (w) => Array.from(await w.data())));
  const state = await optimizer.state();
  optimizer.dispose();
  tf.dispose(weights);
  return { values, norms, state };
}

describe.each(['cpu', 'wasm'])('createOptimizer on %s', (backend) => {
  beforeAll(async () => {
    await chooseBackend({ preferred: backend });
  });

  it.each(Object.entries(reference))('%s moves weights as Keras does', async (name, expected) => {
    const before = tf.memory().numTensors;
    const { values } = await fiveSteps(settingsOf(name));
    values.flat().forEach((value, i) => {
      expect(value).toBeCloseTo(expected.flat()[i], 5);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('scales all gradients together down to clipNorm, and tells their norm', async () => {
    const plain = await fiveSteps({ ...settingsOf('sgd'), clipNorm: null });
    const clipped = await fiveSteps({ ...settingsOf('sgd'), clipNorm: 0.5 });
    expect(clipped.norms).toEqual(plain.norms);
    const start = [...wave(6, 0), ...wave(5, 1)];
    const moved = ({ values }: typeof plain) => Math.hypot(...values.flat().map((v, i) => v - start[i]));
    expect(moved(clipped)).toBeLessThan(0.5 * 0.1 * 5 + 1e-6);
    expect(moved(plain)).toBeGreaterThan(moved(clipped));
  });

  it('lets a product see the weights it has moved', async () => {
    const weight = tf.variable(tf.ones([8, 8]));
    const optimizer = createOptimizer([weight], settingsOf('sgd'));
    const x = tf.ones([4, 8]);
    const product = async () => (await tf.tidy(() => tf.fused.matMul({ a: x, b: weight as tf.Tensor })).data())[0];
    expect(await product()).toBe(8);
    await optimizer.apply([tf.ones([8, 8])], 0.5);
    expect(await product()).toBe(4);
    optimizer.dispose();
  });

  it('does not move on a gradient that is not finite', async () => {
    const weight = tf.variable(tf.tensor1d([1, 2]));
    const optimizer = createOptimizer([weight], settingsOf('adam'));
    expect(await optimizer.apply([tf.tensor1d([1, Number.NaN])], 0.1)).toBeNaN();
    expect(Array.from(await weight.data())).toEqual([1, 2]);
    optimizer.dispose();
  });
});
