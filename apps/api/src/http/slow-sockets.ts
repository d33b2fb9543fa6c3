import type { WebSocket, WebSocketServer } from 'ws';

/** Of the range that applications may use; clients take it for a reason to connect again. */
export const TOO_SLOW_CODE = 4413;
const REASON = 'Too slow: an event was not taken in time. Subscribe again after the last cursor you got.';

export interface SlowSocketOptions {
  /** How often sockets are looked at. */
  readonly everyMs: number;
  /** Looks in a row at which nothing had left before a socket is dropped. */
  readonly looks: number;
  /** Time that a dropped client has to hear the reason. */
  readonly graceMs: number;
  /** Told of each socket that is dropped. */
  readonly onDrop?: () => void;
}

const LOOKS = 10;
const GRACE_MS = 5000;

/** Looks often enough that a client is dropped after about so long. */
export function slowAfter(slowConsumerMs: number): SlowSocketOptions {
  return { everyMs: slowConsumerMs / LOOKS, looks: LOOKS, graceMs: GRACE_MS };
}

/**
 * Drops clients that do not take what they are sent: nothing more is read for them meanwhile, but what waits for them
 * stays in memory. Returns what ends the watch.
 */
export function dropSlowSockets(sockets: WebSocketServer, options: SlowSocketOptions): () => void {
  const waiting = new WeakMap<WebSocket, { bytes: number; looks: number }>();
  const look = (socket: WebSocket) => {
    const bytes = socket.bufferedAmount;
    const before = waiting.get(socket);
    if (bytes === 0 || !before || bytes < before.bytes) {
      waiting.set(socket, { bytes, looks: 0 });
      return;
    }
    before.looks++;
    before.bytes = bytes;
    if (before.looks !== options.looks) return;
    options.onDrop?.();
    socket.close(TOO_SLOW_CODE, REASON);
    setTimeout(() => socket.terminate(), options.graceMs).unref();
  };
  const timer = setInterval(() => {
    for (const socket of sockets.clients) look(socket);
  }, options.everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
