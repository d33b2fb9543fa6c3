import type { Database } from '../database.js';
import { toJsonColumn } from './json.js';

/** Replies older than this are forgotten: nobody retries a request for so long. */
const KEPT_DAYS = 7;

export interface StoredReply {
  readonly operation: string;
  readonly inputHash: string;
  readonly reply: unknown;
}

/** Replies of requests that carried an idempotency key. Use it in the transaction that does what the reply tells of. */
export class IdempotentReplyRepository {
  constructor(private readonly db: Database) {}

  /**
   * Claims a key for the caller's transaction: null when it is the first to use it, else what the first replied. A
   * second caller waits here until the first's transaction has ended.
   */
  async claim(key: string, operation: string, inputHash: string): Promise<StoredReply | null> {
    const { rowCount } = await this.db.sql.query(
      `/* claimIdempotencyKey */ INSERT INTO idempotent_reply (key, operation, input_hash, reply)
       VALUES ($1, $2, $3, 'null'::jsonb) ON CONFLICT (key) DO NOTHING`,
      [key, operation, inputHash],
    );
    if (rowCount === 1) return null;
    return this.db.prisma.idempotentReply.findUniqueOrThrow({ where: { key } });
  }

  async complete(key: string, reply: Readonly<Record<string, unknown>>): Promise<void> {
    await this.db.prisma.idempotentReply.update({ where: { key }, data: { reply: toJsonColumn(reply) } });
  }

  /** A request that was claimed so long ago and never done is done by the caller. False when another is at it. */
  async takeOver(key: string, afterSeconds: number): Promise<boolean> {
    const { rowCount } = await this.db.sql.query(
      `/* takeOverIdempotencyKey */ UPDATE idempotent_reply SET created_at = now()
       WHERE key = $1 AND reply = 'null'::jsonb AND created_at < now() - $2 * interval '1 second'`,
      [key, afterSeconds],
    );
    return rowCount === 1;
  }

  /** A request that failed may be sent again under its key. */
  async release(key: string): Promise<void> {
    await this.db.sql.query(
      `/* releaseIdempotencyKey */ DELETE FROM idempotent_reply WHERE key = $1 AND reply = 'null'::jsonb`,
      [key],
    );
  }

  /** Returns how many were forgotten. */
  async prune(): Promise<number> {
    const { rowCount } = await this.db.sql.query(
      `/* pruneIdempotentReplies */ DELETE FROM idempotent_reply WHERE created_at < now() - $1 * interval '1 day'`,
      [KEPT_DAYS],
    );
    return rowCount ?? 0;
  }
}
