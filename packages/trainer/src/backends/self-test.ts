import { SelfTestFailedError } from '../errors.js';
import { type Tensor, tf } from '../tensorflow.js';

/**
 * Losses of three gradient steps on a fixed small network, computed with Keras 3.15 in float32
 * (`tools/keras/self_test.py`). Windows whose maximum is negative are among them on purpose.
 */
export const SELF_TEST_LOSSES: readonly number[] = [1.6041154861450195, 1.4675930738449097, 1.3580275774002075];
const TOLERANCE = 2e-5;
const LEARNING_RATE = 0.1;

/** Deterministic numbers in about ±scale, the same in any language. */
function wave(shape: number[], scale: number, phase: number): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => scale * Math.sin(1.7 * i + 0.3 * (i % 7) + phase)),
    shape,
  );
}

function initialWeights(): Tensor[] {
  return [
    wave([5, 3, 8], 0.4, 1),
    wave([8], 0.5, 2),
    tf.add(wave([8], 0.2, 3), 1),
    wave([8], 0.2, 4),
    wave([48, 4], 0.3, 5),
    wave([4], 0.1, 6),
  ];
}

function networkLoss(x: Tensor, y: Tensor, weights: readonly Tensor[]): tf.Scalar {
  const [kernel, bias, gamma, beta, dense, denseBias] = weights;
  const convolved = tf.add(tf.conv1d(x as tf.Tensor3D, kernel as tf.Tensor3D, 2, 'same'), bias);
  const pooled = tf.squeeze(tf.maxPool(tf.expandDims(convolved, 1) as tf.Tensor4D, [1, 2], [1, 2], 'valid'), [1]);
  const { mean, variance } = tf.moments(pooled, [0, 1]);
  const normal = tf.add(tf.mul(tf.mul(tf.sub(pooled, mean), tf.rsqrt(tf.add(variance, 1e-3))), gamma), beta);
  const flat = tf.reshape(tf.sigmoid(normal), [x.shape[0], -1]);
  const logits = tf.add(tf.matMul(flat as tf.Tensor2D, dense as tf.Tensor2D), denseBias);
  return tf.neg(tf.mean(tf.sum(tf.mul(y, tf.logSoftmax(logits)), 1)));
}

/**
 * Trains three steps on the active backend and compares the losses with the known ones, so that a backend that
 * computes wrongly without a word is not used.
 * @throws SelfTestFailedError
 */
export async function runSelfTest(): Promise<readonly number[]> {
  const x = wave([6, 24, 3], 1, 0);
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 1, 2, 3, 0, 2], 'int32'), 4));
  const variables = tf.tidy(() => initialWeights().map((value) => tf.variable(value)));
  const losses: number[] = [];
  try {
    for (let step = 0; step < SELF_TEST_LOSSES.length; step++) {
      const { value, grads } = tf.variableGrads(() => networkLoss(x, y, variables), variables);
      losses.push((await value.data())[0]);
      tf.tidy(() => {
        for (const v of variables) v.assign(tf.sub(v, tf.mul(grads[v.name], LEARNING_RATE)));
      });
      tf.dispose([value, grads]);
    }
  } finally {
    tf.dispose([x, y, variables]);
  }
  const right = losses.every((loss, i) => Math.abs(loss - SELF_TEST_LOSSES[i]) <= TOLERANCE * SELF_TEST_LOSSES[i]);
  if (!right) throw new SelfTestFailedError(SELF_TEST_LOSSES, losses);
  return losses;
}
