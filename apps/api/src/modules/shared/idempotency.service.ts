import { type Database, hashOf, IdempotentReplyRepository } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import { parseInput } from './parse-input.js';

const KeySchema = z.string().min(1).max(200);

export interface IdempotentRequest {
  /** null or undefined: the request may be done twice. */
  readonly key: string | null | undefined;
  /** The mutation's name. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Does what a request asks for in one transaction, and at most once for a key. */
export class IdempotencyService {
  constructor(private readonly db: Database) {}

  /**
   * `work` returns what names the things it made; that is stored with the key, and is what a repetition gets instead
   * of being done again. A request that failed leaves its key free.
   * @throws InvalidInputError when the key was used for another request
   */
  async once<Reply extends Readonly<Record<string, unknown>>>(
    request: IdempotentRequest,
    replySchema: z.ZodType<Reply>,
    work: (tx: Database) => Promise<Reply>,
  ): Promise<Reply> {
    if (request.key === null || request.key === undefined) return this.db.transaction(work);
    const key = parseInput(KeySchema, request.key, ['idempotencyKey']);
    const inputHash = hashOf(JSON.parse(JSON.stringify(request.input)));
    return this.db.transaction(async (tx) => {
      const replies = new IdempotentReplyRepository(tx);
      const stored = await replies.claim(key, request.operation, inputHash);
      if (stored === null) {
        const reply = await work(tx);
        await replies.complete(key, reply);
        return reply;
      }
      if (stored.operation !== request.operation || stored.inputHash !== inputHash) {
        throw new InvalidInputError(
          'This idempotency key was used for another request. Use a new key for each request, and the same one to repeat it.',
          { path: ['idempotencyKey'] },
        );
      }
      return replySchema.parse(stored.reply);
    });
  }
}
