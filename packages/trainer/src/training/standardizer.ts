/** Mean and deviation per column, or per feature of frames. */
export interface Standardizer {
  readonly mean: Float64Array;
  /** Population standard deviation; 1 where a column is constant. */
  readonly scale: Float64Array;
}

/**
 * Fits mean and deviation per column of the rows at `offsets` (scikit-learn `StandardScaler`). Rows with two axes are
 * frames × features: one mean and deviation per feature, over all frames.
 */
export function fitStandardizer(
  values: Float32Array,
  shape: readonly number[],
  offsets: readonly number[],
): Standardizer {
  const columns = shape[shape.length - 1];
  const length = shape.reduce((a, b) => a * b, 1);
  const count = (offsets.length * length) / columns;
  const mean = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (const offset of offsets) {
    for (let i = 0; i < length; i++) mean[i % columns] += values[offset + i];
  }
  for (let j = 0; j < columns; j++) mean[j] /= count;
  for (const offset of offsets) {
    for (let i = 0; i < length; i++) scale[i % columns] += (values[offset + i] - mean[i % columns]) ** 2;
  }
  for (let j = 0; j < columns; j++) {
    const deviation = Math.sqrt(scale[j] / count);
    // Rounding leaves a constant column a deviation of a few ulps of its mean.
    scale[j] = deviation > Math.abs(mean[j]) * 1e-7 ? deviation : 1;
  }
  return { mean, scale };
}

/** Copies a row, standardised, to `target`; `standardizer` null copies it as it is. */
export function copyStandardized(
  row: Float32Array,
  target: Float32Array,
  targetOffset: number,
  standardizer: Standardizer | null,
): void {
  if (!standardizer) {
    target.set(row, targetOffset);
    return;
  }
  const { mean, scale } = standardizer;
  const columns = mean.length;
  for (let i = 0, j = 0; i < row.length; i++, j++) {
    if (j === columns) j = 0;
    target[targetOffset + i] = (row[i] - mean[j]) / scale[j];
  }
}
