import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildModel } from '../architectures/build-model.js';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { NotEnoughMemoryError } from '../errors.js';
import { tf } from '../tensorflow.js';
import { RecordingReporter } from '../testing/recording-reporter.js';
import { classRequest, tickingClock } from '../testing/requests.js';
import { estimateMemory, partSize } from './memory-plan.js';
import { train } from './train.js';

let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm+ort', threads: 2 }));
});
afterAll(() => backend.dispose());

const MEGABYTE = 2 ** 20;
const modelOf = (preset: 'emotion-raw' | 'emotion-features') =>
  buildModel({ kind: 'preset', preset, width: 1 }, preset === 'emotion-raw' ? [144_000] : [162], 8, 1);

describe('partSize', () => {
  it('keeps the batch whole where it fits and cuts it evenly where not', async () => {
    const model = await modelOf('emotion-raw');
    const estimate = estimateMemory(model, new Set());
    const room = (rows: number) => estimate.fixedBytes + rows * estimate.bytesPerRow;
    expect(partSize(model, estimate, 32, room(32))).toBe(32);
    expect(partSize(model, estimate, 32, room(31))).toBe(16);
    expect(partSize(model, estimate, 32, room(1))).toBe(1);
    expect(() => partSize(model, estimate, 32, room(0))).toThrow(NotEnoughMemoryError);
    model.dispose();
  });

  it('does not cut what is normalised over the batch', async () => {
    const model = await modelOf('emotion-features');
    const estimate = estimateMemory(model, new Set());
    expect(() => partSize(model, estimate, 150, estimate.fixedBytes + 20 * estimate.bytesPerRow)).toThrow(/MB/);
    model.dispose();
  });

  it('knows that fused layers need less', async () => {
    const model = await modelOf('emotion-raw');
    const inner = new Set(model.layers.slice(1, 16));
    expect(estimateMemory(model, inner).bytesPerRow).toBeLessThan(estimateMemory(model, new Set()).bytesPerRow / 10);
    model.dispose();
  });
});

describe('a batch cut in parts', () => {
  it('trains as the whole batch does, dropout included', async () => {
    const run = async (memoryLimitBytes: number) => {
      const reporter = new RecordingReporter();
      const request = classRequest({ hyperparameters: { epochs: 2, batchSize: 16, mixupAlpha: 0.2, clipNorm: 1 } });
      const options = {
        backend: { ...backend, memoryLimitBytes },
        signal: new AbortController().signal,
        now: tickingClock(),
      };
      await train(request, reporter, options);
      return reporter.series('loss', 'TRAIN');
    };
    const whole = await run(2048 * MEGABYTE);
    const probe = await buildModel({ kind: 'preset', preset: 'gender-features', width: 1 }, [162], 4, 1);
    // All that is fused away is not counted; five rows of the rest.
    const inner = new Set(probe.layers.slice(1, 6));
    const { fixedBytes, bytesPerRow } = estimateMemory(probe, inner);
    probe.dispose();
    const before = tf.memory().numTensors;
    const cut = await run(fixedBytes + 5.5 * bytesPerRow);
    expect(tf.memory().numTensors).toBe(before);
    cut.forEach((loss, i) => {
      expect(loss).toBeCloseTo(whole[i], 5);
    });
  });

  it('refuses to start when nothing fits', async () => {
    const options = {
      backend: { ...backend, memoryLimitBytes: MEGABYTE },
      signal: new AbortController().signal,
      now: tickingClock(),
    };
    await expect(train(classRequest(), new RecordingReporter(), options)).rejects.toThrow(NotEnoughMemoryError);
  });
});
