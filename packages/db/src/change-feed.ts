import { setTimeout as sleep } from 'node:timers/promises';
import { CHANGE_CHANNEL, type ChangeEvent, ChangeEventSchema } from '@voxboard/domain';
import pg from 'pg';

export interface ChangeFeedOptions {
  /** The connection was lost and is back: notices sent meanwhile are gone, so read again what you show. */
  readonly onReconnect?: () => void;
  readonly onError?: (error: unknown) => void;
}

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/**
 * Hears of every change that anybody announces with `notifyChange`, on a connection of its own that is made again when
 * it breaks.
 */
export class ChangeFeed {
  #client: pg.Client | null = null;
  #isStopped = false;

  private constructor(
    private readonly connectionString: string,
    private readonly onEvent: (event: ChangeEvent) => void,
    private readonly options: ChangeFeedOptions,
  ) {}

  /** Settles when the feed listens: changes committed from then on are heard. @throws when the database is out of reach */
  static async listen(
    connectionString: string,
    onEvent: (event: ChangeEvent) => void,
    options: ChangeFeedOptions = {},
  ): Promise<ChangeFeed> {
    const feed = new ChangeFeed(connectionString, onEvent, options);
    await feed.#connect();
    return feed;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'voxboard-feed',
      keepAlive: true,
    });
    client.on('notification', ({ payload }) => this.#receive(payload));
    // Both may come for one break; the first forgets the client.
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    await client.connect();
    await client.query(`LISTEN ${CHANGE_CHANNEL}`);
    this.#client = client;
  }

  #receive(payload: string | undefined): void {
    try {
      this.onEvent(ChangeEventSchema.parse(JSON.parse(payload ?? '')));
    } catch (error) {
      // A newer version may announce what this one does not know; a listener's own error must not end the feed.
      this.options.onError?.(error);
    }
  }

  #lose(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    if (!this.#isStopped) void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    for (let delay = FIRST_RETRY_MS; !this.#isStopped; delay = Math.min(delay * 2, LONGEST_RETRY_MS)) {
      await sleep(delay);
      try {
        await this.#connect();
        if (this.#isStopped) await this.stop();
        else this.options.onReconnect?.();
        return;
      } catch (error) {
        this.options.onError?.(error);
      }
    }
  }
}
