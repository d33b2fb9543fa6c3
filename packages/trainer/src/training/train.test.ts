import { loadModel } from '@voxboard/inference';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import * as errors from '../errors.js';
import { tf } from '../tensorflow.js';
import { RecordingReporter } from '../testing/recording-reporter.js';
import { classRequest, type RequestOptions, tickingClock } from '../testing/requests.js';
import { train } from './train.js';
import type { TrainRequest } from './train-request.js';

let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm+ort', threads: 2 }));
});
afterAll(() => backend.dispose());

async function run(request: TrainRequest, signal: AbortSignal = new AbortController().signal) {
  const reporter = new RecordingReporter();
  const result = await train(request, reporter, { backend, signal, now: tickingClock() });
  return { result, reporter };
}
const runOptions = (options: RequestOptions) => run(classRequest(options));

describe('train', () => {
  it('learns classes that can be told apart, and reports every epoch and both evaluations', async () => {
    const { result, reporter } = await runOptions({ hyperparameters: { epochs: 12, learningRate: 0.003 } });
    expect(result.test.uar).toBeGreaterThan(0.8);
    expect(reporter.started).toMatchObject([{ backend: { name: 'wasm+ort' }, parameterCount: 14_852 }]);
    expect(reporter.epochs.map((e) => e.epoch)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const losses = reporter.series('loss', 'TRAIN');
    expect(losses[11]).toBeLessThan(losses[0] * 0.7);
    for (const key of ['loss', 'accuracy', 'uar', 'macro_f1']) {
      expect(reporter.series(key, 'VALIDATION')).toHaveLength(12);
    }
    for (const key of ['learning_rate', 'epoch_seconds', 'samples_per_second']) {
      expect(reporter.series(key, 'TRAIN').every((v) => v > 0)).toBe(true);
    }
    expect(reporter.evaluations.map((e) => e.split)).toEqual(['VALIDATION', 'TEST']);
    const [, test] = reporter.evaluations;
    expect(test.confusion.counts.flat().reduce((a, b) => a + b)).toBe(16);
    expect(test.predictions.map((p) => p.clip)).toEqual(Array.from({ length: 16 }, (_, i) => 48 + i));
    expect(test.predictions[0].probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
  });

  it('gives equal numbers for equal seeds and others for another', async () => {
    const losses = async (seed: number) => (await runOptions({ seed })).reporter.series('loss', 'TRAIN');
    const first = await losses(1);
    expect(await losses(1)).toEqual(first);
    expect(await losses(2)).not.toEqual(first);
  });

  it('leaves no tensors behind', async () => {
    await runOptions({});
    const before = tf.memory().numTensors;
    await runOptions({});
    expect(tf.memory().numTensors).toBe(before);
  });

  it('saves a model that predicts the same when it is loaded', async () => {
    const request = classRequest({ classCount: 2 });
    const { reporter } = await run(request);
    const before = tf.memory().numTensors;
    const model = await loadModel(reporter.files());
    const [, test] = reporter.evaluations;
    const start = 48 * 162;
    const predicted = await model.predict(request.features.values.subarray(start, start + 16 * 162));
    predicted.forEach((row, i) => {
      expect(row[1]).toBeCloseTo(test.predictions[i].probabilities[1], 5);
    });
    expect(model.card).toMatchObject({ labels: ['class0', 'class1'], rowShape: [162], inputShape: [162, 1] });
    await expect(model.predict(new Float32Array(5))).rejects.toThrow(errors.ShapeMismatchError);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops early and keeps the weights of the best epoch', async () => {
    const hyperparameters = { epochs: 40, learningRate: 0.02, earlyStoppingPatience: 2 };
    const { result, reporter } = await runOptions({ hyperparameters, separation: 0.1 });
    const losses = reporter.series('loss', 'VALIDATION');
    expect(result.stoppedEarly).toBe(true);
    expect(losses).toHaveLength(result.bestEpoch + 3);
    expect(result.validation?.loss).toBeCloseTo(Math.min(...losses), 5);
  });

  it('lowers the learning rate on a plateau, not below its least', async () => {
    const schedule = { kind: 'reduce-on-plateau', factor: 0.1, patience: 1, minLearningRate: 5e-4 } as const;
    const { reporter } = await runOptions({
      hyperparameters: { epochs: 12, learningRate: 0.02, schedule },
      separation: 0,
    });
    const rates = reporter.series('learning_rate', 'TRAIN');
    expect(rates[0]).toBe(0.02);
    expect(Math.min(...rates)).toBe(5e-4);
  });

  it('scales with training rows only, but with all rows under the study’s protocol', async () => {
    const scaler = async (protocol: 'by-clip' | 'study') => {
      const request = classRequest({ protocol, hyperparameters: { epochs: 1 } });
      request.features.values.fill(1000, 48 * 162);
      const model = await loadModel((await run(request)).reporter.files());
      model.dispose();
      return model.card.scaler?.mean[0] ?? Number.NaN;
    };
    expect(Math.abs(await scaler('by-clip'))).toBeLessThan(2);
    expect(await scaler('study')).toBeGreaterThan(200);
  });

  it('stops within a batch of being canceled', async () => {
    const controller = new AbortController();
    const request = classRequest({ hyperparameters: { epochs: 10_000, batchSize: 8 } });
    const reporter = new RecordingReporter();
    reporter.onEpochEnd = async (report) => {
      if (report.epoch === 1) controller.abort();
    };
    const before = tf.memory().numTensors;
    const training = train(request, reporter, { backend, signal: controller.signal, now: tickingClock() });
    await expect(training).rejects.toThrow(errors.TrainingCanceledError);
    expect(reporter.evaluations).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('ends with the reporter’s error when reporting fails', async () => {
    const reporter = new RecordingReporter();
    reporter.onEpochEnd = () => Promise.reject(new Error('disk full'));
    const signal = new AbortController().signal;
    await expect(train(classRequest(), reporter, { backend, signal, now: tickingClock() })).rejects.toThrow(
      'disk full',
    );
  });

  it('says that it diverged instead of reporting NaN', async () => {
    const hyperparameters = { optimizer: 'sgd', standardize: false } as const;
    await expect(runOptions({ hyperparameters, separation: 1e30 })).rejects.toThrow(errors.DivergedError);
  });
});

describe('a request that cannot be trained', () => {
  const broken = (change: Partial<TrainRequest>, options: RequestOptions = {}) =>
    run({ ...classRequest(options), ...change });

  it('names the clip and column of a NaN', async () => {
    const request = classRequest();
    request.features.values[3 * 162 + 5] = Number.NaN;
    await expect(run(request)).rejects.toThrow(/"feature5" of clip 3 \(row 0\) is NaN/);
  });
  it('refuses a single class', async () => {
    await expect(broken({ labels: new Array(64).fill(2) })).rejects.toThrow(errors.SingleClassError);
  });
  it.each(['train', 'test'] as const)('refuses an empty %s part', async (part) => {
    const { fold } = classRequest();
    await expect(broken({ fold: { ...fold, [part]: [] } })).rejects.toThrow(errors.EmptySplitError);
  });
  it('needs a validation part only where something watches it', async () => {
    const { fold } = classRequest();
    const change = { fold: { ...fold, validation: [] } };
    await expect(broken(change, { hyperparameters: { earlyStoppingPatience: 3 } })).rejects.toThrow(/early stopping/);
    const { result, reporter } = await broken(change);
    expect(result.validation).toBeNull();
    expect(reporter.series('loss', 'VALIDATION')).toEqual([]);
  });
  it('refuses a label that is not in the list', async () => {
    const labels = Array.from({ length: 64 }, (_, i) => (i === 9 ? 4 : i % 4));
    await expect(broken({ labels })).rejects.toThrow(/Clip 9 has class 4/);
  });
  it('refuses rows that the feature set lacks', async () => {
    const { fold } = classRequest();
    const train = [...fold.train, { clip: 0, augmentation: 2 }];
    await expect(broken({ fold: { ...fold, train } })).rejects.toThrow(errors.UnknownRowError);
  });
  it('refuses shapes that do not fit together', async () => {
    const { features } = classRequest();
    await expect(broken({ features: { ...features, shape: [161] } })).rejects.toThrow(errors.ShapeMismatchError);
    await expect(broken({ clipCount: 63 })).rejects.toThrow(/64 labels for 63 clips/);
  });
});
