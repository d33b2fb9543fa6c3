import type { RowRef } from '@voxboard/domain';
import {
  EmptySplitError,
  LabelOutOfRangeError,
  NonFiniteFeatureError,
  ShapeMismatchError,
  SingleClassError,
  UnknownRowError,
} from '../errors.js';
import type { FeatureRows, TrainRequest } from './train-request.js';

/**
 * Everything that can be known to be wrong before the first batch.
 * @throws EmptySplitError, ShapeMismatchError, LabelOutOfRangeError, UnknownRowError, NonFiniteFeatureError,
 * SingleClassError
 */
export function checkRequest(request: TrainRequest): void {
  const { fold, features, labels, labelNames, clipCount } = request;
  if (fold.train.length === 0) throw new EmptySplitError('TRAIN', 'nothing can be learnt without it');
  if (fold.test.length === 0) throw new EmptySplitError('TEST', 'nothing can be scored without it');
  const needed = validationNeed(request);
  if (fold.validation.length === 0 && needed) throw new EmptySplitError('VALIDATION', needed);
  checkShapes(features, labels.length, clipCount);
  const classes = new Set<number>();
  for (const part of [fold.train, fold.validation, fold.test]) {
    for (const row of part) checkRow(row, request);
  }
  for (const { clip } of fold.train) classes.add(labels[clip]);
  if (classes.size < 2) throw new SingleClassError(labelNames[labels[fold.train[0].clip]]);
}

function validationNeed({ config: { hyperparameters: h } }: TrainRequest): string | null {
  if (h.earlyStoppingPatience !== null) return 'early stopping watches it';
  if (h.schedule.kind === 'reduce-on-plateau') return 'the learning-rate schedule watches it';
  return null;
}

function checkShapes(features: FeatureRows, labelCount: number, clipCount: number): void {
  const { shape, columnNames } = features;
  if (shape.length < 1 || shape.length > 2 || !shape.every((d) => Number.isInteger(d) && d > 0)) {
    throw new ShapeMismatchError(`A feature row has the shape [${shape.join(', ')}]; it must have one or two axes.`);
  }
  const named = shape[shape.length - 1];
  if (columnNames.length !== named) {
    throw new ShapeMismatchError(`There are ${columnNames.length} column names for ${named} columns.`);
  }
  if (labelCount !== clipCount) {
    throw new ShapeMismatchError(`There are ${labelCount} labels for ${clipCount} clips; each clip needs one.`);
  }
}

/** Values of one row. */
export function columnCount({ shape }: { readonly shape: readonly number[] }): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Index of a row in the feature set. @throws UnknownRowError */
export function rowIndexOf(features: FeatureRows, row: RowRef): number {
  const index = features.rowIndex(row.clip, row.augmentation);
  if (index === null || index < 0 || index >= features.rowCount) throw new UnknownRowError(row.clip, row.augmentation);
  return index;
}

function checkRow(row: RowRef, { features, labels, labelNames }: TrainRequest): void {
  const label = labels[row.clip];
  if (!Number.isInteger(label) || label < 0 || label >= labelNames.length) {
    throw new LabelOutOfRangeError(row.clip, label, labelNames.length);
  }
  const values = features.row(rowIndexOf(features, row));
  if (values.length !== columnCount(features)) {
    throw new ShapeMismatchError(
      `Row ${row.augmentation} of clip ${row.clip} has ${values.length} values, not [${features.shape.join(', ')}].`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    const column = features.columnNames[i % features.columnNames.length];
    throw new NonFiniteFeatureError(row.clip, row.augmentation, column, values[i]);
  }
}
