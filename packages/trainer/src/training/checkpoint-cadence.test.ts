import { describe, expect, it } from 'vitest';
import { CheckpointCadence } from './checkpoint-cadence.js';

describe('CheckpointCadence', () => {
  /** Epochs of `epochMs` for an hour, checkpoints of `costMs`. */
  const hour = async (epochMs: number, costMs: number, maxShare = 0.02) => {
    let time = 0;
    let spent = 0;
    let made = 0;
    const cadence = new CheckpointCadence(maxShare, 1_000_000, () => time);
    while (time < 3_600_000) {
      time += epochMs;
      if (!cadence.isDue()) continue;
      await cadence.during(async () => {
        time += costMs;
        spent += costMs;
      });
      made++;
    }
    return { made, share: spent / time };
  };

  it.each([
    [10, 30],
    [700, 30],
    [60_000, 4000],
  ])('keeps epochs of %d ms with checkpoints of %d ms within its share', async (epochMs, costMs) => {
    const { made, share } = await hour(epochMs, costMs);
    expect(share).toBeLessThanOrEqual(0.02);
    expect(made).toBeGreaterThan(10);
  });

  it('makes one after every epoch when its share is infinite', async () => {
    expect((await hour(1000, 10, Number.POSITIVE_INFINITY)).made).toBe(Math.ceil(3_600_000 / 1010));
  });
});
