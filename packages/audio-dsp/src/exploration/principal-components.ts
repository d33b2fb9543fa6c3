import { Rng } from '@voxboard/domain';

export interface PrincipalComponents {
  /** rows × 2: where each row lies on the first two components. */
  readonly scores: Float64Array;
  /** Shares of the variance of the standardised columns, 0 … 1. */
  readonly explained: readonly [number, number];
  /** columns × 2: how much each column counts, unit length each. */
  readonly loadings: Float64Array;
}

const SUBSPACE = 8;
const MAX_ITERATIONS = 200;
const TOLERANCE = 1e-10;

/**
 * The first two principal components of standardised columns (mean 0, standard deviation 1; constant columns count as
 * nothing), by subspace iteration with a Rayleigh–Ritz step (Halko et al. 2011): no columns × columns matrix is made.
 * Each component points to where its largest loading is positive.
 * @param table rows × columns, finite; standardised in place
 */
export function principalComponents(table: Float32Array, columnCount: number): PrincipalComponents {
  const rowCount = columnCount === 0 ? 0 : table.length / columnCount;
  const varyingCount = standardise(table, rowCount, columnCount);
  const size = Math.min(SUBSPACE, Math.max(1, columnCount));
  const rng = new Rng(1);
  let basis = Float64Array.from({ length: columnCount * size }, () => rng.normal());
  orthonormalise(basis, columnCount, size);
  let values = new Float64Array(size);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const image = covarianceTimes(table, rowCount, columnCount, basis, size);
    const ritz = rayleighRitz(basis, image, columnCount, size);
    const change = Math.max(...ritz.values.map((value, i) => Math.abs(value - values[i])));
    values = ritz.values;
    if (change <= TOLERANCE * Math.max(1, values[0])) {
      basis = combine(basis, ritz.vectors, columnCount, size);
      break;
    }
    basis = combine(image, ritz.vectors, columnCount, size);
    orthonormalise(basis, columnCount, size);
  }
  const loadings = new Float64Array(columnCount * 2);
  for (let k = 0; k < Math.min(2, size); k++) takeLoading(basis, columnCount, size, k, loadings);
  const share = (k: number) => (varyingCount === 0 || k >= size ? 0 : Math.max(0, values[k]) / varyingCount);
  return { scores: project(table, rowCount, columnCount, loadings), explained: [share(0), share(1)], loadings };
}

/** @returns how many columns vary */
function standardise(table: Float32Array, rowCount: number, columnCount: number): number {
  let varyingCount = 0;
  for (let column = 0; column < columnCount; column++) {
    let mean = 0;
    for (let i = column; i < table.length; i += columnCount) mean += table[i];
    mean /= rowCount;
    let deviation = 0;
    for (let i = column; i < table.length; i += columnCount) deviation += (table[i] - mean) ** 2;
    const sd = Math.sqrt(deviation / rowCount);
    // Rounding alone makes a constant column of large numbers vary a little.
    const isVarying = sd > 1e-7 * Math.abs(mean) && sd > 0;
    if (isVarying) varyingCount++;
    for (let i = column; i < table.length; i += columnCount) table[i] = isVarying ? (table[i] - mean) / sd : 0;
  }
  return varyingCount;
}

/** Tᵀ(T·B) / rows. */
function covarianceTimes(
  table: Float32Array,
  rowCount: number,
  columnCount: number,
  basis: Float64Array,
  size: number,
) {
  const image = new Float64Array(columnCount * size);
  const score = new Float64Array(size);
  for (let row = 0; row < rowCount; row++) {
    const start = row * columnCount;
    score.fill(0);
    for (let column = 0; column < columnCount; column++) {
      const value = table[start + column];
      for (let k = 0; k < size; k++) score[k] += value * basis[column * size + k];
    }
    for (let column = 0; column < columnCount; column++) {
      const value = table[start + column] / rowCount;
      for (let k = 0; k < size; k++) image[column * size + k] += value * score[k];
    }
  }
  return image;
}

