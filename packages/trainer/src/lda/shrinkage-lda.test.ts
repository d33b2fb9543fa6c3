import { Rng } from '@voxboard/domain';
import { loadModel } from '@voxboard/inference';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose-backend.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { tf } from '../tensorflow.js';
import { RecordingReporter } from '../testing/recording-reporter.js';
import { classRequest, tickingClock } from '../testing/requests.js';
import { train } from '../training/train.js';
import { solveSymmetric } from './cholesky.js';
import { fitShrinkageLda, type LinearClassifier } from './shrinkage-lda.js';

let backend: TrainingBackend;
beforeAll(async () => {
  ({ backend } = await chooseBackend({ preferred: 'wasm+ort', threads: 2 }));
});
afterAll(() => backend.dispose());

const ROWS = Float32Array.from({ length: 42 }, (_, i) => Math.sin(1.3 * i) + Math.cos(0.37 * i * i));
const LABELS = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 0];

function probabilities({ kernel, bias }: LinearClassifier, row: number): number[] {
  const scores = Array.from(
    bias,
    (b, k) => b + [0, 1, 2].reduce((s, j) => s + ROWS[row * 3 + j] * kernel[j * 3 + k], 0),
  );
  const exps = scores.map((s) => Math.exp(s - Math.max(...scores)));
  return exps.map((e) => e / exps.reduce((a, b) => a + b));
}

describe('fitShrinkageLda', () => {
  // scikit-learn 1.9: LinearDiscriminantAnalysis(solver='lsqr', shrinkage=0.2)
  const REFERENCE = [
    [0.139735, 0.007074, 0.853191],
    [0.327947, 0.66451, 0.007543],
    [0.217079, 0.212249, 0.570672],
  ];
  it('gives scikit-learn’s probabilities', async () => {
    const fitted = await fitShrinkageLda(ROWS, LABELS, 3, 'train');
    REFERENCE.forEach((expected, row) => {
      probabilities(fitted, row).forEach((p, k) => {
        expect(p).toBeCloseTo(expected[k], 5);
      });
    });
  });

  it('takes the classes’ shares out again with equal priors (Bayes)', async () => {
    const fitted = await fitShrinkageLda(ROWS, LABELS, 3, 'equal');
    const odds = REFERENCE[0].map((p, k) => p / [6, 4, 4][k]);
    probabilities(fitted, 0).forEach((p, k) => {
      expect(p).toBeCloseTo(odds[k] / odds.reduce((a, b) => a + b), 5);
    });
  });

  it('never predicts a class without rows, and survives rows without spread', async () => {
    const fitted = await fitShrinkageLda(new Float32Array([1, 1, 5, 5, 1, 1]), [0, 1, 0], 3, 'train');
    expect(fitted.bias[2]).toBeLessThan(-1e8);
    expect([...fitted.kernel].every(Number.isFinite)).toBe(true);
  });
});

describe('solveSymmetric', () => {
  it('solves what it was given', () => {
    const rng = new Rng(1);
    const n = 9;
    const half = Float64Array.from({ length: n * n }, () => rng.normal());
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) a[i * n + j] += half[i * n + k] * half[j * n + k];
    const b = Float64Array.from({ length: n * 2 }, () => rng.normal());
    const x = solveSymmetric(a, b, n);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k] * x[k * 2 + 1];
      expect(sum).toBeCloseTo(b[i * 2 + 1], 6);
    }
  });
  it('refuses a matrix that is not positive definite', () => {
    expect(() => solveSymmetric(new Float64Array([1, 2, 2, 1]), new Float64Array(2), 2)).toThrow(RangeError);
  });
});

describe('train with lda', () => {
  it('reports one epoch and saves a model that predicts the same', async () => {
    const request = classRequest({ architecture: { kind: 'preset', preset: 'lda', width: 1 } });
    const reporter = new RecordingReporter();
    const before = tf.memory().numTensors;
    const options = { backend, signal: new AbortController().signal, now: tickingClock() };
    const result = await train(request, reporter, options);
    expect(result.test.uar).toBe(1);
    expect(reporter.epochs).toHaveLength(1);
    const model = await loadModel(reporter.files());
    const [row] = await model.predict(request.features.values.subarray(48 * 162, 49 * 162));
    reporter.evaluations[1].predictions[0].probabilities.forEach((p, k) => {
      expect(row[k]).toBeCloseTo(p, 5);
    });
    expect(model.card.scaler?.clip).toBe(4);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
