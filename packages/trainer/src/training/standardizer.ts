import type { FeatureRows } from './train-request.js';

/** Mean and deviation per column, or per feature of frames. */
export interface Standardizer {
  readonly mean: Float64Array;
  /** Population standard deviation; 1 where a column is constant. */
  readonly scale: Float64Array;
  /** Standardised values are kept within ± this many deviations; null: as they are. */
  readonly clip: number | null;
}

/**
 * Fits mean and deviation per column of the rows at `indexes` (scikit-learn `StandardScaler`). Rows with two axes are
 * frames × features: one mean and deviation per feature over all frames, those of zeros (padding) left out.
 */
export function fitStandardizer(
  features: Pick<FeatureRows, 'row' | 'shape'>,
  indexes: readonly number[],
  clip: number | null = null,
): Standardizer {
  const { shape } = features;
  const columns = shape[shape.length - 1];
  const mean = new Float64Array(columns);
  const scale = new Float64Array(columns);
  let count = 0;
  forEachFrame(features, indexes, (values, start) => {
    count++;
    for (let j = 0; j < columns; j++) mean[j] += values[start + j];
  });
  if (count === 0) return { mean, scale: scale.fill(1), clip };
  for (let j = 0; j < columns; j++) mean[j] /= count;
  forEachFrame(features, indexes, (values, start) => {
    for (let j = 0; j < columns; j++) scale[j] += (values[start + j] - mean[j]) ** 2;
  });
  for (let j = 0; j < columns; j++) {
    const deviation = Math.sqrt(scale[j] / count);
    // Rounding leaves a constant column a deviation of a few ulps of its mean.
    scale[j] = deviation > Math.abs(mean[j]) * 1e-7 ? deviation : 1;
  }
  return { mean, scale, clip };
}

/** Calls `visit` with the start of each frame that is not padding (rows of one axis are a single frame). */
function forEachFrame(
  { row, shape }: Pick<FeatureRows, 'row' | 'shape'>,
  indexes: readonly number[],
  visit: (values: Float32Array, start: number) => void,
): void {
  const columns = shape[shape.length - 1];
  for (const index of indexes) {
    const values = row(index);
    for (let at = 0; at < values.length; at += columns) {
      if (shape.length === 1 || !isPadding(values, at, columns)) visit(values, at);
    }
  }
}

/** A frame of zeros stands for none. */
export function isPadding(values: Float32Array, start: number, columns: number): boolean {
  if (columns === 1) return false;
  for (let i = start; i < start + columns; i++) if (values[i] !== 0) return false;
  return true;
}

/** Copies a row, standardised, to `target`; padding stays zero; `standardizer` null copies the row as it is. */
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
  const { mean, scale, clip } = standardizer;
  const columns = mean.length;
  const limit = clip ?? Number.POSITIVE_INFINITY;
  const frames = row.length > columns;
  for (let start = 0; start < row.length; start += columns) {
    const to = targetOffset + start;
    if (frames && isPadding(row, start, columns)) {
      target.fill(0, to, to + columns);
      continue;
    }
    for (let j = 0; j < columns; j++) {
      const value = (row[start + j] - mean[j]) / scale[j];
      target[to + j] = Math.min(Math.max(value, -limit), limit);
    }
  }
}
