import { type Database, hashOf, IdempotentReplyRepository, type StoredReply } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import { currentAuditScope } from '../../access/audit-scope.js';
import { parseInput } from './parse-input.js';

const KeySchema = z.string().min(1).max(200);

export interface IdempotentRequest {
  /** null or undefined: the request may be done twice. */
  readonly key: string | null | undefined;
  /** The mutation's name. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** After so long a request that was never done is taken for one whose process died. */
const PENDING_SECONDS = 120;

/** Does what a request asks for in one transaction, at most once for a key, and has it audited there too. */
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
    const audit = currentAuditScope();
    if (request.key === null || request.key === undefined) {
      return this.db.transaction(async (tx) => {
        const reply = await work(tx);
        await audit?.recordIn(tx, reply);
        return reply;
      });
    }
    // Nobody gets what another's request made by using the same key.
    const key = `${audit?.owner ?? ''}${parseInput(KeySchema, request.key, ['idempotencyKey'])}`;
    const inputHash = hashOf(JSON.parse(JSON.stringify(request.input)));
    return this.db.transaction(async (tx) => {
      const replies = new IdempotentReplyRepository(tx);
      const stored = await replies.claim(key, request.operation, inputHash);
      if (stored === null) {
        const reply = await work(tx);
        await replies.complete(key, reply);
        await audit?.recordIn(tx, reply);
        return reply;
      }
      refuseUnlessSame(stored, request, inputHash);
      audit?.wasDoneBefore();
      return replySchema.parse(stored.reply);
    });
  }

  /**
   * The same for work that is several transactions, each of which may be repeated: two requests with one key at the same
   * moment are told apart by the second being refused.
   * @throws InvalidInputError when the key was used for another request, or is being used
   */
  async onceInSteps<Reply extends Readonly<Record<string, unknown>>>(
    request: IdempotentRequest,
    replySchema: z.ZodType<Reply>,
    work: () => Promise<Reply>,
  ): Promise<Reply> {
    if (request.key === null || request.key === undefined) return work();
    const key = `${currentAuditScope()?.owner ?? ''}${parseInput(KeySchema, request.key, ['idempotencyKey'])}`;
    const inputHash = hashOf(JSON.parse(JSON.stringify(request.input)));
    const replies = new IdempotentReplyRepository(this.db);
    const stored = await replies.claim(key, request.operation, inputHash);
    if (stored !== null) {
      refuseUnlessSame(stored, request, inputHash);
      if (stored.reply !== null) {
        currentAuditScope()?.wasDoneBefore();
        return replySchema.parse(stored.reply);
      }
      if (!(await replies.takeOver(key, PENDING_SECONDS))) {
        throw new InvalidInputError(
          'The request with this idempotency key is still being done. Repeat it in a moment.',
          {
            path: ['idempotencyKey'],
          },
        );
      }
    }
    try {
      const reply = await work();
      await replies.complete(key, reply);
      return reply;
    } catch (error) {
      await replies.release(key);
      throw error;
    }
  }
}

/** @throws InvalidInputError */
function refuseUnlessSame(stored: StoredReply, request: IdempotentRequest, inputHash: string): void {
  if (stored.operation === request.operation && stored.inputHash === inputHash) return;
  throw new InvalidInputError(
    'This idempotency key was used for another request. Use a new key for each request, and the same one to repeat it.',
    { path: ['idempotencyKey'] },
  );
}
