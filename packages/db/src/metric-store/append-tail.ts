import type { SqlExecutor } from '../database.js';
import { isDatabaseError } from '../is-database-error.js';
import { float8Array, int4Array, int8Array } from './binary-arrays.js';
import type { SeriesPoints } from './metric-batch.js';
import { type Summary, summarizePoints } from './series-summary.js';

export interface TailAppend {
  readonly runId: string;
  readonly work: readonly SeriesPoints[];
  readonly batchKeys: readonly string[];
  /** Of each key's input, in the same order. */
  readonly inputHashes: readonly (Uint8Array | null)[];
  readonly epochsDone: number | null;
  readonly tailLimit: number;
}

const OUTCOMES = ['not-eligible', 'stored', 'duplicate'] as const;
export type TailOutcome = (typeof OUTCOMES)[number];

/** Raised by the function to undo what it began: some of several batch keys were seen before, or a writer came between. */
const TAKE_THE_GENERAL_PATH = 'VB001';

/**
 * The short path of an append: one statement, one round trip, one commit. `not-eligible` when a series has no room in
 * its tail or a point lies before it: nothing was stored then.
 */
export async function appendToTails(sql: SqlExecutor, append: TailAppend): Promise<TailOutcome> {
  const { work } = append;
  const summaries = work.map(({ points }) => summarizePoints(points));
  const column = (key: keyof Summary) => summaries.map((summary) => summary[key]);
  const offsets = [0];
  for (const { points } of work) offsets.push((offsets.at(-1) ?? 0) + points.steps.length);
  try {
    const { rows } = await sql.query<{ outcome: number }>({
      name: 'metric_append_tail',
      text: `/* appendToTails */ SELECT metric_append_tail($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
        $15, $16, $17, $18, $19) AS outcome`,
      values: [
        append.tailLimit,
        append.runId,
        append.batchKeys,
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
        append.epochsDone,
        append.inputHashes,
      ],
    });
    return OUTCOMES[rows[0]?.outcome ?? 0] ?? 'not-eligible';
  } catch (error) {
    if (isDatabaseError(error, TAKE_THE_GENERAL_PATH)) return 'not-eligible';
    throw error;
  }
}
