import type { SqlExecutor } from '../database.js';
import { NOT_ELIGIBLE, OUTCOMES, onShortPath, type ShortAppend, type ShortOutcome } from './append-tail.js';
import type { MetricLimits } from './metric-limits.js';
import { encodeSegments } from './segment.js';
import { segmentColumns } from './segment-columns.js';

/**
 * The path of larger appends: each series gets one segment, in one statement, one round trip, one commit.
 * `not-eligible` when a series has points in its tail, a point lies before its last, or takes more than one segment:
 * nothing was stored then.
 */
export async function appendSegments(
  sql: SqlExecutor,
  { runId, work, batchKeys, inputHashes, epochsDone }: ShortAppend,
  limits: MetricLimits,
): Promise<ShortOutcome> {
  const encoded = work.map(({ points }) => encodeSegments(points, limits.segment));
  if (encoded.some(({ length }) => length !== 1)) return NOT_ELIGIBLE;
  return onShortPath(async () => {
    const { rows } = await sql.query<{ outcome: number[] }>({
      name: 'metric_append_segments',
      text: `/* appendSegments */ SELECT metric_append_segments($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30) AS outcome`,
      values: [
        runId,
        batchKeys,
        inputHashes,
        epochsDone,
        limits.small,
        limits.compactAt,
        work.map(({ seriesId }) => seriesId),
        ...segmentColumns(encoded.flat()),
      ],
    });
    const [outcome = 0, ...due] = rows[0]?.outcome ?? [];
    return { outcome: OUTCOMES[outcome] ?? 'not-eligible', due };
  });
}
