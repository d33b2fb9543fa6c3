import type { HyperparametersInput } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { RecordingReporter } from '../testing/recording-reporter.js';
import { classRequest, tickingClock } from '../testing/requests.js';
import { targetRows } from './loss.js';
import { train } from './train.js';
import type { BatchReport, TrainRequest } from './train-request.js';

let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm+ort', threads: 2 }));
});
afterAll(() => backend.dispose());

async function run(request: TrainRequest, onBatch?: (report: BatchReport) => void) {
  const reporter = new RecordingReporter();
  const options = { backend, signal: new AbortController().signal, now: tickingClock(), ...(onBatch && { onBatch }) };
  const result = await train(request, reporter, options);
  const [, test] = reporter.evaluations;
  return { result, reporter, predictions: test.predictions };
}
const MLP = { kind: 'preset', preset: 'mlp', width: 0.1 } as const;

describe('a task', () => {
  it('tells 24 speakers apart', async () => {
    const request = classRequest({
      architecture: MLP,
      classCount: 24,
      clipCount: 24 * 8,
      hyperparameters: { epochs: 15, learningRate: 0.01 },
    });
    const { result, predictions } = await run({ ...request, config: { ...request.config, task: 'SPEAKER' } });
    expect(predictions[0].probabilities).toHaveLength(24);
    expect(result.test.uar).toBeGreaterThan(0.5);
  });

  it('of two classes may end in one sigmoid or in two softmax columns', async () => {
    for (const architecture of [{ kind: 'preset', preset: 'gender-features', width: 1 } as const, MLP]) {
      const hyperparameters = { epochs: 8, learningRate: 0.003 };
      const { result, predictions } = await run(classRequest({ architecture, classCount: 2, hyperparameters }));
      expect(result.test.uar).toBeGreaterThan(0.8);
      for (const { probabilities, predicted } of predictions) {
        expect(probabilities).toHaveLength(2);
        expect(probabilities[0] + probabilities[1]).toBeCloseTo(1, 5);
        expect(probabilities[predicted]).toBeGreaterThanOrEqual(0.5);
      }
    }
  });
});

describe('an option', () => {
  /** Two classes hard to tell apart, one of them six times rarer. */
  const rare = (hyperparameters: HyperparametersInput): TrainRequest => {
    const architecture = MLP;
    const more = { epochs: 4, learningRate: 0.003, ...hyperparameters };
    const request = classRequest({
      architecture,
      classCount: 2,
      clipCount: 256,
      separation: 0.05,
      hyperparameters: more,
    });
    const isKept = ({ clip }: { clip: number }) => clip % 2 === 0 || clip % 12 === 1;
    return { ...request, fold: { ...request.fold, train: request.fold.train.filter(isKept) } };
  };

  it('classWeights makes a rare class be chosen more often', async () => {
    const chosen = async (classWeights: 'none' | 'balanced') => {
      const { predictions } = await run(rare({ classWeights }));
      return predictions.reduce((sum, { probabilities }) => sum + probabilities[1], 0) / predictions.length;
    };
    const [plain, balanced] = [await chosen('none'), await chosen('balanced')];
    expect(plain).toBeLessThan(0.35);
    expect(balanced).toBeGreaterThan(plain + 0.1);
  });

  it('labelSmoothing takes its share from the actual class and keeps a network from certainty', async () => {
    expect([...targetRows([1], 4, 0.2)].map((v) => Math.round(v * 1e6) / 1e6)).toEqual([0.05, 0.85, 0.05, 0.05]);
    expect(targetRows([1, 0], 1, 0.2)).toEqual(Float32Array.of(0.9, 0.1));
    const certainty = async (labelSmoothing: number) => {
      const hyperparameters = { epochs: 25, learningRate: 0.01, labelSmoothing };
      const { predictions } = await run(classRequest({ architecture: MLP, separation: 3, hyperparameters }));
      return predictions.reduce((sum, p) => sum + Math.max(...p.probabilities), 0) / predictions.length;
    };
    const [certain, smooth] = [await certainty(0), await certainty(0.3)];
    expect(certain).toBeGreaterThan(0.95);
    expect(smooth).toBeLessThan(certain - 0.05);
  });

  it('mixupAlpha makes the training rows harder, and the network still learns', async () => {
    const losses = async (mixupAlpha: number) => {
      const hyperparameters = { epochs: 15, learningRate: 0.01, mixupAlpha };
      const { result, reporter } = await run(classRequest({ architecture: MLP, separation: 3, hyperparameters }));
      return { last: reporter.series('loss', 'TRAIN')[14], uar: result.test.uar };
    };
    const [plain, mixed] = [await losses(0), await losses(1)];
    expect(mixed.last).toBeGreaterThan(plain.last + 0.1);
    expect(mixed.uar).toBeGreaterThan(0.9);
  });

  it('onBatch hears of every step, with the rate of its place in the schedule', async () => {
    const batches: BatchReport[] = [];
    const hyperparameters = { epochs: 2, batchSize: 10, schedule: { kind: 'cosine', warmupEpochs: 1 } } as const;
    const { reporter } = await run(classRequest({ hyperparameters }), (report) => batches.push(report));
    expect(batches.map(({ epoch, batch }) => [epoch, batch])).toEqual([
      ...[0, 1, 2, 3].map((batch) => [0, batch]),
      ...[0, 1, 2, 3].map((batch) => [1, batch]),
    ]);
    expect(batches.slice(0, 4).map(({ learningRate }) => learningRate)).toEqual([0.00025, 0.0005, 0.00075, 0.001]);
    const mean = (batches[0].loss * 10 + batches[1].loss * 10 + batches[2].loss * 10 + batches[3].loss * 2) / 32;
    expect(reporter.series('loss', 'TRAIN')[0]).toBeCloseTo(mean, 6);
  });
});
