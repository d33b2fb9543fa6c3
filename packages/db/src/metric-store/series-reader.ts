import { InvalidInputError, type Split } from '@voxboard/domain';
import type pg from 'pg';
import { readFloat8s, readInt4s, readInt8s } from './binary-arrays.js';
import { lowerBound, type Points, slicePoints } from './points.js';
import { decodeSegment } from './segment.js';
import { decodeSeriesCursor, encodeSeriesCursor, type SeriesMark, type SeriesMarks } from './series-cursor.js';
import { type SegmentRow, segmentBodyOf } from './series-rows.js';
import type { Summary } from './series-summary.js';
import { SeriesThinner } from './series-thinner.js';
import { streamRows } from './stream-rows.js';

export interface SeriesSelection {
  readonly runIds: readonly string[];
  /** Default: all. */
  readonly keys?: readonly string[];
  readonly splits?: readonly Split[];
  /**
   * Most points of a series in the answer, at least 3; of longer ones each stretch of steps keeps its least, its greatest
   * and its last point. Default: all points.
   */
  readonly resolution?: number;
}

export interface SeriesRequest extends SeriesSelection {
  /** First and last step wanted, both included. */
  readonly fromStep?: number;
  readonly toStep?: number;
  /** Only steps after this one. */
  readonly sinceStep?: number;
}

/** What is new to a reader who has got this far. */
export interface SeriesDelta {
  /** New points at the end of series that the reader has. */
  readonly appended: readonly SeriesData[];
  /** Whole series: new ones, and those of which something was written again that the reader has. */
  readonly replaced: readonly SeriesData[];
  /** How far the reader is now: what to ask with the next time. */
  readonly cursor: string;
}

/** One series in columns of equal length. */
export interface SeriesData {
  readonly runId: string;
  readonly key: string;
  readonly split: Split;
  /** Ascending. */
  readonly steps: Int32Array;
  readonly values: Float64Array;
  /** Milliseconds since the Unix epoch. */
  readonly timestampsMs: Float64Array;
  /** Points stored in the range asked for. */
  readonly count: number;
  /** Whether points were left out to meet the resolution. */
  readonly isThinned: boolean;
  /** Greatest step stored, whatever the range. */
  readonly lastStep: number;
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
  readonly series_last: number;
  readonly rewrites: number;
  /** First step that the reader lacks. */
  readonly since: number;
  readonly tail_ts: Buffer | null;
}

/** A series on its way in. */
interface OpenSeries {
  readonly head: BlockRow;
  readonly thinner: SeriesThinner;
}

const MOST_STEPS = 2_147_483_647;
const LEAST_RESOLUTION = 3;

export class SeriesReader {
  constructor(private readonly pool: pg.Pool) {}

  async readSeries(request: SeriesRequest): Promise<SeriesData[]> {
    const from = Math.max(request.fromStep ?? 0, (request.sinceStep ?? -1) + 1, 0);
    const to = Math.min(request.toStep ?? MOST_STEPS, MOST_STEPS);
    if (from > to || request.runIds.length === 0) return [];
    return (await this.#read(request, from, to, new Map())).map(({ data }) => data);
  }

  /** @throws InvalidInputError when the cursor is none */
  async readDelta(request: SeriesSelection, after: string | null): Promise<SeriesDelta> {
    const marks = after === null ? new Map<number, SeriesMark>() : decodeSeriesCursor(after);
    const found = request.runIds.length === 0 ? [] : await this.#read(request, 0, MOST_STEPS, marks);
    const moved = new Map<number, SeriesMark>(marks);
    for (const { head } of found) {
      moved.set(head.series_id, { lastStep: head.series_last, rewrites: head.rewrites });
    }
    return {
      appended: found.flatMap(({ head, data }) => (head.since > 0 ? [data] : [])),
      replaced: found.flatMap(({ head, data }) => (head.since > 0 ? [] : [data])),
      cursor: found.length === 0 && after !== null ? after : encodeSeriesCursor(moved),
    };
  }

  async #read(
    request: SeriesSelection,
    from: number,
    to: number,
    marks: SeriesMarks,
  ): Promise<{ head: BlockRow; data: SeriesData }[]> {
    const { resolution = Number.POSITIVE_INFINITY } = request;
    refuseBadResolution(resolution);
    const series: { head: BlockRow; data: SeriesData }[] = [];
    let open: OpenSeries | null = null;
    const close = () => {
      const data = open && toSeriesData(open);
      if (open && data) series.push({ head: open.head, data });
    };
    await streamRows<BlockRow>(this.pool, blocksStatement(request, from, to, marks), (row) => {
      if (open?.head.series_id !== row.series_id) {
        close();
        open = { head: row, thinner: new SeriesThinner(resolution, Math.min(to, row.series_last)) };
      }
      open.thinner.add(between(pointsOf(row), row.since, to));
    });
    close();
    return series;
  }

