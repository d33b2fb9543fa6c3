import { expect, test } from 'vitest';
import { RateMeter } from './rate-meter.js';

test('the rate is that of the last clips, and unknown until there are two', () => {
  let now = 0;
  const meter = new RateMeter(() => now);
  expect(meter.clipsPerSec).toBeNull();
  meter.mark();
  meter.mark();
  expect(meter.clipsPerSec, 'no time has passed').toBeNull();
  for (let i = 0; i < 300; i++) {
    now += 1;
    meter.mark();
  }
  expect(meter.clipsPerSec).toBe(1000);
  for (let i = 0; i < 200; i++) {
    now += 100;
    meter.mark();
  }
  expect(meter.clipsPerSec).toBe(10);
});
