import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.js';
import type { Identify } from './gatekeeper.js';
import type { Viewer } from './viewer.js';

/** Announcements can be lost, and sessions are prolonged. */
const LOOK_EVERY_MS = 30_000;
/** Beyond this, timers of the platform go off at once; a later look arms them. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Ends a connection; `mayReturn` when it may be opened again under other rights. */
export type End = (reason: string, mayReturn: boolean) => void;

interface Connection {
  readonly request: IncomingMessage;
  readonly viewer: Viewer;
  readonly end: End;
  /** Goes off when the token or the session ends by itself. */
  timer: NodeJS.Timeout | null;
}

/** Connections that stay open: ended as soon as whoever opened them may not, or may otherwise than they did then. */
export class OpenConnections {
  readonly #open = new Set<Connection>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly identify: Identify,
    private readonly now: Clock,
    everyMs = LOOK_EVERY_MS,
  ) {
    this.#timer = setInterval(() => void this.look(), everyMs);
    this.#timer.unref();
  }

  /** Watches a connection until the returned function is called. */
  add(request: IncomingMessage, viewer: Viewer, end: End): () => void {
    if (viewer.isUnlimited) return () => undefined;
    const connection: Connection = { request, viewer, end, timer: null };
    this.#open.add(connection);
    this.#arm(connection, viewer);
    return () => this.#forget(connection);
  }

  /** Ends what has no business any more. Call it when rights may have changed. */
  async look(): Promise<void> {
    await Promise.all([...this.#open].map((connection) => this.#check(connection)));
  }

  close(): void {
    clearInterval(this.#timer);
    for (const connection of [...this.#open]) this.#forget(connection);
  }

  /** Whether it was open. */
  #forget(connection: Connection): boolean {
    if (connection.timer) clearTimeout(connection.timer);
    return this.#open.delete(connection);
  }

  #arm(connection: Connection, { endsAt }: Viewer): void {
    if (connection.timer) clearTimeout(connection.timer);
    const leftMs = endsAt - this.now().getTime();
    connection.timer =
      leftMs > LONGEST_TIMER_MS ? null : setTimeout(() => void this.#check(connection), Math.max(0, leftMs)).unref();
  }

  async #check(connection: Connection): Promise<void> {
    const found = await this.#reasonToEnd(connection);
    if (found === null || !this.#forget(connection)) return;
    connection.end(found.reason, found.mayReturn);
  }

  async #reasonToEnd(connection: Connection): Promise<{ reason: string; mayReturn: boolean } | null> {
    try {
      const now = await this.identify(connection.request);
      if (now.rights === connection.viewer.rights) {
        // A session in use lasts longer than it did.
        if (this.#open.has(connection)) this.#arm(connection, now);
        return null;
      }
      const reason = now.isSignedIn
        ? 'What you may do has changed. Connect again.'
        : 'Your session has ended. Sign in again.';
      return { reason, mayReturn: now.isSignedIn };
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error), mayReturn: false };
    }
  }
}
