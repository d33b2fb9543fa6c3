import type { IncomingMessage } from 'node:http';
import type { Identify } from './gatekeeper.js';
import type { Viewer } from './viewer.js';

/** Rights also end by the clock, and announcements can be lost. */
const LOOK_EVERY_MS = 30_000;

/** Ends a connection; `mayReturn` when it may be opened again under other rights. */
export type End = (reason: string, mayReturn: boolean) => void;

interface Connection {
  readonly request: IncomingMessage;
  readonly viewer: Viewer;
  readonly end: End;
}

/** Connections that stay open: ended as soon as whoever opened them may not, or may otherwise than they did then. */
export class OpenConnections {
  readonly #open = new Set<Connection>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly identify: Identify,
    everyMs = LOOK_EVERY_MS,
  ) {
    this.#timer = setInterval(() => void this.look(), everyMs);
    this.#timer.unref();
  }

  /** Watches a connection until the returned function is called. */
  add(request: IncomingMessage, viewer: Viewer, end: End): () => void {
    if (viewer.isUnlimited) return () => undefined;
    const connection = { request, viewer, end };
    this.#open.add(connection);
    return () => this.#open.delete(connection);
  }

  /** Ends what has no business any more. Call it when rights may have changed. */
  async look(): Promise<void> {
    await Promise.all([...this.#open].map((connection) => this.#check(connection)));
  }

  close(): void {
    clearInterval(this.#timer);
    this.#open.clear();
  }

  async #check(connection: Connection): Promise<void> {
    const found = await this.#reasonToEnd(connection);
    if (found === null || !this.#open.delete(connection)) return;
    connection.end(found.reason, found.mayReturn);
  }

  async #reasonToEnd({ request, viewer }: Connection): Promise<{ reason: string; mayReturn: boolean } | null> {
    try {
      const now = await this.identify(request);
      if (now.rights === viewer.rights) return null;
      return { reason: 'What you may do has changed. Connect again.', mayReturn: now.isSignedIn };
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error), mayReturn: false };
    }
  }
}
