import type { ConfusionMatrix } from '@voxboard/domain';
import { LabelIndexError, LengthMismatchError } from './scores.errors.js';

/**
 * Counts of (actual, predicted) pairs; sklearn `confusion_matrix`.
 * @param actual class index per row, 0 … labels.length − 1
 * @param predicted class index per row, as long as `actual`
 * @throws LengthMismatchError, LabelIndexError
 */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels: readonly string[],
): ConfusionMatrix {
  if (actual.length !== predicted.length) {
    throw new LengthMismatchError(
      { name: 'actual', length: actual.length },
      { name: 'predicted', length: predicted.length },
    );
  }
  const counts = labels.map(() => new Array<number>(labels.length).fill(0));
  for (let i = 0; i < actual.length; i++) {
    const row = counts[actual[i]];
    if (row === undefined) throw new LabelIndexError('actual', i, actual[i], labels.length);
    if (row[predicted[i]] === undefined) throw new LabelIndexError('predicted', i, predicted[i], labels.length);
    row[predicted[i]]++;
  }
  return { labels: [...labels], counts };
}

/** Sum of matrices over the same labels, for example one per fold. @throws LengthMismatchError when labels differ in number. */
export function addConfusionMatrices(matrices: readonly ConfusionMatrix[], labels: readonly string[]): ConfusionMatrix {
  const counts = labels.map(() => new Array<number>(labels.length).fill(0));
  for (const matrix of matrices) {
    if (matrix.labels.length !== labels.length) {
      throw new LengthMismatchError(
        { name: 'matrix.labels', length: matrix.labels.length },
        { name: 'labels', length: labels.length },
      );
    }
    for (let a = 0; a < labels.length; a++) {
      for (let p = 0; p < labels.length; p++) counts[a][p] += matrix.counts[a][p];
    }
  }
  return { labels: [...labels], counts };
}

/** What every score of a confusion matrix is made of. */
export interface MatrixTotals {
  readonly total: number;
  readonly correct: number;
  /** Rows per actual class. */
  readonly support: readonly number[];
  /** Rows per predicted class. */
  readonly predicted: readonly number[];
}

export function matrixTotals(matrix: ConfusionMatrix): MatrixTotals {
  const n = matrix.labels.length;
  const support = new Array<number>(n).fill(0);
  const predicted = new Array<number>(n).fill(0);
  let total = 0;
  let correct = 0;
  for (let a = 0; a < n; a++) {
    for (let p = 0; p < n; p++) {
      const count = matrix.counts[a][p];
      support[a] += count;
      predicted[p] += count;
      total += count;
      if (a === p) correct += count;
    }
  }
  return { total, correct, support, predicted };
}
