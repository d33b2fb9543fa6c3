import type { ClassScores, Clip, ConfusionMatrix, EpochReport, Prediction, Split } from '@voxboard/domain';
import type { BatchReport } from '@voxboard/trainer';

/** One row of a table of predictions. */
export interface PredictionRow {
  /** From 1. */
  readonly fold: number;
  readonly seed: number;
  readonly split: Split;
  readonly clip: Clip;
  readonly prediction: Prediction;
}

/** Comma-separated lines as RFC 4180 has them; null is an empty cell, NaN and infinities are named. */
export function csv(rows: Iterable<readonly (string | number | null)[]>): string {
  let text = '';
  for (const row of rows) text += `${row.map(cell).join(',')}\n`;
  return text;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const PREDICTION_COLUMNS = ['fold', 'seed', 'split', 'path', 'row', 'speaker', 'actual', 'predicted'] as const;

export function predictionsCsv(rows: readonly PredictionRow[], labels: readonly string[]): string {
  const lines = rows.map(({ fold, seed, split, clip, prediction }) => [
    fold,
    seed,
    split,
    clip.path,
    prediction.augmentation,
    clip.speaker,
    labels[prediction.actual] ?? null,
    labels[prediction.predicted] ?? null,
    ...prediction.probabilities,
  ]);
  return csv([[...PREDICTION_COLUMNS, ...labels.map((label) => `p_${label}`)], ...lines]);
}

/** A line an epoch (from 1), a column a metric and split. */
export function metricsCsv(history: readonly EpochReport[]): string {
  const names = new Set(history.flatMap(({ metrics }) => metrics.map(columnName)));
  const columns = [...names];
  const lines = history.map(({ epoch, metrics }) => {
    const values = new Map(metrics.map((metric) => [columnName(metric), metric.value]));
    return [epoch + 1, ...columns.map((name) => values.get(name) ?? null)];
  });
  return csv([['epoch', ...columns], ...lines]);
}

/** A line a training step, epochs and batches from 1. */
export function batchesCsv(batches: readonly BatchReport[]): string {
  const lines = batches.map(({ epoch, batch, loss, learningRate }) => [epoch + 1, batch + 1, loss, learningRate]);
  return csv([['epoch', 'batch', 'loss', 'learning_rate'], ...lines]);
}

function columnName({ key, split }: EpochReport['metrics'][number]): string {
  return `${split.toLowerCase()}_${key}`;
}

/** Rows are actual classes, columns predicted ones. */
export function confusionCsv({ labels, counts }: ConfusionMatrix): string {
  return csv([['actual', ...labels], ...counts.map((row, index) => [labels[index] ?? null, ...row])]);
}

export function classesCsv(classes: readonly ClassScores[]): string {
  const lines = classes.map(({ label, precision, recall, f1, support }) => [label, precision, recall, f1, support]);
  return csv([['class', 'precision', 'recall', 'f1', 'support'], ...lines]);
}
