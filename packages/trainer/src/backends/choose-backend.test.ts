import { afterEach, describe, expect, it } from 'vitest';
import { BackendUnavailableError, SelfTestFailedError } from '../errors.js';
import { tf } from '../tensorflow.js';
import { chooseBackend } from './choose-backend.js';
import { runSelfTest } from './self-test.js';
import type { TrainingBackend } from './training-backend.js';
import { replaceKernel } from './wasm/heap.js';

let open: TrainingBackend | null = null;
const choose = async (preferred: string | null) => {
  const choice = await chooseBackend({ preferred, threads: 2 });
  open = choice.backend;
  return choice;
};
afterEach(async () => {
  await open?.dispose();
  open = null;
});

describe('chooseBackend', () => {
  it('takes the first in order that passes its self-test and says why others were not taken', async () => {
    const { backend, refusals } = await choose(null);
    expect(['tfjs-node-gpu', 'wasm+ort']).toContain(backend.name);
    expect(refusals.every(({ reason }) => reason.length > 10)).toBe(true);
  });

  it.each(['wasm+ort', 'wasm', 'cpu'])('starts %s by name and states what it is', async (name) => {
    const { backend, refusals } = await choose(name);
    expect(backend.statement).toMatchObject({ name, versions: { '@tensorflow/tfjs': '4.22.0' } });
    expect(backend.statement.device.length).toBeGreaterThan(0);
    expect(refusals).toEqual([]);
  });

  it('names what is known when the name is not', async () => {
    await expect(choose('abacus')).rejects.toThrow(/Known are tfjs-node-gpu, wasm\+ort, webgpu/);
  });

  it('says how to go on when an optional backend is not installed', async () => {
    await expect(choose('tfjs-node-gpu')).rejects.toThrow(BackendUnavailableError);
    await expect(choose('tfjs-node-gpu')).rejects.toThrow(/npm run setup:gpu|no usable CUDA device/);
  });

  it('leaves no tensors behind', async () => {
    await choose('wasm');
    const before = tf.memory().numTensors;
    await runSelfTest();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a backend whose pooling gradient is wrong', async () => {
    await choose('wasm');
    replaceKernel('MaxPoolGrad', ({ inputs, backend }) => {
      const out = backend.makeOutput(inputs.input.shape, 'float32');
      backend.typedArrayFromHeap(out).fill(0);
      return out;
    });
    await expect(runSelfTest()).rejects.toThrow(SelfTestFailedError);
  });
});
