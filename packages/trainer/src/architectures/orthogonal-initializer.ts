import { Rng } from '@voxboard/domain';
import { type Layer, tf } from '../tensorflow.js';

/**
 * Random matrices with orthonormal rows or columns (Saxe et al. 2014), drawn when a seed is given and zeros before.
 * tfjs' own needs seconds for a recurrent kernel, and warns of it.
 */
class OrthogonalInitializer {
  seed: number | null = null;

  apply(shape: number[]): tf.Tensor {
    if (this.seed === null) return tf.zeros(shape);
    const [rows, columns] = shape;
    return tf.tensor2d(orthogonalMatrix(rows, columns, new Rng(this.seed)), [rows, columns]);
  }
  getClassName(): string {
    return 'Orthogonal';
  }
  getConfig(): object {
    return { gain: 1, seed: null };
  }
}

/** [rows × columns]; the shorter side's vectors are orthonormal. Modified Gram–Schmidt, twice for exactness. */
export function orthogonalMatrix(rows: number, columns: number, rng: Rng): Float32Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors = Array.from({ length: count }, () => Float64Array.from({ length }, () => rng.normal()));
  vectors.forEach((v, i) => {
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) subtractProjection(v, vectors[j]);
    }
    const norm = Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
    for (let k = 0; k < length; k++) v[k] /= norm;
  });
  const matrix = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) matrix[r * columns + c] = rows <= columns ? vectors[r][c] : vectors[c][r];
  }
  return matrix;
}

function subtractProjection(v: Float64Array, unit: Float64Array): void {
  let dot = 0;
  for (let k = 0; k < v.length; k++) dot += v[k] * unit[k];
  for (let k = 0; k < v.length; k++) v[k] -= dot * unit[k];
}

/** Gives a layer that is not yet built, and those it wraps, the fast initialiser for its recurrent kernel. */
export function withFastOrthogonal<T extends Layer>(layer: T): T {
  const fields = layer as unknown as Record<string, unknown>;
  if ('recurrentInitializer' in fields) fields.recurrentInitializer = new OrthogonalInitializer();
  for (const field of ['cell', 'forwardLayer', 'backwardLayer']) {
    const inner = fields[field];
    if (inner instanceof tf.layers.Layer) withFastOrthogonal(inner);
  }
  return layer;
}
