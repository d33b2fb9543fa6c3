import { expect, test } from 'vitest';
import { throttle } from './throttle.js';

test('calls within the interval are left out, the first and a later one are not', async () => {
  let clock = 0;
  const sent: number[] = [];
  const throttled = throttle(
    100,
    () => clock,
    async (value: number) => void sent.push(value),
  );
  throttled.call(1);
  await throttled.flush();
  clock = 50;
  throttled.call(2);
  clock = 100;
  throttled.call(3);
  clock = 120;
  throttled.call(4);
  throttled.call(5);
  expect(sent).toEqual([1, 3]);
  await throttled.flush();
  expect(sent, 'the newest is not lost').toEqual([1, 3, 5]);
});

test('a failed call shows at the flush instead of being lost', async () => {
  const throttled = throttle(
    100,
    () => 0,
    async () => {
      throw new Error('the database is gone');
    },
  );
  throttled.call();
  await expect(throttled.flush()).rejects.toThrow('the database is gone');
});
