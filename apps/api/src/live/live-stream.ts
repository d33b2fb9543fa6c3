import { setTimeout as sleep } from 'node:timers/promises';
import { Repeater } from '@graphql-yoga/subscription';
import type { Logger } from 'pino';
import type { ChangeInbox, Changes } from './change-inbox.js';

export interface LiveStreamOptions<Value> {
  readonly inbox: ChangeInbox;
  /**
   * What a subscriber is to be told of these changes; the first call is for `all` and brings it up to date. Values are
   * sent one by one.
   */
  readonly read: (changes: Changes) => Promise<readonly Value[]>;
  /** Whether this value is the last there will be. */
  readonly isLast?: (value: Value) => boolean;
  /** Shortest time between two readings. Default 100 ms. */
  readonly quietMs?: number;
  /** Read again after so long, whether or not something was said to have changed. Default: never. */
  readonly lookAgainMs?: number;
  /** Pause after a reading that failed. Default 1 s. */
  readonly retryMs?: number;
  readonly log: Logger;
}

const DEFAULT_QUIET_MS = 100;
const DEFAULT_RETRY_MS = 1000;

/**
 * Reads and sends whenever something has changed, never faster than the subscriber takes it and never more often than
 * every `quietMs`. A reading that fails is repeated, since a database that restarts must not end every subscription.
 */
export function liveStream<Value>(options: LiveStreamOptions<Value>): AsyncIterableIterator<Value> {
  const { inbox, read, isLast, quietMs = DEFAULT_QUIET_MS, retryMs = DEFAULT_RETRY_MS, log } = options;
  return new Repeater<Value>(async (push, stop) => {
    const ended = new AbortController();
    void stop.then(() => {
      inbox.close();
      ended.abort();
    });
    const pause = (ms: number) => sleep(ms, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
    inbox.putAll();
    if (options.lookAgainMs !== undefined) {
      const timer = setInterval(() => inbox.putAll(), options.lookAgainMs);
      timer.unref();
      ended.signal.addEventListener('abort', () => clearInterval(timer));
    }
    for (let changes = await inbox.next(); changes !== null; changes = await inbox.next()) {
      try {
        for (const value of await read(changes)) {
          await push(value);
          if (inbox.isClosed) return;
          if (isLast?.(value)) return stop();
        }
        await pause(quietMs);
      } catch (error) {
        log.warn({ err: error }, 'a subscription could not read; it will try again');
        await pause(retryMs);
        inbox.putAll();
      }
    }
    stop();
  });
}
