import { describe, expect, it } from 'vitest';
import { SharedReads } from './shared-reads.js';

describe('SharedReads', () => {
  it('reads once for all who ask at the same moment for the same', async () => {
    const reads = new SharedReads<number>();
    let count = 0;
    const read = async () => ++count;
    expect(await Promise.all([reads.read('a', read), reads.read('a', read), reads.read('b', read)])).toEqual([1, 1, 2]);
  });

  it('never joins a read that has begun, which may have missed the latest', async () => {
    const reads = new SharedReads<string>();
    let latest = 'old';
    let release = () => {};
    const first = reads.read('a', async () => {
      const seen = latest;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return seen;
    });
    await new Promise((resolve) => setImmediate(resolve));
    latest = 'new';
    const second = reads.read('a', async () => latest);
    release();
    expect(await Promise.all([first, second])).toEqual(['old', 'new']);
  });

  it('hands a failure to everybody and forgets it', async () => {
    const reads = new SharedReads<number>();
    const fail = async () => {
      throw new Error('no');
    };
    const both = await Promise.allSettled([reads.read('a', fail), reads.read('a', fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await reads.read('a', async () => 1)).toBe(1);
  });
});
