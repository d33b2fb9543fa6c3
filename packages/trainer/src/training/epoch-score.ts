import { accuracy, confusionMatrix, macroF1, uar } from '@voxboard/evaluation';
import type { MonitoredMetrics } from './monitor.js';

/** Collects rows' losses and decisions while an epoch runs. */
export class EpochScore {
  #lossSum = 0;
  readonly actual: number[] = [];
  readonly predicted: number[] = [];

  constructor(private readonly labelNames: readonly string[]) {}

  /** @param meanLoss over the rows of one batch */
  addBatch(meanLoss: number, actual: readonly number[], predicted: readonly number[]): void {
    this.#lossSum += meanLoss * actual.length;
    for (const label of actual) this.actual.push(label);
    for (const label of predicted) this.predicted.push(label);
  }

  metrics(): MonitoredMetrics {
    const matrix = confusionMatrix(this.actual, this.predicted, this.labelNames);
    return {
      loss: this.#lossSum / this.actual.length,
      accuracy: accuracy(matrix),
      uar: uar(matrix),
      macro_f1: macroF1(matrix),
    };
  }
}
