/**
 * Linear discriminant analysis with one covariance for all classes, shrunk towards the unit matrix (Friedman 1989):
 * what a linear classifier can make of standardised features.
 */
export class ShrinkageLda {
  readonly #mean: Float64Array;
  readonly #scale: Float64Array;
  readonly #weights: Float64Array[];
  readonly #biases: number[];

  constructor(rows: readonly ArrayLike<number>[], labels: readonly number[], classCount: number, shrinkage = 0.2) {
    const dimension = rows[0].length;
    [this.#mean, this.#scale] = standardisation(rows, dimension);
    const standardised = rows.map((row) => this.#standardise(row));
    const means = Array.from({ length: classCount }, () => new Float64Array(dimension));
    const counts = new Float64Array(classCount);
    for (const [index, row] of standardised.entries()) {
      counts[labels[index]]++;
      for (let i = 0; i < dimension; i++) means[labels[index]][i] += row[i];
    }
    for (const [label, mean] of means.entries()) for (let i = 0; i < dimension; i++) mean[i] /= counts[label];
    const factor = cholesky(pooledCovariance(standardised, labels, means, shrinkage), dimension);
    this.#weights = means.map((mean) => solve(factor, mean));
    this.#biases = means.map(
      (mean, label) => Math.log(counts[label] / rows.length) - dot(mean, this.#weights[label]) / 2,
    );
  }

  predict(row: ArrayLike<number>): number {
    const standardised = this.#standardise(row);
    const scores = this.#weights.map((weights, label) => dot(weights, standardised) + this.#biases[label]);
    return scores.indexOf(Math.max(...scores));
  }

  #standardise(row: ArrayLike<number>): Float64Array {
    return Float64Array.from(row, (value, i) => (value - this.#mean[i]) / this.#scale[i]);
  }
}

function standardisation(rows: readonly ArrayLike<number>[], dimension: number): [Float64Array, Float64Array] {
  const mean = new Float64Array(dimension);
  const square = new Float64Array(dimension);
  for (const row of rows) for (let i = 0; i < dimension; i++) mean[i] += row[i] / rows.length;
  for (const row of rows) for (let i = 0; i < dimension; i++) square[i] += (row[i] - mean[i]) ** 2 / rows.length;
  return [mean, square.map((variance) => Math.sqrt(variance) || 1)];
}

function pooledCovariance(
  rows: readonly Float64Array[],
  labels: readonly number[],
  means: readonly Float64Array[],
  shrinkage: number,
): Float64Array[] {
  const dimension = rows[0].length;
  const covariance = Array.from({ length: dimension }, () => new Float64Array(dimension));
  for (const [index, row] of rows.entries()) {
    const centred = row.map((value, i) => value - means[labels[index]][i]);
    for (let i = 0; i < dimension; i++) for (let j = 0; j <= i; j++) covariance[i][j] += centred[i] * centred[j];
  }
  const spread = covariance.reduce((sum, row, i) => sum + row[i], 0) / dimension / rows.length;
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j <= i; j++) covariance[i][j] *= (1 - shrinkage) / rows.length;
    covariance[i][i] += shrinkage * spread;
  }
  return covariance;
}

function cholesky(matrix: readonly Float64Array[], dimension: number): Float64Array[] {
  const factor = Array.from({ length: dimension }, () => new Float64Array(dimension));
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i][j];
      for (let k = 0; k < j; k++) sum -= factor[i][k] * factor[j][k];
      factor[i][j] = i === j ? Math.sqrt(sum) : sum / factor[j][j];
    }
  }
  return factor;
}

function solve(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = right.slice();
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i] -= factor[i][k] * x[k];
    x[i] /= factor[i][i];
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i] -= factor[k][i] * x[k];
    x[i] /= factor[i][i];
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
