import { describe, expect, it } from 'vitest';
import { CoalescedTask } from './coalesced-task.js';

describe('CoalescedTask', () => {
  it('runs once more for any number of calls while it runs, and then not again', async () => {
    let runs = 0;
    const task = new CoalescedTask(
      async () => {
        runs++;
        await Promise.resolve();
      },
      () => undefined,
    );
    for (let i = 0; i < 5; i++) task.wake();
    await task.stop();
    expect(runs).toBe(1);
  });

  it('goes on after a failure, which it reports', async () => {
    const errors: unknown[] = [];
    let runs = 0;
    const task = new CoalescedTask(
      async () => {
        runs++;
        if (runs === 1) {
          task.wake();
          throw new Error('first');
        }
      },
      (error) => errors.push(error),
    );
    task.wake();
    await new Promise((resolve) => setImmediate(resolve));
    await task.stop();
    expect([runs, errors.map(String)]).toEqual([2, ['Error: first']]);
  });

  it('does nothing after it was stopped', async () => {
    let runs = 0;
    const task = new CoalescedTask(
      async () => void runs++,
      () => undefined,
    );
    await task.stop();
    task.wake();
    expect(runs).toBe(0);
  });
});
