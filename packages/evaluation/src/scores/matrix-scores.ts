import type { ClassScores, ConfusionMatrix } from '@voxboard/domain';
import { matrixTotals } from './confusion-matrix.js';

/** Share of rows whose class was hit (weighted accuracy, WA): 0 … 1; NaN of an empty matrix. sklearn `accuracy_score`. */
export function accuracy(matrix: ConfusionMatrix): number {
  const { total, correct } = matrixTotals(matrix);
  return correct / total;
}

/**
 * Unweighted average recall (UAR, UA, balanced accuracy): mean recall over the classes that occur in `actual`; 0 … 1,
 * NaN of an empty matrix. sklearn `balanced_accuracy_score`.
 */
export function uar(matrix: ConfusionMatrix): number {
  const { support } = matrixTotals(matrix);
  let sum = 0;
  let present = 0;
  for (let k = 0; k < support.length; k++) {
    if (support[k] === 0) continue;
    sum += matrix.counts[k][k] / support[k];
    present++;
  }
  return sum / present;
}

/**
 * Mean F1 over the classes that occur in `actual` or `predicted`; a class never hit counts 0. 0 … 1, NaN of an empty
 * matrix. sklearn `f1_score(average='macro', zero_division=0)`.
 */
export function macroF1(matrix: ConfusionMatrix): number {
  const scores = classReport(matrix).flatMap((row) => (row.f1 === null ? [] : [row.f1]));
  return scores.reduce((sum, f1) => sum + f1, 0) / scores.length;
}

/** F1 averaged with the classes' supports as weights: 0 … 1, NaN of an empty matrix. sklearn `f1_score(average='weighted')`. */
export function weightedF1(matrix: ConfusionMatrix): number {
  let sum = 0;
  let total = 0;
  for (const row of classReport(matrix)) {
    if (row.f1 === null) continue;
    sum += row.f1 * row.support;
    total += row.support;
  }
  return sum / total;
}

/**
 * Matthews correlation of many classes (Gorodkin's R_K): −1 … 1; 0 when one side holds a single class, NaN of an empty
 * matrix. sklearn `matthews_corrcoef`.
 */
export function matthews(matrix: ConfusionMatrix): number {
  const { total, correct, support, predicted } = matrixTotals(matrix);
  if (total === 0) return Number.NaN;
  let cross = 0;
  let actualSquares = 0;
  let predictedSquares = 0;
  for (let k = 0; k < support.length; k++) {
    cross += support[k] * predicted[k];
    actualSquares += support[k] ** 2;
    predictedSquares += predicted[k] ** 2;
  }
  const covariance = correct * total - cross;
  const spread = (total ** 2 - actualSquares) * (total ** 2 - predictedSquares);
  return spread === 0 ? 0 : covariance / Math.sqrt(spread);
}

/**
 * Precision, recall and F1 of each class in label order; null where the denominator is zero (never predicted, never
 * actual, neither). sklearn `precision_recall_fscore_support`, which says 0 there.
 */
export function classReport(matrix: ConfusionMatrix): ClassScores[] {
  const { support, predicted } = matrixTotals(matrix);
  return matrix.labels.map((label, k) => {
    const hits = matrix.counts[k][k];
    const either = support[k] + predicted[k];
    return {
      label,
      precision: predicted[k] === 0 ? null : hits / predicted[k],
      recall: support[k] === 0 ? null : hits / support[k],
      f1: either === 0 ? null : (2 * hits) / either,
      support: support[k],
    };
  });
}

/** The scores every run reports, under the product's metric keys. */
export function matrixScores(matrix: ConfusionMatrix): { accuracy: number; uar: number; macro_f1: number } {
  return { accuracy: accuracy(matrix), uar: uar(matrix), macro_f1: macroF1(matrix) };
}
