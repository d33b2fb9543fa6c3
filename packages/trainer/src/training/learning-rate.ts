import type { Hyperparameters } from '@voxboard/domain';
import { isImprovement, type MonitoredMetrics } from './monitor.js';

export interface LearningRate {
  /** For batch `batch` of `batchCount` in `epoch`. */
  at(epoch: number, batch: number, batchCount: number): number;
  /** Told the validation metrics after each epoch. */
  onEpochEnd(metrics: MonitoredMetrics | null): void;
  /** What a checkpoint keeps. */
  state(): LearningRateState;
}

export interface LearningRateState {
  readonly rate: number;
  readonly best: number | null;
  readonly wait: number;
}

/** Keras' ReduceLROnPlateau ignores gains smaller than this. */
const PLATEAU_MARGIN = 1e-4;

class PlateauRate implements LearningRate {
  #rate: number;
  #best: number | null;
  #wait: number;

  constructor(
    private readonly monitor: Hyperparameters['monitor'],
    private readonly schedule: Extract<Hyperparameters['schedule'], { kind: 'reduce-on-plateau' }>,
    start: LearningRateState,
  ) {
    this.#rate = start.rate;
    this.#best = start.best;
    this.#wait = start.wait;
  }
  at(): number {
    return this.#rate;
  }
  onEpochEnd(metrics: MonitoredMetrics | null): void {
    if (!metrics) return;
    const value = metrics[this.monitor];
    if (isImprovement(this.monitor, value, this.#best, PLATEAU_MARGIN)) {
      this.#best = value;
      this.#wait = 0;
    } else if (++this.#wait >= this.schedule.patience) {
      this.#rate = Math.max(this.#rate * this.schedule.factor, Math.min(this.schedule.minLearningRate, this.#rate));
      this.#wait = 0;
    }
  }
  state(): LearningRateState {
    return { rate: this.#rate, best: this.#best, wait: this.#wait };
  }
}

/** Linear warm-up from 0, then half a cosine down to `finalFraction`, both per batch. */
function cosineRate(
  peak: number,
  epochCount: number,
  { warmupEpochs, finalFraction }: Extract<Hyperparameters['schedule'], { kind: 'cosine' }>,
): LearningRate {
  return {
    at(epoch, batch, batchCount) {
      const progress = epoch + (batch + 1) / batchCount;
      if (progress <= warmupEpochs) return (peak * progress) / warmupEpochs;
      const rest = Math.max(epochCount - warmupEpochs, 1e-9);
      const phase = Math.min((progress - warmupEpochs) / rest, 1);
      return peak * (finalFraction + (1 - finalFraction) * 0.5 * (1 + Math.cos(Math.PI * phase)));
    },
    onEpochEnd() {},
    state: () => ({ rate: peak, best: null, wait: 0 }),
  };
}

/** The learning rate over a training, from where `start` left off. */
export function createLearningRate(h: Hyperparameters, start: LearningRateState | null = null): LearningRate {
  const initial = start ?? { rate: h.learningRate, best: null, wait: 0 };
  if (h.schedule.kind === 'reduce-on-plateau') return new PlateauRate(h.monitor, h.schedule, initial);
  if (h.schedule.kind === 'cosine') return cosineRate(h.learningRate, h.epochs, h.schedule);
  return { at: () => h.learningRate, onEpochEnd() {}, state: () => initial };
}
