import type { Hyperparameters } from '@voxboard/domain';
import { isImprovement, type MonitoredMetrics } from './monitor.js';

export interface EarlyStoppingState {
  readonly best: number | null;
  readonly bestEpoch: number;
  readonly wait: number;
}

/** Stops after `patience` epochs without a better value; patience null never stops and never improves. */
export class EarlyStopping {
  #best: number | null;
  #bestEpoch: number;
  #wait: number;

  constructor(
    private readonly monitor: Hyperparameters['monitor'],
    private readonly patience: number | null,
    start: EarlyStoppingState | null = null,
  ) {
    this.#best = start?.best ?? null;
    this.#bestEpoch = start?.bestEpoch ?? 0;
    this.#wait = start?.wait ?? 0;
  }

  get bestEpoch(): number {
    return this.#bestEpoch;
  }

  /** @returns `improved`: these weights are the best so far · `stop`: patience is spent */
  onEpochEnd(epoch: number, metrics: MonitoredMetrics | null): 'improved' | 'stop' | 'continue' {
    if (this.patience === null || !metrics) return 'continue';
    const value = metrics[this.monitor];
    if (isImprovement(this.monitor, value, this.#best, 0)) {
      this.#best = value;
      this.#bestEpoch = epoch;
      this.#wait = 0;
      return 'improved';
    }
    this.#wait++;
    return this.#wait >= this.patience ? 'stop' : 'continue';
  }

  state(): EarlyStoppingState {
    return { best: this.#best, bestEpoch: this.#bestEpoch, wait: this.#wait };
  }
}
