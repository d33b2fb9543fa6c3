import { CHANGE_CHANNEL, type ChangeEvent, ChangeEventSchema } from '@voxboard/domain';
import pg from 'pg';

export interface ChangeFeedOptions {
  /** Called after the connection was lost and made anew: notices in between are gone, so read what matters again. */
  readonly onReconnect?: () => void;
  /** Told why the connection was lost, and of notices that could not be read. */
  readonly onError?: (error: unknown) => void;
  /** First wait before connecting again; doubled up to 30 times this. Default 100 ms. */
  readonly retryMs?: number;
}

/** Hears the change events of all processes, on a connection of its own. Connects again by itself. */
export class ChangeFeed {
  #client: pg.Client | null = null;
  #stopped = false;
  #retry: NodeJS.Timeout | null = null;
  readonly #firstRetryMs: number;
  #retryMs: number;

  private constructor(
    private readonly connectionString: string,
    private readonly onEvent: (event: ChangeEvent) => void,
    private readonly options: ChangeFeedOptions,
  ) {
    this.#firstRetryMs = options.retryMs ?? 100;
    this.#retryMs = this.#firstRetryMs;
  }

  /**
   * Resolves when it listens: events committed after that arrive.
   * @throws when the first connection fails
   */
  static async listen(
    connectionString: string,
    onEvent: (event: ChangeEvent) => void,
    options: ChangeFeedOptions = {},
  ): Promise<ChangeFeed> {
    const feed = new ChangeFeed(connectionString, onEvent, options);
    await feed.#connect();
    return feed;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'voxboard-changes',
      keepAlive: true,
    });
    client.on('error', (error) => this.options.onError?.(error));
    client.on('notification', ({ payload }) => this.#hear(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANGE_CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.#stopped) {
      await client.end();
      return;
    }
    this.#client = client;
    this.#retryMs = this.#firstRetryMs;
    client.once('end', () => this.#lost());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry) clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  #hear(payload: string | undefined): void {
    try {
      this.onEvent(ChangeEventSchema.parse(JSON.parse(payload ?? '')));
    } catch (error) {
      // One bad notice, or a listener that throws, must not end the feed.
      this.options.onError?.(error);
    }
  }

  #lost(): void {
    this.#client = null;
    if (this.#stopped) return;
    this.#retry = setTimeout(() => void this.#reconnect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, this.#firstRetryMs * 30);
  }

  async #reconnect(): Promise<void> {
    if (this.#stopped) return;
    try {
      await this.#connect();
      this.options.onReconnect?.();
    } catch (error) {
      this.options.onError?.(error);
      this.#lost();
    }
  }
}
