import type { RunState } from '@voxboard/db';
import { describe, expect, it } from 'vitest';
import type { Readers } from '../../readers.js';
import { RunStateCache } from './run-state-cache.js';

const RUNNING: RunState = { id: 'r', projectId: 'p', source: 'EXTERNAL', status: 'RUNNING' };

function cacheOver(states: (RunState | null)[]) {
  let reads = 0;
  let nowMs = 0;
  const run = { state: async () => states[Math.min(reads++, states.length - 1)] ?? null };
  const cache = new RunStateCache({ run } as unknown as Readers, () => new Date(nowMs));
  return {
    cache,
    reads: () => reads,
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('RunStateCache', () => {
  it('asks once for calls within two seconds, and again after that', async () => {
    const { cache, reads, wait } = cacheOver([RUNNING]);
    for (let i = 0; i < 10; i++) expect(await cache.get('r')).toBe(RUNNING);
    expect(reads()).toBe(1);
    wait(2000);
    await cache.get('r');
    expect(reads()).toBe(2);
  });

  it('asks again at once when it hears of a change', async () => {
    const ended: RunState = { ...RUNNING, status: 'FINISHED' };
    const { cache } = cacheOver([RUNNING, ended]);
    await cache.get('r');
    cache.forget('r');
    expect(await cache.get('r')).toBe(ended);
  });

  it('remembers nothing that may not be logged to: it may be resumed or made any moment', async () => {
    const { cache, reads } = cacheOver([null, { ...RUNNING, status: 'FINISHED' }, RUNNING]);
    expect(await cache.get('r')).toBeNull();
    expect((await cache.get('r'))?.status).toBe('FINISHED');
    expect(await cache.get('r')).toBe(RUNNING);
    expect(reads()).toBe(3);
  });
});
