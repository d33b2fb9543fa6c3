import type { Hyperparameters } from '@voxboard/domain';

export type MonitoredMetrics = Readonly<Record<Hyperparameters['monitor'], number>>;

/** Whether `value` is better than `best` by more than `margin`; NaN never is. */
export function isImprovement(
  key: Hyperparameters['monitor'],
  value: number,
  best: number | null,
  margin: number,
): boolean {
  if (best === null) return !Number.isNaN(value);
  return key === 'loss' ? value < best - margin : value > best + margin;
}
