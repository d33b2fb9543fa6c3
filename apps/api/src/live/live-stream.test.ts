import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { ChangeHub } from './change-hub.js';
import type { Changes } from './change-inbox.js';
import { liveStream } from './live-stream.js';

const log = pino({ level: 'silent' });
const changed = (runId: string) => ({ kind: 'run-log', projectId: 'p', runId }) as const;

describe('liveStream', () => {
  it('reads everything first and then what changed, each change once', async () => {
    const hub = new ChangeHub();
    const reads: Changes[] = [];
    const stream = liveStream({
      inbox: hub.open(['run-log:a', 'run-log:b']),
      quietMs: 0,
      log,
      read: async (changes) => {
        reads.push(changes);
        return [reads.length];
      },
    });
    expect((await stream.next()).value).toBe(1);
    const second = stream.next();
    for (const id of ['a', 'b', 'a', 'c']) hub.publish(changed(id));
    expect((await second).value).toBe(2);
    expect(reads).toEqual(['all', new Set(['a', 'b'])]);
    await stream.return?.();
  });

  it('reads once for all that happens while the subscriber is busy', async () => {
    const hub = new ChangeHub();
    let reads = 0;
    const stream = liveStream({ inbox: hub.open(['run-log:a']), quietMs: 0, log, read: async () => [++reads] });
    await stream.next();
    for (let i = 0; i < 100; i++) hub.publish(changed('a'));
    expect((await stream.next()).value).toBe(2);
    await stream.return?.();
    expect(reads).toBe(2);
  });

  it('leaves the hub when the subscriber goes, even while it waits for something to happen', async () => {
    const hub = new ChangeHub();
    const stream = liveStream({ inbox: hub.open(['run-log:a']), quietMs: 0, log, read: async () => [1] });
    await stream.next();
    const waiting = stream.next();
    expect(hub.openCount).toBe(1);
    await stream.return?.();
    expect((await waiting).done).toBe(true);
    expect(hub.openCount).toBe(0);
  });

  it('ends after the last value', async () => {
    const hub = new ChangeHub();
    const stream = liveStream({
      inbox: hub.open(['import:a']),
      log,
      read: async () => ['RUNNING', 'READY', 'never'],
      isLast: (value) => value === 'READY',
    });
    const seen: string[] = [];
    for await (const value of stream) seen.push(value);
    expect(seen).toEqual(['RUNNING', 'READY']);
    expect(hub.openCount).toBe(0);
  });

  it('reads again after a reading that failed', async () => {
    const hub = new ChangeHub();
    let reads = 0;
    const stream = liveStream({
      inbox: hub.open(['run-log:a']),
      retryMs: 0,
      log,
      read: async (changes) => {
        if (++reads === 1) throw new Error('the database restarts');
        return [changes];
      },
    });
    expect((await stream.next()).value).toBe('all');
    await stream.return?.();
  });

  it('is told to read everything after a gap in the feed', async () => {
    const hub = new ChangeHub();
    const stream = liveStream({
      inbox: hub.open(['feature-set:x']),
      quietMs: 0,
      log,
      read: async (changes) => [changes],
    });
    await stream.next();
    hub.publishGap();
    expect((await stream.next()).value).toBe('all');
    await stream.return?.();
  });

  it('ends when the server stops', async () => {
    const hub = new ChangeHub();
    const stream = liveStream({ inbox: hub.open(['run-log:a']), log, read: async () => [] });
    const waiting = stream.next();
    hub.close();
    expect((await waiting).done).toBe(true);
  });
});
