import { InvalidInputError, type Split } from '@voxboard/domain';
import type { SqlExecutor } from '../database.js';
import { readFloat8s, readInt4s, readInt8s } from './binary-arrays.js';
import { downsample } from './downsample.js';
import { concatPoints, lowerBound, NO_POINTS, type Points, slicePoints } from './points.js';
import { decodeSegment } from './segment.js';
import { type SegmentRow, segmentBodyOf } from './series-rows.js';
import type { Summary } from './series-summary.js';

export interface SeriesRequest {
  readonly runIds: readonly string[];
  /** Default: all. */
  readonly keys?: readonly string[];
  readonly splits?: readonly Split[];
  /** First and last step wanted, both included. */
  readonly fromStep?: number;
  readonly toStep?: number;
  /** Only steps after this one: the cursor of a reader that has the rest. */
  readonly sinceStep?: number;
  /** Most points of a series in the answer; longer ones come as buckets with min, max and last. Default: all points. */
  readonly resolution?: number;
}

/** One series in columns of equal length. */
export interface SeriesData {
  readonly runId: string;
  readonly key: string;
  readonly split: Split;
  /** Of a bucket, the last step in it. */
  readonly steps: Int32Array;
  /** Of a bucket, the value at its last step. */
  readonly values: Float64Array;
  /** Milliseconds since the Unix epoch, of the same points as `values`. */
  readonly timestampsMs: Float64Array;
  /** Of buckets: least and greatest value, NaN left out; null where every value is NaN. Absent for plain points. */
  readonly min?: readonly (number | null)[];
  readonly max?: readonly (number | null)[];
  /** Points stored in the range asked for. */
  readonly count: number;
}

export interface SeriesSummary extends Summary {
  readonly runId: string;
  readonly key: string;
  readonly split: Split;
}

interface BlockRow extends SegmentRow {
  readonly series_id: number;
  readonly run_id: string;
  readonly key: string;
  readonly split: Split;
  readonly tail_ts: Buffer | null;
}

const MOST_STEPS = 2_147_483_647;

export class SeriesReader {
  constructor(private readonly sql: SqlExecutor) {}

  async readSeries(request: SeriesRequest): Promise<SeriesData[]> {
    const { resolution } = request;
    if (resolution !== undefined && !(Number.isInteger(resolution) && resolution >= 1)) {
      throw new InvalidInputError(`A resolution is a whole number of at least 1, not ${resolution}.`, {
        path: ['resolution'],
      });
    }
    const from = Math.max(request.fromStep ?? 0, (request.sinceStep ?? -1) + 1, 0);
    const to = Math.min(request.toStep ?? MOST_STEPS, MOST_STEPS);
    if (from > to || request.runIds.length === 0) return [];
    const series = groupBlocks(await this.#readBlocks(request, from, to));
    return series.flatMap(({ head, blocks }) => {
      const points = between(concatPoints([NO_POINTS, ...blocks]), from, to);
      return points.steps.length === 0 ? [] : [asSeriesData(head, points, resolution)];
    });
  }

  async summaries(runIds: readonly string[], keys?: readonly string[]): Promise<SeriesSummary[]> {
    const { rows } = await this.sql.query<Omit<SeriesSummary, 'lastTs'> & { lastTs: string }>({
      name: 'metric_read_summaries',
      text: `/* readSummaries */
        SELECT run_id AS "runId", key, split, count, first_step AS "firstStep", first_value AS "firstValue",
               last_step AS "lastStep", last_value AS "lastValue", last_ts AS "lastTs", min_value AS "minValue",
               min_step AS "minStep", max_value AS "maxValue", max_step AS "maxStep"
        FROM metric_summary
        WHERE run_id = ANY ($1::uuid[]) AND count > 0 AND ($2::text[] IS NULL OR key = ANY ($2))
        ORDER BY run_id, key, split`,
      values: [runIds, keys ?? null],
    });
    return rows.map((row) => ({ ...row, lastTs: Number(row.lastTs) }));
  }

  async listSeries(runIds: readonly string[]): Promise<{ runId: string; key: string; split: Split; count: number }[]> {
    const { rows } = await this.sql.query<{ runId: string; key: string; split: Split; count: number }>({
      name: 'metric_list_series',
      text: `/* listSeries */ SELECT run_id AS "runId", key, split, count FROM metric_summary
        WHERE run_id = ANY ($1::uuid[]) AND count > 0 ORDER BY run_id, key, split`,
      values: [runIds],
    });
    return rows;
  }

  /** Segments, then tail, of every series asked for, in order of series and steps. */
  async #readBlocks({ runIds, keys, splits }: SeriesRequest, from: number, to: number): Promise<BlockRow[]> {
    const { rows } = await this.sql.query<BlockRow>({
      name: 'metric_read_blocks',
      text: `/* readBlocks */
        WITH s AS MATERIALIZED (
          SELECT id, run_id, key, split, last_step, tail_steps, tail_ts, tail_values FROM metric_series
          WHERE run_id = ANY ($1::uuid[]) AND ($2::text[] IS NULL OR key = ANY ($2))
            AND ($3::split[] IS NULL OR split = ANY ($3)) AND last_step >= $4)
        SELECT s.id AS series_id, s.run_id, s.key, s.split, g.first_step, g.n, g.stride, g.ts0, g.ts_stride,
               array_send(g.steps) AS steps, array_send(g.ts_off) AS ts_off, array_send(g.v4) AS v4,
               array_send(g.v8) AS v8, NULL::bytea AS tail_ts
        FROM s JOIN metric_segment g ON g.series_id = s.id WHERE g.last_step >= $4 AND g.first_step <= $5
        UNION ALL
        SELECT id, run_id, key, split, tail_steps[1], cardinality(tail_steps), 0, 0, 0, array_send(tail_steps), NULL,
               NULL, array_send(tail_values), array_send(tail_ts)
        FROM s WHERE tail_steps[1] <= $5
        ORDER BY run_id, key, split, first_step`,
      values: [runIds, keys ?? null, splits ?? null, from, to],
    });
    return rows;
  }
}

function groupBlocks(rows: readonly BlockRow[]): { head: BlockRow; blocks: Points[] }[] {
  const series: { head: BlockRow; blocks: Points[] }[] = [];
  for (const row of rows) {
    const last = series.at(-1);
    if (last && last.head.series_id === row.series_id) last.blocks.push(pointsOf(row));
    else series.push({ head: row, blocks: [pointsOf(row)] });
  }
  return series;
}

function pointsOf(row: BlockRow): Points {
  if (!row.tail_ts || !row.steps || !row.v8) return decodeSegment(segmentBodyOf(row));
  return { steps: readInt4s(row.steps), ts: readInt8s(row.tail_ts), values: readFloat8s(row.v8) };
}

function between(points: Points, from: number, to: number): Points {
  return slicePoints(points, lowerBound(points.steps, from), lowerBound(points.steps, to + 1));
}

function asSeriesData({ run_id: runId, key, split }: BlockRow, points: Points, resolution?: number): SeriesData {
  const count = points.steps.length;
  if (resolution === undefined || count <= resolution) {
    return { runId, key, split, steps: points.steps, values: points.values, timestampsMs: points.ts, count };
  }
  const { last, min, max } = downsample(points, resolution);
  return { runId, key, split, steps: last.steps, values: last.values, timestampsMs: last.ts, min, max, count };
}
