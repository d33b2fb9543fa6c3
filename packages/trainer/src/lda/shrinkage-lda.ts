import { tf } from '../tensorflow.js';
import { solveSymmetric } from './cholesky.js';

/** A linear classifier: scores = x · kernel + bias, softmax of which are the class probabilities. */
export interface LinearClassifier {
  /** [columns × classes] row-major */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** Share of the pooled covariance that is replaced by a multiple of the identity. */
const SHRINKAGE = 0.2;

/**
 * Linear discriminant analysis with a shrunk covariance, S = (1 − .2)·S_w + .2·tr(S_w)/d·I (Friedman 1989), in closed
 * form. S_w is the pooled covariance within classes.
 * @param rows [labels.length × columns], standardised
 * @param priors 'equal', or 'train' for the classes' shares of the rows; a class without rows gets probability 0
 */
export async function fitShrinkageLda(
  rows: Float32Array,
  labels: readonly number[],
  classCount: number,
  priors: 'train' | 'equal',
): Promise<LinearClassifier> {
  const columns = rows.length / labels.length;
  const counts = new Float64Array(classCount);
  const means = classMeans(rows, labels, columns, counts);
  const covariance = await pooledCovariance(rows, labels, columns, means);
  shrink(covariance, columns);
  const turned = new Float64Array(columns * classCount);
  for (let k = 0; k < classCount; k++) {
    for (let j = 0; j < columns; j++) turned[j * classCount + k] = means[k * columns + j];
  }
  const weights = solveSymmetric(covariance, turned, columns);
  const present = counts.filter((n) => n > 0).length;
  const bias = Float32Array.from(counts, (count, k) => {
    if (count === 0) return NEVER;
    let square = 0;
    for (let j = 0; j < columns; j++) square += means[k * columns + j] * weights[j * classCount + k];
    return -0.5 * square + Math.log(priors === 'train' ? count / labels.length : 1 / present);
  });
  return { kernel: Float32Array.from(weights), bias };
}

/** A bias so low that the softmax is 0. */
const NEVER = -1e9;

function classMeans(rows: Float32Array, labels: readonly number[], columns: number, counts: Float64Array) {
  const means = new Float64Array(counts.length * columns);
  labels.forEach((label, i) => {
    counts[label]++;
    for (let j = 0; j < columns; j++) means[label * columns + j] += rows[i * columns + j];
  });
  for (let k = 0; k < counts.length; k++) {
    for (let j = 0; j < columns; j++) if (counts[k] > 0) means[k * columns + j] /= counts[k];
  }
  return means;
}

/** Σ (x − mean of its class)(x − mean of its class)ᵀ / rows, multiplied out on the active backend. */
async function pooledCovariance(
  rows: Float32Array,
  labels: readonly number[],
  columns: number,
  means: Float64Array,
): Promise<Float64Array> {
  const centred = new Float32Array(rows.length);
  labels.forEach((label, i) => {
    for (let j = 0; j < columns; j++) centred[i * columns + j] = rows[i * columns + j] - means[label * columns + j];
  });
  const product = tf.tidy(() => {
    const x = tf.tensor2d(centred, [labels.length, columns]);
    return tf.matMul(x, x, true, false);
  });
  const sums = await product.data<'float32'>();
  product.dispose();
  return Float64Array.from(sums, (v) => v / labels.length);
}

function shrink(covariance: Float64Array, n: number): void {
  let trace = 0;
  for (let j = 0; j < n; j++) trace += covariance[j * n + j];
  for (let i = 0; i < covariance.length; i++) covariance[i] *= 1 - SHRINKAGE;
  // A matrix of zeros (rows equal within each class) still has to be solvable.
  const ridge = Math.max((SHRINKAGE * trace) / n, 1e-9);
  for (let j = 0; j < n; j++) covariance[j * n + j] += ridge;
}
