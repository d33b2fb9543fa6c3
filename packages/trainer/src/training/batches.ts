import type { RowRef } from '@voxboard/domain';
import { copyStandardized } from '@voxboard/inference';
import { mixRows } from '../augmentation/mixup.js';
import { SpecAugment } from '../augmentation/spec-augment.js';
import { balancedWeights } from './epoch-order.js';
import { targetRows } from './loss.js';
import type { Batch } from './network.js';
import type { RowSource } from './row-source.js';
import type { TrainingRandomness } from './seeded-dropout.js';
import type { TrainRequest } from './train-request.js';

/** Makes training batches: rows, smoothed and mixed targets, class weights. */
export class BatchMaker {
  readonly #weights: Float64Array | null;
  readonly #augment: SpecAugment | null;

  constructor(
    private readonly request: TrainRequest,
    private readonly source: RowSource,
    private readonly randomness: TrainingRandomness,
    /** Of the network's output. */
    private readonly columns: number,
  ) {
    const { classWeights } = request.config.hyperparameters;
    const labels = source.labelsOf(request.fold.train);
    const { shape, columnNames } = request.features;
    this.#augment = augmentsSpectra(request) ? new SpecAugment(shape[0], columnNames) : null;
    this.#weights = classWeights === 'balanced' ? balancedWeights(labels, request.labelNames.length) : null;
  }

  make(rows: readonly RowRef[]): Batch & { readonly labels: readonly number[] } {
    const { labelSmoothing, mixupAlpha } = this.request.config.hyperparameters;
    const labels = this.source.labelsOf(rows);
    const values = this.#augment ? this.#augmentedRows(rows, this.#augment) : this.source.rows(rows);
    const targets = targetRows(labels, this.columns, labelSmoothing);
    if (mixupAlpha > 0) mixRows(values, targets, rows.length, mixupAlpha, this.randomness.stream('mixup'));
    const weights = this.#weights;
    const rowWeights = weights && Float32Array.from(labels, (label) => weights[label]);
    return { rows: values, targets, count: rows.length, rowWeights, labels };
  }

  #augmentedRows(rows: readonly RowRef[], augment: SpecAugment): Float32Array {
    const { columns, standardizer } = this.source;
    const rng = this.randomness.stream('spec-augment');
    const values = new Float32Array(rows.length * columns);
    rows.forEach((row, i) => {
      const raw = this.source.rawRow(row).slice();
      augment.warp(raw, rng);
      copyStandardized(raw, values, i * columns, standardizer);
      augment.mask(values.subarray(i * columns, (i + 1) * columns), rng);
    });
    return values;
  }
}

/** `specAugment` speaks of frames; rows of one axis have none. */
export function augmentsSpectra({ config, features }: TrainRequest): boolean {
  return config.hyperparameters.specAugment && features.shape.length === 2 && features.shape[1] > 1;
}
