/**
 * Solves A·X = B for a symmetric positive definite A, in place on copies.
 * @param a [n × n] row-major · @param b [n × columns] row-major
 * @returns X [n × columns]
 * @throws RangeError when A is not positive definite
 */
export function solveSymmetric(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const l = lowerFactor(a, n);
  const columns = b.length / n;
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(x, i, k, l[i * n + k], columns);
    scaleRow(x, i, 1 / l[i * n + i], columns);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(x, i, k, l[k * n + i], columns);
    scaleRow(x, i, 1 / l[i * n + i], columns);
  }
  return x;
}

/** L with L·Lᵀ = A (Cholesky), row by row so that inner loops run along memory. */
function lowerFactor(a: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = a[row + j];
      for (let k = 0; k < j; k++) sum -= l[row + k] * l[other + k];
      if (j < i) {
        l[row + j] = sum / l[other + j];
        continue;
      }
      if (!(sum > 0)) throw new RangeError(`the matrix is not positive definite (pivot ${i} is ${sum})`);
      l[row + i] = Math.sqrt(sum);
    }
  }
  return l;
}

function subtractRow(x: Float64Array, target: number, source: number, factor: number, columns: number): void {
  const t = target * columns;
  const s = source * columns;
  for (let c = 0; c < columns; c++) x[t + c] -= factor * x[s + c];
}

function scaleRow(x: Float64Array, row: number, factor: number, columns: number): void {
  for (let c = 0; c < columns; c++) x[row * columns + c] *= factor;
}
