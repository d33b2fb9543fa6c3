import { RunResultRepository } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { classReport } from '@voxboard/evaluation';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { LogConfusionMatrixInput } from '../run/run-log.input.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import type { ConfusionMatrix } from './confusion-matrix.type.js';
import { toConfusionMatrix } from './to-confusion-matrix.js';

const MAX_CLASSES = 200;
/** Counts of a matrix are stored as 32-bit integers, and so must any sum over folds be. */
const MAX_TOTAL = 2_147_483_647;

const MatrixSchema = z
  .object({
    labels: z
      .array(z.string().min(1).max(100))
      .min(2)
      .max(MAX_CLASSES)
      .refine((labels) => new Set(labels).size === labels.length, 'must not repeat a name'),
    counts: z.array(z.array(z.number().int().min(0))),
  })
  .refine(
    ({ labels, counts }) => counts.length === labels.length && counts.every((row) => row.length === labels.length),
    {
      path: ['counts'],
      message: 'must have one row and one column for each label',
    },
  )
  .refine(({ counts }) => counts.flat().reduce((sum, count) => sum + count, 0) <= MAX_TOTAL, {
    path: ['counts'],
    message: 'must not sum to more than 2,147,483,647',
  });

const ReplySchema = z.object({ runId: z.string() });

export class ConfusionMatrixService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** @throws InvalidInputError, NotFoundError */
  async log(input: LogConfusionMatrixInput): Promise<ConfusionMatrix> {
    const runId = requireUuid('Run', input.runId);
    const matrix = parseInput(MatrixSchema, { labels: input.labels, counts: input.counts });
    const [row] = await this.readers.run.byIds([runId]);
    const run = required(row, 'Run', runId);
    if (run.source === 'LAUNCHED') {
      throw new InvalidInputError(`Run ${run.id} is trained by Voxboard's own workers; only they log its results.`, {
        path: ['runId'],
      });
    }
    await this.idempotency.once(
      { key: input.idempotencyKey, operation: 'logConfusionMatrix', input: { runId, split: input.split, matrix } },
      ReplySchema,
      async (tx) => {
        await new RunResultRepository(tx).saveConfusionMatrix(runId, input.split, matrix, classReport(matrix));
        return { runId };
      },
    );
    return toConfusionMatrix(input.split, matrix);
  }
}