/** Modified Gram–Schmidt on the columns; one that is not independent becomes zero. */
function orthonormalise(basis: Float64Array, columnCount: number, size: number): void {
  for (let k = 0; k < size; k++) {
    const before = norm(basis, columnCount, size, k);
    for (let j = 0; j < k; j++) {
      let dot = 0;
      for (let i = 0; i < columnCount; i++) dot += basis[i * size + k] * basis[i * size + j];
      for (let i = 0; i < columnCount; i++) basis[i * size + k] -= dot * basis[i * size + j];
    }
    const length = norm(basis, columnCount, size, k);
    const scale = length > 1e-10 * before && length > 0 ? 1 / length : 0;
    for (let i = 0; i < columnCount; i++) basis[i * size + k] *= scale;
  }
}

function norm(basis: Float64Array, columnCount: number, size: number, k: number): number {
  let sum = 0;
  for (let i = 0; i < columnCount; i++) sum += basis[i * size + k] ** 2;
  return Math.sqrt(sum);
}

/** Eigenvalues (descending) and eigenvectors (columns) of Bᵀ·C·B. */
function rayleighRitz(basis: Float64Array, image: Float64Array, columnCount: number, size: number) {
  const small = new Float64Array(size * size);
  for (let i = 0; i < columnCount; i++) {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) small[a * size + b] += basis[i * size + a] * image[i * size + b];
    }
  }
  return symmetricEigen(small, size);
}

/** Jacobi's method; `matrix` is used up. */
function symmetricEigen(matrix: Float64Array, size: number) {
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let rest = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rest += matrix[p * size + q] ** 2;
    if (rest < 1e-28) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(matrix, vectors, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => matrix[b * size + b] - matrix[a * size + a]);
  const sorted = new Float64Array(size * size);
  order.forEach((from, to) => {
    for (let i = 0; i < size; i++) sorted[i * size + to] = vectors[i * size + from];
  });
  return { values: Float64Array.from(order, (i) => matrix[i * size + i]), vectors: sorted };
}

function rotate(matrix: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const off = matrix[p * size + q];
  if (Math.abs(off) < 1e-300) return;
  const theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < size; i++) {
    const [a, b] = [matrix[i * size + p], matrix[i * size + q]];
    matrix[i * size + p] = c * a - s * b;
    matrix[i * size + q] = s * a + c * b;
  }
  for (let i = 0; i < size; i++) {
    const [a, b] = [matrix[p * size + i], matrix[q * size + i]];
    matrix[p * size + i] = c * a - s * b;
    matrix[q * size + i] = s * a + c * b;
    const [u, v] = [vectors[i * size + p], vectors[i * size + q]];
    vectors[i * size + p] = c * u - s * v;
    vectors[i * size + q] = s * u + c * v;
  }
}

function combine(
  columns: Float64Array,
  weights: Float64Array,
  columnCount: number,
  size: number,
): Float64Array<ArrayBuffer> {
  const combined = new Float64Array(columnCount * size);
  for (let i = 0; i < columnCount; i++) {
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += columns[i * size + j] * weights[j * size + k];
      combined[i * size + k] = sum;
    }
  }
  return combined;
}

function takeLoading(basis: Float64Array, columnCount: number, size: number, k: number, loadings: Float64Array): void {
  let largest = 0;
  for (let i = 0; i < columnCount; i++) {
    if (Math.abs(basis[i * size + k]) > Math.abs(largest)) largest = basis[i * size + k];
  }
  const sign = largest < 0 ? -1 : 1;
  for (let i = 0; i < columnCount; i++) loadings[2 * i + k] = sign * basis[i * size + k];
}

function project(table: Float32Array, rowCount: number, columnCount: number, loadings: Float64Array): Float64Array {
  const scores = new Float64Array(rowCount * 2);
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++) {
      const value = table[row * columnCount + column];
      scores[2 * row] += value * loadings[2 * column];
      scores[2 * row + 1] += value * loadings[2 * column + 1];
    }
  }
  return scores;
}
