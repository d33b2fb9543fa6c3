import { expect, test } from 'vitest';
import { isLowerBetter, MetricKeySchema } from './metric.js';

test('losses and errors are better when lower, scores when higher', () => {
  for (const key of ['loss', 'val/loss', 'train_loss', 'log_loss', 'brier', 'ece'])
    expect(isLowerBetter(key), key).toBe(true);
  for (const key of ['uar', 'accuracy', 'macro_f1', 'lossless']) expect(isLowerBetter(key), key).toBe(false);
});

test('a metric key with a control character is refused', () => {
  expect(MetricKeySchema.safeParse('loss\u0000').success).toBe(false);
  expect(MetricKeySchema.safeParse('train/loss (ema)').success).toBe(true);
});
