import { type MetricColumn, Rng } from '@voxboard/domain';

const T0 = 1_750_000_000_000;

export interface BatchShape {
  readonly series: number;
  readonly pointsEach: number;
}

/** A batch that looks like a training's: falling noisy curves, about 250 ms a step. */
export function makeBatch(rng: Rng, { series, pointsEach }: BatchShape, firstStep: number): MetricColumn[] {
  return Array.from({ length: series }, (_, k) => {
    const steps = Array.from({ length: pointsEach }, (_, i) => firstStep + i);
    return {
      key: `metric_${k}`,
      split: 'TRAIN' as const,
      steps,
      values: steps.map((step) => Math.exp(-step / 5000) + 0.1 * rng.normal()),
      timestampsMs: steps.map((step) => T0 + step * 250 + rng.below(40)),
    };
  });
}
