import type { Hyperparameters } from '@voxboard/domain';

export type MonitoredMetrics = Readonly<Record<Hyperparameters['monitor'], number>>;

/** Whether what happens on the validation part changes how training goes on, or which weights are kept. */
export function watchesValidation({ earlyStoppingPatience, schedule }: Hyperparameters): boolean {
  return earlyStoppingPatience !== null || schedule.kind === 'reduce-on-plateau';
}

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
