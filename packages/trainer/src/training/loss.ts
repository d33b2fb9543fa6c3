import { type Tensor, tf } from '../tensorflow.js';

/** A saved probability that rounded to 0 or 1 still has a finite loss (Keras' `epsilon()`). */
const EPSILON = 1e-7;

/**
 * Mean cross-entropy of logits against (soft) targets; Keras' `categorical_crossentropy`, and `binary_crossentropy`
 * for one column.
 * @param target [n, columns]; rows sum to 1, or one column with the second class' share
 * @param logits [n, columns], the network's output before softmax or sigmoid
 * @param rowWeights [n] or null
 */
export function crossEntropy(target: Tensor, logits: Tensor, rowWeights: Tensor | null): tf.Scalar {
  return tf.tidy(() => {
    const losses =
      logits.shape[1] === 1
        ? tf.sum(tf.sub(tf.softplus(logits), tf.mul(target, logits)), 1)
        : tf.neg(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1));
    return tf.mean(rowWeights ? tf.mul(losses, rowWeights) : losses);
  });
}

/** Targets as the network's output columns: one-hot, or the second class' share for one column. Smoothed. */
export function targetRows(labels: readonly number[], columns: number, smoothing: number): Float32Array {
  if (columns === 1) return Float32Array.from(labels, (label) => label * (1 - smoothing) + smoothing / 2);
  const rows = new Float32Array(labels.length * columns).fill(smoothing / columns);
  labels.forEach((label, i) => {
    rows[i * columns + label] += 1 - smoothing;
  });
  return rows;
}

/** −ln of the actual class' probability, kept finite. */
export function rowLoss(probabilities: readonly number[], label: number): number {
  return -Math.log(Math.min(Math.max(probabilities[label], EPSILON), 1 - EPSILON));
}

export function argMax(values: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
