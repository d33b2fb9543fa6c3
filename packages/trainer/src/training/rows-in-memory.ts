import { ShapeMismatchError } from '../errors.js';
import { columnCount } from './check-request.js';
import type { FeatureRows } from './train-request.js';

/**
 * Rows that lie in memory one after the other.
 * @throws ShapeMismatchError when the values are not a whole number of rows
 */
export function rowsInMemory(
  values: Float32Array,
  shape: readonly number[],
): Pick<FeatureRows, 'row' | 'rowCount' | 'shape'> {
  const columns = columnCount({ shape });
  const rowCount = values.length / columns;
  if (!Number.isInteger(rowCount)) {
    throw new ShapeMismatchError(
      `${values.length} feature values are not a whole number of rows of [${shape.join(', ')}]. Compute them again.`,
    );
  }
  return { rowCount, shape, row: (index) => values.subarray(index * columns, (index + 1) * columns) };
}
