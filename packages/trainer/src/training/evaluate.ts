import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EvaluationReport, Prediction, RowRef, Split } from '@voxboard/domain';
import { accuracy, classReport, confusionMatrix, macroF1, uar } from '@voxboard/evaluation';
import { TrainingCanceledError } from '../errors.js';
import { argMax, rowLoss } from './loss.js';

/** Anything that turns rows into class probabilities. */
export type RowPredictor = (rows: readonly RowRef[]) => Promise<number[][]>;

/** Predicts rows in batches, giving the event loop a turn between them. @throws TrainingCanceledError */
export async function predictRows(
  rows: readonly RowRef[],
  batchSize: number,
  predictor: RowPredictor,
  signal: AbortSignal,
): Promise<number[][]> {
  const probabilities: number[][] = [];
  for (let start = 0; start < rows.length; start += batchSize) {
    if (signal.aborted) throw new TrainingCanceledError();
    probabilities.push(...(await predictor(rows.slice(start, start + batchSize))));
    await nextTurn();
  }
  return probabilities;
}

/** Scores of predicted rows: mean cross-entropy, accuracy, UAR, macro F1, matrix, per-class report, each row. */
export function evaluationReport(
  split: Split,
  rows: readonly RowRef[],
  probabilities: readonly (readonly number[])[],
  labels: ArrayLike<number>,
  labelNames: readonly string[],
): EvaluationReport {
  const predictions: Prediction[] = rows.map((row, i) => ({
    clip: row.clip,
    augmentation: row.augmentation,
    actual: labels[row.clip],
    predicted: argMax(probabilities[i]),
    probabilities: probabilities[i],
  }));
  const actual = predictions.map((p) => p.actual);
  const predicted = predictions.map((p) => p.predicted);
  const confusion = confusionMatrix(actual, predicted, labelNames);
  const loss = predictions.reduce((sum, p) => sum + rowLoss(p.probabilities, p.actual), 0) / predictions.length;
  return {
    split,
    metrics: { loss, accuracy: accuracy(confusion), uar: uar(confusion), macro_f1: macroF1(confusion) },
    confusion,
    classes: classReport(confusion),
    predictions,
  };
}
