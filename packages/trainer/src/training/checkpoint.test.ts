import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { MalformedCheckpointError } from '../errors.js';
import { RecordingReporter } from '../testing/recording-reporter.js';
import { classRequest, type RequestOptions, tickingClock } from '../testing/requests.js';
import { train } from './train.js';

let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm+ort', threads: 2 }));
});
afterAll(() => backend.dispose());

const OPTIONS: RequestOptions = {
  clipCount: 32,
  hyperparameters: {
    epochs: 8,
    batchSize: 5,
    earlyStoppingPatience: 3,
    schedule: { kind: 'reduce-on-plateau', patience: 1 },
    mixupAlpha: 0.3,
    classWeights: 'balanced',
    optimizer: 'adamw',
    weightDecay: 0.01,
    clipNorm: 1,
  },
};

async function run(checkpoint: Uint8Array | null, stopAfter: number | null = null) {
  const reporter = new RecordingReporter();
  const saved: Uint8Array[] = [];
  const controller = new AbortController();
  const save = async (bytes: Uint8Array, nextEpoch: number) => {
    saved.push(bytes);
    if (nextEpoch === stopAfter) controller.abort();
  };
  const options = {
    backend,
    signal: controller.signal,
    now: tickingClock(),
    checkpoints: { maxShare: Number.POSITIVE_INFINITY, save },
  };
  const finished = await train({ ...classRequest(OPTIONS), checkpoint }, reporter, options).catch((error) => error);
  return { reporter, saved, finished };
}

describe('a checkpoint', () => {
  it('lets a training go on to bit-equal metrics, predictions and weights', async () => {
    const whole = await run(null);
    const first = await run(null, 3);
    expect(first.finished).toMatchObject({ code: 'TRAINING_CANCELED' });
    const second = await run(first.saved[2]);
    const epochs = [...first.reporter.epochs, ...second.reporter.epochs];
    const values = (reports: typeof epochs) =>
      reports.map((e) => e.metrics.filter((m) => !/second/.test(m.key)).map((m) => m.value));
    expect(epochs.map((e) => e.epoch)).toEqual(whole.reporter.epochs.map((e) => e.epoch));
    expect(values(epochs)).toEqual(values(whole.reporter.epochs));
    expect(second.reporter.evaluations).toEqual(whole.reporter.evaluations);
    expect(second.reporter.files().get('model/weights.bin')).toEqual(whole.reporter.files().get('model/weights.bin'));
    expect(second.finished.bestEpoch).toBe(whole.finished.bestEpoch);
  });

  it('is refused when it is damaged, cut short or of another run', async () => {
    const { saved } = await run(null, 1);
    const expectRefusal = async (bytes: Uint8Array) =>
      expect((await run(bytes)).finished).toBeInstanceOf(MalformedCheckpointError);
    await expectRefusal(saved[0].subarray(0, saved[0].length - 4));
    await expectRefusal(new Uint8Array([1, 2, 3]));
    const other = { ...classRequest(OPTIONS), seed: 8, checkpoint: saved[0] };
    const options = { backend, signal: new AbortController().signal, now: tickingClock() };
    await expect(train(other, new RecordingReporter(), options)).rejects.toThrow(/another configuration/);
  });
});