  async summaries(runIds: readonly string[], keys?: readonly string[]): Promise<SeriesSummary[]> {
    const { rows } = await this.pool.query<Omit<SeriesSummary, 'lastTs'> & { lastTs: string }>({
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
    const { rows } = await this.pool.query<{ runId: string; key: string; split: Split; count: number }>({
      name: 'metric_list_series',
      text: `/* listSeries */ SELECT run_id AS "runId", key, split, count FROM metric_summary
        WHERE run_id = ANY ($1::uuid[]) AND count > 0 ORDER BY run_id, key, split`,
      values: [runIds],
    });
    return rows;
  }
}

/**
 * Segments, then tail, of every series asked for, in order of series and steps. Sorted before the arrays are read, which
 * would else go through the sort. Of a series that the reader has, only what lies beyond, unless it was written again.
 */
function blocksStatement(
  { runIds, keys, splits }: SeriesSelection,
  from: number,
  to: number,
  marks: SeriesMarks,
): pg.QueryConfig {
  const known = [...marks];
  return {
    name: 'metric_read_blocks',
    text: `/* readBlocks */
      WITH s AS MATERIALIZED (
        SELECT m.id, m.run_id, m.key, m.split, m.last_step, m.rewrites, m.tail_steps, m.tail_ts, m.tail_values, x.since
        FROM metric_series m
        LEFT JOIN unnest($6::int[], $7::int[], $8::int[]) AS c (id, last, rewrites)
          ON c.id = m.id AND c.rewrites = m.rewrites
        CROSS JOIN LATERAL (SELECT greatest($4::int, c.last + 1) AS since) x
        WHERE m.run_id = ANY ($1::uuid[]) AND ($2::text[] IS NULL OR m.key = ANY ($2))
          AND ($3::split[] IS NULL OR m.split = ANY ($3)) AND m.last_step >= x.since)
      SELECT series_id, run_id, key, split, series_last, rewrites, since, first_step, n, stride, ts0, ts_stride,
             array_send(steps) AS steps, array_send(ts_dev) AS ts_dev, array_send(ts_off) AS ts_off,
             array_send(v4) AS v4, array_send(v8) AS v8, array_send(tail_ts) AS tail_ts
      FROM (
        SELECT s.id AS series_id, s.run_id, s.key, s.split, s.last_step AS series_last, s.rewrites, s.since,
               g.first_step, g.n, g.stride, g.ts0, g.ts_stride, g.steps, g.ts_dev, g.ts_off, g.v4, g.v8, NULL::int8[] AS tail_ts
        FROM s JOIN metric_segment g ON g.series_id = s.id WHERE g.last_step >= s.since AND g.first_step <= $5
        UNION ALL
        SELECT id, run_id, key, split, last_step, rewrites, since, tail_steps[1], cardinality(tail_steps), 0, 0, 0,
               tail_steps, NULL, NULL, NULL, tail_values, tail_ts
        FROM s WHERE tail_steps[1] <= $5
        ORDER BY run_id, key, split, first_step OFFSET 0) blocks`,
    values: [
      runIds,
      keys ?? null,
      splits ?? null,
      from,
      to,
      known.map(([id]) => id),
      known.map(([, { lastStep }]) => lastStep),
      known.map(([, { rewrites }]) => rewrites),
    ],
  };
}

function refuseBadResolution(resolution: number): void {
  if (resolution === Number.POSITIVE_INFINITY) return;
  if (Number.isInteger(resolution) && resolution >= LEAST_RESOLUTION) return;
  throw new InvalidInputError(
    `A resolution is a whole number of at least ${LEAST_RESOLUTION}, not ${resolution}: a stretch of steps keeps its least, its greatest and its last point.`,
    { path: ['resolution'] },
  );
}

function pointsOf(row: BlockRow): Points {
  if (!row.tail_ts || !row.steps || !row.v8) return decodeSegment(segmentBodyOf(row));
  return { steps: readInt4s(row.steps), ts: readInt8s(row.tail_ts), values: readFloat8s(row.v8) };
}

function between(points: Points, from: number, to: number): Points {
  return slicePoints(points, lowerBound(points.steps, from), lowerBound(points.steps, to + 1));
}

function toSeriesData({ head, thinner }: OpenSeries): SeriesData | null {
  const { points, count, isThinned } = thinner.result();
  if (count === 0) return null;
  const { run_id: runId, key, split, series_last: lastStep } = head;
  const { steps, values, ts: timestampsMs } = points;
  return { runId, key, split, steps, values, timestampsMs, count, isThinned, lastStep };
}
