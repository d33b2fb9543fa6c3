import { PredictionLogRepository, type RunRow } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { classReport } from '@voxboard/evaluation';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { LogPredictionsInput } from '../run/run-log.input.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';

const MAX_ROWS = 10_000;
const MAX_CLASSES = 200;

const ClassSchema = z.string().trim().min(1).max(200);
const PredictionsSchema = z.object({
  labels: z
    .array(ClassSchema)
    .min(1)
    .max(MAX_CLASSES)
    .refine((labels) => new Set(labels).size === labels.length, 'must not repeat a name'),
  clips: z.array(z.number().int().min(0)).min(1).max(MAX_ROWS),
  actual: z.array(ClassSchema),
  predicted: z.array(ClassSchema),
  probabilities: z.array(z.array(z.number().min(0).max(1))).nullish(),
});
const ReplySchema = z.object({ runId: z.string(), total: z.number() });

/** Takes predictions of outside scripts' runs. */
export class PredictionLogService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
  ) {}

  /** @throws InvalidInputError, NotFoundError */
  async log({ idempotencyKey: key, ...input }: LogPredictionsInput): Promise<{ run: RunRow; total: number }> {
    const runId = requireUuid('Run', input.runId);
    const { labels, clips, actual, predicted, probabilities } = parseInput(PredictionsSchema, input);
    for (const [name, column] of Object.entries({ actual, predicted, probabilities: probabilities ?? clips })) {
      if (column.length === clips.length) continue;
      throw new InvalidInputError(
        `There are ${clips.length} clips and ${column.length} of "${name}": give one for each.`,
        {
          path: [name],
        },
      );
    }
    const uneven = probabilities?.findIndex((row) => row.length !== labels.length) ?? -1;
    if (uneven !== -1) {
      throw new InvalidInputError(`Give one probability for each of the ${labels.length} labels.`, {
        path: ['probabilities', String(uneven)],
      });
    }
    const rows = {
      clips,
      actual: indices(labels, actual, 'actual'),
      predicted: indices(labels, predicted, 'predicted'),
      probabilities: probabilities ?? clips.map(() => []),
    };
    await this.#requireScripts(runId);
    const { split } = input;
    const { total } = await this.idempotency.once(
      { key, operation: 'logPredictions', input: { runId, split, labels, rows } },
      ReplySchema,
      async (tx) => ({
        runId,
        total: await new PredictionLogRepository(tx).add(runId, split, labels, rows, classReport),
      }),
    );
    return { run: await this.#requireScripts(runId), total };
  }

  async #requireScripts(runId: string): Promise<RunRow> {
    const [row] = await this.readers.run.byIds([runId]);
    const run = required(row, 'Run', runId);
    if (run.source === 'EXTERNAL') return run;
    throw new InvalidInputError(`Run ${runId} is trained by Voxboard's own workers; only they log its results.`, {
      path: ['runId'],
    });
  }
}

function indices(labels: readonly string[], names: readonly string[], column: string): number[] {
  const places = new Map(labels.map((label, i) => [label, i]));
  return names.map((name, i) => {
    const place = places.get(name);
    if (place !== undefined) return place;
    throw new InvalidInputError(`"${name}" is none of the labels.`, { path: [column, String(i)] });
  });
}
