import { type MetricColumn, Rng } from '@voxboard/domain';
import { type BatchShape, makeBatch } from '../store/bench-points.js';
import type { PeerPoint } from './mlflow-peer.js';

/** Batches of one shape, each beginning where the last ended, in the forms that the servers take. */
export class BatchMaker {
  #step = 0;
  readonly #rng = new Rng(7);

  constructor(private readonly shape: BatchShape) {}

  next(): MetricColumn[] {
    const batch = makeBatch(this.#rng, this.shape, this.#step);
    this.#step += this.shape.pointsEach;
    return batch;
  }
}

/** As people write it: arrays of numbers. */
export function asColumns(batch: readonly MetricColumn[]): object[] {
  return batch.map(({ key, split, steps, values, timestampsMs }) => ({
    key,
    split,
    steps: Array.from(steps),
    values: Array.from(values),
    timestampsMs: Array.from(timestampsMs),
  }));
}

/** As clients with many points send it: packed. */
export function asPackedColumns(batch: readonly MetricColumn[]): object[] {
  return batch.map(({ key, split, steps, values, timestampsMs }) => ({
    key,
    split,
    steps: base64(Int32Array.from(steps)),
    values: base64(Float64Array.from(values)),
    timestampsMs: base64(Float64Array.from(timestampsMs)),
  }));
}

/** As the peers take it: one object a point. */
export function asPoints(batch: readonly MetricColumn[]): PeerPoint[] {
  return batch.flatMap(({ key, steps, values }) =>
    Array.from(steps, (step, i) => ({ key, step, value: values[i] ?? Number.NaN })),
  );
}

function base64(numbers: Int32Array | Float64Array): string {
  return Buffer.from(numbers.buffer).toString('base64');
}
