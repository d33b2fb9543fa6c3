import type { SqlExecutor } from '../database.js';
import { isDatabaseError } from '../is-database-error.js';
import { float8Array, int4Array, int8Array } from './binary-arrays.js';
import type { SeriesPoints } from './metric-batch.js';
import { type Summary, summarizePoints } from './series-summary.js';

/** What the short paths take: points of some calls whose batches all have a key, or none has. */
export interface ShortAppend {
  readonly runId: string;
  readonly work: readonly SeriesPoints[];
  readonly batchKeys: readonly string[];
  /** Of each key's input, in the same order. */
  readonly inputHashes: readonly (Uint8Array | null)[];
  readonly epochsDone: number | null;
}

export interface ShortOutcome {
  readonly outcome: (typeof OUTCOMES)[number];
  /** Series whose small segments are worth joining now. */
  readonly due: readonly number[];
}

/** As the functions of the short paths number them. */
export const OUTCOMES = ['not-eligible', 'stored', 'duplicate'] as const;
export const NOT_ELIGIBLE: ShortOutcome = { outcome: 'not-eligible', due: [] };

/** Raised by the function to undo what it began: some of several batch keys were seen before, or a writer came between. */
const TAKE_THE_GENERAL_PATH = 'VB001';

/**
 * The short path of an append: one statement, one round trip, one commit. `not-eligible` when a series has no room in
 * its tail or a point lies before it: nothing was stored then.
 */
export async function appendToTails(
  sql: SqlExecutor,
  { runId, work, batchKeys, inputHashes, epochsDone }: ShortAppend,
  tailLimit: number,
): Promise<ShortOutcome> {
  const summaries = work.map(({ points }) => summarizePoints(points));
  const column = (key: keyof Summary) => summaries.map((summary) => summary[key]);
  const offsets = [0];
  for (const { points } of work) offsets.push((offsets.at(-1) ?? 0) + points.steps.length);
  return onShortPath(async () => {
    const { rows } = await sql.query<{ outcome: number }>({
      name: 'metric_append_tail',
      text: `/* appendToTails */ SELECT metric_append_tail($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
        $15, $16, $17, $18, $19) AS outcome`,
      values: [
        tailLimit,
        runId,
        batchKeys,
        work.map(({ seriesId }) => seriesId),
        offsets,
        column('firstStep'),
        column('lastStep'),
        column('firstValue'),
        column('lastValue'),
        column('lastTs'),
        column('minValue'),
        column('minStep'),
        column('maxValue'),
        column('maxStep'),
        int4Array(work.map(({ points }) => points.steps)),
        int8Array(work.map(({ points }) => points.ts)),
        float8Array(work.map(({ points }) => points.values)),
        epochsDone,
        inputHashes,
      ],
    });
    return { outcome: OUTCOMES[rows[0]?.outcome ?? 0] ?? 'not-eligible', due: [] };
  });
}

/** What a function of a short path undid itself is left to the general path. */
export async function onShortPath(append: () => Promise<ShortOutcome>): Promise<ShortOutcome> {
  try {
    return await append();
  } catch (error) {
    if (isDatabaseError(error, TAKE_THE_GENERAL_PATH)) return NOT_ELIGIBLE;
    throw error;
  }
}
