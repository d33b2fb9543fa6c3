import type { Split, ConfusionMatrix as StoredMatrix } from '@voxboard/domain';
import { accuracy, classReport, macroF1, uar, weightedF1 } from '@voxboard/evaluation';
import { orNull } from '../shared/or-null.js';
import type { ConfusionMatrix } from './confusion-matrix.type.js';

/** A matrix with all its scores; `split` null for a pooled one. */
export function toConfusionMatrix(split: Split | null, matrix: StoredMatrix): ConfusionMatrix {
  return {
    split,
    labels: [...matrix.labels],
    counts: matrix.counts.map((row) => [...row]),
    classes: classReport(matrix).map((scores) => ({ ...scores })),
    accuracy: orNull(accuracy(matrix)),
    uar: orNull(uar(matrix)),
    macroF1: orNull(macroF1(matrix)),
    weightedF1: orNull(weightedF1(matrix)),
  };
}

/** The rows of a matrix that is stored row-major. */
export function unflatten(labels: readonly string[], counts: readonly number[]): StoredMatrix {
  const n = labels.length;
  return { labels, counts: labels.map((_, actual) => counts.slice(actual * n, (actual + 1) * n)) };
}
