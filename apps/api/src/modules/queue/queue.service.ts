import { type Page, type PageArguments, QueueReader, RunRepository } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import type { WorkerService } from '../worker/worker.service.js';
import { expectedStarts } from './expected-starts.js';
import type { QueueEntry, SetRunPriorityInput } from './queue-entry.type.js';

/** Of a longer queue, nobody is told when its end begins. */
const MOST_LOOKED_AT = 5000;
const MAX_PAGE = 500;
const PrioritySchema = z.object({
  runIds: z.array(z.string()).min(1, 'must name at least one run').max(1000),
  priority: z.number().int().min(-1000).max(1000),
});
const ReplySchema = z.object({ count: z.number() });

/** What waits, when its turn comes, and how to change that. */
export class QueueService {
  constructor(
    private readonly readers: Readers,
    private readonly workers: WorkerService,
    private readonly idempotency: IdempotencyService,
    private readonly now: Clock,
  ) {}

  /** What waits of a project, with its place among all. Cursors are runs: what is taken meanwhile moves nothing. */
  async entries(projectId: string, { first, after }: PageArguments): Promise<Page<QueueEntry>> {
    const size = first ?? 50;
    if (size < 1 || size > MAX_PAGE) {
      throw new InvalidInputError(`"first" must be 1 to ${MAX_PAGE}, got ${size}.`, { path: ['first'] });
    }
    const queue: QueueReader = this.readers.queue;
    const order = await queue.order(MOST_LOOKED_AT);
    const workerIds = (await this.workers.taking()).map(({ id }) => id);
    const starts = expectedStarts(order, await queue.underWay(), workerIds);
    const nowMs = this.now().getTime();
    const all = order.flatMap((row, i): QueueEntry[] => {
      if (row.projectId !== projectId) return [];
      const start = starts[i] ?? null;
      return [{ ...row, position: i + 1, expectedStartAt: start === null ? null : new Date(nowMs + start * 1000) }];
    });
    const from = after == null ? 0 : this.#placeAfter(all, after);
    const page = all.slice(from, from + size);
    return {
      edges: page.map((node) => ({ node, cursor: () => node.runId })),
      hasNextPage: from + size < all.length,
      hasPreviousPage: from > 0,
    };
  }

  /** @throws InvalidInputError */
  async setPriority({ idempotencyKey: key, ...input }: SetRunPriorityInput): Promise<number> {
    const { runIds, priority } = parseInput(PrioritySchema, input);
    const ids = runIds.map((id) => requireUuid('Run', id));
    const { count } = await this.idempotency.once(
      { key, operation: 'setRunPriority', input: { runIds: ids, priority } },
      ReplySchema,
      async (tx) => ({ count: await new RunRepository(tx).setPriority(ids, priority) }),
    );
    return count;
  }

  /** A run that was taken meanwhile had everything before it taken too. */
  #placeAfter(entries: readonly QueueEntry[], runId: string): number {
    requireUuid('Run', runId);
    return entries.findIndex((entry) => entry.runId === runId) + 1;
  }
}
