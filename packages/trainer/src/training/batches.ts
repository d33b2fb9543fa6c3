import type { RowRef } from '@voxboard/domain';
import { mixRows } from '../augmentation/mixup.js';
import { balancedWeights } from './epoch-order.js';
import { targetRows } from './loss.js';
import type { Batch } from './network.js';
import type { RowSource } from './row-source.js';
import type { TrainingRandomness } from './seeded-dropout.js';
import type { TrainRequest } from './train-request.js';

/** Makes training batches: rows, smoothed and mixed targets, class weights. */
export class BatchMaker {
  readonly #weights: Float64Array | null;

  constructor(
    private readonly request: TrainRequest,
    private readonly source: RowSource,
    private readonly randomness: TrainingRandomness,
    /** Of the network's output. */
    private readonly columns: number,
  ) {
    const { classWeights } = request.config.hyperparameters;
    const labels = source.labelsOf(request.fold.train);
    this.#weights = classWeights === 'balanced' ? balancedWeights(labels, request.labelNames.length) : null;
  }

  make(rows: readonly RowRef[]): Batch & { readonly labels: readonly number[] } {
    const { labelSmoothing, mixupAlpha } = this.request.config.hyperparameters;
    const labels = this.source.labelsOf(rows);
    const values = this.source.rows(rows);
    const targets = targetRows(labels, this.columns, labelSmoothing);
    if (mixupAlpha > 0) mixRows(values, targets, rows.length, mixupAlpha, this.randomness.stream('mixup'));
    const weights = this.#weights;
    const rowWeights = weights && Float32Array.from(labels, (label) => weights[label]);
    return { rows: values, targets, count: rows.length, rowWeights, labels };
  }
}
