import { afterAll, beforeAll, expect, it } from 'vitest';
import { tf } from '../tensorflow.js';
import { startCpuBackend } from './cpu-backend.js';
import { limitAddedTensors } from './limit-added-tensors.js';

const widths: number[] = [];
const spied = tf.getKernel('AddN', 'cpu');

beforeAll(async () => {
  await startCpuBackend();
  tf.unregisterKernel('AddN', 'cpu');
  tf.registerKernel({
    ...spied,
    kernelFunc: (call) => {
      widths.push(Object.keys(call.inputs).length);
      return spied.kernelFunc(call);
    },
  });
  limitAddedTensors('cpu');
});

afterAll(() => {
  tf.unregisterKernel('AddN', 'cpu');
  tf.registerKernel(spied);
});

it.each([1, 2, 7, 8, 13, 14, 21])('%i tensors are added in programs of at most seven, and nothing leaks', (count) => {
  widths.length = 0;
  const before = tf.memory().numTensors;
  const total = tf.tidy(() =>
    tf.addN(Array.from({ length: count }, (_, i) => tf.tensor1d([i + 1, 2 ** (i % 5)]))).dataSync(),
  );
  const powers = Array.from({ length: count }, (_, i) => 2 ** (i % 5)).reduce((a, b) => a + b, 0);
  expect([...total]).toEqual([(count * (count + 1)) / 2, powers]);
  expect(Math.max(...widths)).toBeLessThanOrEqual(7);
  expect(tf.memory().numTensors).toBe(before);
});
