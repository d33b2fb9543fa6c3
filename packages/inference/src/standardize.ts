/** Mean and deviation per column, or per feature of frames. */
export interface Standardizer {
  readonly mean: Float64Array;
  /** Population standard deviation; 1 where a column is constant. */
  readonly scale: Float64Array;
  /** Standardised values are kept within ± this many deviations; null: as they are. */
  readonly clip: number | null;
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
