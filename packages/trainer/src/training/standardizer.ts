import { isPadding, type Standardizer } from '@voxboard/inference';
import type { FeatureRows } from './train-request.js';

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
