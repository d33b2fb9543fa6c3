import { isLeakyByDesign, type ModelCard, type RowRef } from '@voxboard/domain';
import { copyStandardized, type Standardizer } from '@voxboard/inference';
import { columnCount, rowIndexOf } from './check-request.js';
import { fitStandardizer } from './standardizer.js';
import type { FeatureRows, TrainRequest } from './train-request.js';

/** Rows of a feature set, standardised as the request's protocol allows. */
export class RowSource {
  readonly features: FeatureRows;
  /** Values of one row. */
  readonly columns: number;
  readonly standardizer: Standardizer | null;
  /** What the standardiser was fitted on; empty where there is none. */
  readonly fittedRows: readonly RowRef[];

  /** @param clip limit of standardised values in deviations, null for none */
  constructor(
    private readonly request: TrainRequest,
    clip: number | null = null,
  ) {
    const { features, fold, config } = request;
    this.features = features;
    this.columns = columnCount(features);
    if (!config.hyperparameters.standardize) {
      this.standardizer = null;
      this.fittedRows = [];
      return;
    }
    const rows = isLeakyByDesign(config.protocol.name) ? [...fold.train, ...fold.validation, ...fold.test] : fold.train;
    const byIndex = new Map(rows.map((row) => [rowIndexOf(features, row), row]));
    this.fittedRows = [...byIndex.values()];
    this.standardizer = fitStandardizer(features, [...byIndex.keys()], clip);
  }

  /** Copies a standardised row to `target`. */
  copyRow(row: RowRef, target: Float32Array, targetOffset: number): void {
    copyStandardized(this.rawRow(row), target, targetOffset, this.standardizer);
  }

  /** A row as it was computed; to be used before the next is asked for, and not to be changed. */
  rawRow(row: RowRef): Float32Array {
    return this.features.row(rowIndexOf(this.features, row));
  }

  /** Standardised rows one after the other. */
  rows(rows: readonly RowRef[]): Float32Array {
    const values = new Float32Array(rows.length * this.columns);
    rows.forEach((row, i) => {
      this.copyRow(row, values, i * this.columns);
    });
    return values;
  }

  labelsOf(rows: readonly RowRef[]): number[] {
    return rows.map((row) => this.request.labels[row.clip]);
  }

  /** What a saved model needs to know of its input and output. */
  card(inputShape: readonly number[]): ModelCard {
    const { config, features, labelNames, recipe } = this.request;
    const fitted = this.standardizer;
    return {
      format: 'voxboard-model',
      version: 1,
      task: config.task,
      labels: [...labelNames],
      rowShape: [...features.shape],
      inputShape: [...inputShape],
      columnNames: [...features.columnNames],
      scaler: fitted && { mean: [...fitted.mean], scale: [...fitted.scale], clip: fitted.clip },
      recipe: recipe ?? null,
    };
  }
}
