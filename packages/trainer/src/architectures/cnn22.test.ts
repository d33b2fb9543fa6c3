import { loadModel } from '@voxboard/inference';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { type Tensor, tf } from '../tensorflow.js';
import { RecordingReporter } from '../testing/recording-reporter.js';
import { classRequest, tickingClock } from '../testing/requests.js';
import { train } from '../training/train.js';
import { buildModel } from './build-model.js';

const SPEC = { kind: 'preset', preset: 'cnn22', width: 1 } as const;
let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm+ort', threads: 2 }));
});
afterAll(() => backend.dispose());

describe('cnn22', () => {
  it('has 133,065 parameters on 86 features', async () => {
    const model = await buildModel(SPEC, [144, 86], 8, 1);
    expect(model.countParams()).toBe(133_065);
    model.dispose();
  });

  it('weighs padding with nothing: what a padded frame would hold in the pooling does not matter', async () => {
    const model = await buildModel({ ...SPEC, width: 0.1 }, [16, 5], 3, 1);
    const attention = model.layers.find((layer) => layer.getClassName() === 'VoxboardAttentiveStatistics');
    tf.tidy(() => {
      const mask = tf.tensor3d([1, 1, 0, 0], [1, 4, 1]);
      const h = tf.randomNormal([1, 4, 13], 0, 1, 'float32', 3);
      const changed = tf.concat([tf.slice(h, [0, 0, 0], [1, 2, 13]), tf.ones([1, 2, 13])], 1);
      const [first, second] = [h, changed]
        .map((x) => attention!.call([x, mask], {}) as Tensor)
        .map((t) => t.dataSync());
      expect(second).toEqual(first);
    });
    model.dispose();
  });

  it('trains with everything its preset turns on, resumes bit-equal, and loads again', async () => {
    const hyperparameters = {
      epochs: 4,
      batchSize: 8,
      optimizer: 'adamw',
      weightDecay: 0.02,
      clipNorm: 2,
      labelSmoothing: 0.1,
      mixupAlpha: 0.2,
      specAugment: true,
      schedule: { kind: 'cosine', warmupEpochs: 1 },
    } as const;
    const request = classRequest({
      architecture: { ...SPEC, width: 0.2 },
      shape: [24, 6],
      hyperparameters,
      clipCount: 32,
    });
    request.features.values.fill(0, 20 * 6, 24 * 6);
    const signal = new AbortController().signal;
    const checkpoints: Uint8Array[] = [];
    const save = async (bytes: Uint8Array) => {
      checkpoints.push(bytes);
    };
    const run = async (checkpoint: Uint8Array | null) => {
      const reporter = new RecordingReporter();
      const options = {
        backend,
        signal,
        now: tickingClock(),
        checkpoints: { maxShare: Number.POSITIVE_INFINITY, save },
      };
      await train({ ...request, checkpoint }, reporter, options);
      return reporter;
    };
    const whole = await run(null);
    const resumed = await run(checkpoints[1]);
    expect(resumed.series('loss', 'TRAIN')).toEqual(whole.series('loss', 'TRAIN').slice(2));
    expect(resumed.evaluations).toEqual(whole.evaluations);
    const model = await loadModel(whole.files());
    const [row] = await model.predict(request.features.values.subarray(24 * 144, 25 * 144));
    row.forEach((p, k) => {
      expect(p).toBeCloseTo(whole.evaluations[1].predictions[0].probabilities[k], 5);
    });
    model.dispose();
  });
});
