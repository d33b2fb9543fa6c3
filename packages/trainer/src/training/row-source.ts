import type { RowRef } from '@voxboard/domain';
import { type Tensor, tf } from '../tensorflow.js';
import { columnCount, rowOffset } from './check-request.js';
import { copyStandardized, type Standardizer } from './standardizer.js';
import type { FeatureRows } from './train-request.js';

/** Rows of a feature set as the network's input tensors. */
export class RowSource {
  readonly #columns: number;
  #buffer = new Float32Array(0);

  constructor(
    readonly features: FeatureRows,
    readonly standardizer: Standardizer | null,
    /** The network's input without the batch axis; as many values as a row. */
    readonly inputShape: readonly number[],
  ) {
    this.#columns = columnCount(features);
  }

  /** [rows.length, …inputShape], standardised. The caller disposes it. */
  batch(rows: readonly RowRef[]): Tensor {
    const size = rows.length * this.#columns;
    if (this.#buffer.length < size) this.#buffer = new Float32Array(size);
    rows.forEach((row, i) => {
      const start = rowOffset(this.features, row);
      const values = this.features.values.subarray(start, start + this.#columns);
      copyStandardized(values, this.#buffer, i * this.#columns, this.standardizer);
    });
    // The cpu backend keeps the array itself, and the buffer is used again.
    return tf.tensor(this.#buffer.slice(0, size), [rows.length, ...this.inputShape]);
  }
}
