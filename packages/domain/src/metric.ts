import { z } from 'zod';

export const SPLITS = ['TRAIN', 'VALIDATION', 'TEST'] as const;
export const SplitSchema = z.enum(SPLITS);
/** The part of the data that a metric or prediction speaks of. */
export type Split = z.infer<typeof SplitSchema>;

/** Keys written by Voxboard's own trainer; outside scripts may log any key. */
export const METRIC_KEYS = [
  'loss',
  'accuracy',
  'uar',
  'macro_f1',
  'learning_rate',
  'epoch_seconds',
  'samples_per_second',
] as const;
export type MetricKey = (typeof METRIC_KEYS)[number];

export const MAX_METRIC_KEY_LENGTH = 250;
export const MAX_POINTS_PER_CALL = 10_000;
export const MetricKeySchema = z
  .string()
  .min(1)
  .max(MAX_METRIC_KEY_LENGTH)
  .refine(isPrintable, 'must not hold control characters');
/** Steps are zero-based and count epochs in Voxboard's own runs; outside scripts choose. */
export const StepSchema = z.number().int().min(0).max(2_147_483_646);

/** One (key, split) column of points. NaN and ±Infinity are values; a missing point is absent from the arrays. */
export interface MetricColumn {
  readonly key: string;
  readonly split: Split;
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** Milliseconds since the Unix epoch, one per point. */
  readonly timestampsMs: ArrayLike<number>;
}

/** Whether more of a metric is better; decides what "best" means. Unknown keys count as higher-is-better except losses. */
export function isLowerBetter(key: string): boolean {
  return /(^|[._/-])(loss|error|err|brier|ece|perplexity|log_loss)$/.test(key);
}

function isPrintable(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}
