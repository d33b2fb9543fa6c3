import type pg from 'pg';
import {
  float8Array,
  int4Array,
  int8Array,
  readFloat4s,
  readFloat8s,
  readInt2s,
  readInt4s,
  readInt8s,
} from './binary-arrays.js';
import { concatPoints, NO_POINTS, type Points } from './points.js';
import type { Segment, SegmentBody } from './segment.js';
import { segmentColumns } from './segment-columns.js';
import type { Summary } from './series-summary.js';

/** A stored segment, by its primary key. */
export interface SegmentKey {
  readonly seriesId: number;
  readonly firstStep: number;
}

/** A segment to be stored. */
export interface NewSegment {
  readonly seriesId: number;
  readonly segment: Segment;
}

/** A series row while it is locked, with its summary; changed here, then written by `writeStates`. */
export interface SeriesState {
  readonly seriesId: number;
  readonly runEnded: boolean;
  lastStep: number | null;
  smallSegments: number;
  /** How often steps up to the last one were written again. */
  rewrites: number;
  tail: Points;
  summary: Summary | null;
}

interface SummaryRow {
  readonly count: number;
  readonly first_step: number;
  readonly first_value: number;
  readonly last_step: number;
  readonly last_value: number;
  readonly last_ts: string;
  readonly min_value: number | null;
  readonly min_step: number | null;
  readonly max_value: number | null;
  readonly max_step: number | null;
}

interface StateRow extends SummaryRow {
  readonly id: number;
  readonly last: number | null;
  readonly small_segs: number;
  readonly rewrites: number;
  readonly steps: Buffer;
  readonly ts: Buffer;
  readonly values: Buffer;
  readonly run_ended: boolean;
}

/** A segment's columns as the reading statements select them. */
export interface SegmentRow {
  readonly first_step: number;
  readonly n: number;
  readonly stride: number;
  readonly ts0: string;
  readonly ts_stride: number;
  readonly steps: Buffer | null;
  readonly ts_dev: Buffer | null;
  readonly ts_off: Buffer | null;
  readonly v4: Buffer | null;
  readonly v8: Buffer | null;
}

export function segmentBodyOf(row: SegmentRow): SegmentBody {
  return {
    count: row.n,
    firstStep: row.first_step,
    stride: row.stride,
    ts0: Number(row.ts0),
    tsStride: row.ts_stride,
    steps: row.steps && readInt4s(row.steps),
    tsDeviations: row.ts_dev && readInt2s(row.ts_dev),
    tsOffsets: row.ts_off && readInt4s(row.ts_off),
    values32: row.v4 && readFloat4s(row.v4),
    values64: row.v8 && readFloat8s(row.v8),
  };
}

function summaryOf(row: SummaryRow): Summary {
  return {
    count: row.count,
    firstStep: row.first_step,
    firstValue: row.first_value,
    lastStep: row.last_step,
    lastValue: row.last_value,
    lastTs: Number(row.last_ts),
    minValue: row.min_value,
    minStep: row.min_step,
    maxValue: row.max_value,
    maxStep: row.max_step,
  };
}

/**
 * Locks series in id order, as every path does, so that appends do not deadlock. Series that are gone are left out. The
 * summaries are locked with them: after a wait, Postgres reads anew only the rows it locks.
 */
export async function lockSeries(client: pg.ClientBase, ids: readonly number[]): Promise<SeriesState[]> {
  const { rows } = await client.query<StateRow>({
    name: 'metric_lock_series',
    text: `/* lockSeries */
      SELECT s.id, s.last_step AS last, s.small_segs, s.rewrites, array_send(s.tail_steps) AS steps, array_send(s.tail_ts) AS ts,
             array_send(s.tail_values) AS values, m.count, m.first_step, m.first_value, m.last_step, m.last_value,
             m.last_ts, m.min_value, m.min_step, m.max_value, m.max_step,
             (SELECT r.finished_at IS NOT NULL FROM run r WHERE r.id = s.run_id) AS run_ended
      FROM metric_series s JOIN metric_summary m ON m.series_id = s.id
      WHERE s.id = ANY ($1::int[]) ORDER BY s.id FOR NO KEY UPDATE`,
    values: [ids],
  });
  return rows.map((row) => ({
    seriesId: row.id,
    runEnded: row.run_ended,
    lastStep: row.last,
    smallSegments: row.small_segs,
    rewrites: row.rewrites,
    tail: { steps: readInt4s(row.steps), ts: readInt8s(row.ts), values: readFloat8s(row.values) },
    summary: row.count > 0 ? summaryOf(row) : null,
  }));
}

/** Summaries of the stored segments of each series, in order of steps. */
export async function readHeads(client: pg.ClientBase, ids: readonly number[]): Promise<Map<number, Summary[]>> {
  const { rows } = await client.query<SummaryRow & { series_id: number }>({
    name: 'metric_read_heads',
    text: `/* readSegmentHeads */
      SELECT series_id, n AS count, first_step, first_value, last_step, last_value, last_ts, min_value, min_step,
             max_value, max_step
      FROM metric_segment WHERE series_id = ANY ($1::int[]) ORDER BY series_id, first_step`,
    values: [ids],
  });
  const heads = new Map<number, Summary[]>(ids.map((id) => [id, []]));
  for (const row of rows) heads.get(row.series_id)?.push(summaryOf(row));
  return heads;
}

/** Bodies of segments, in the order of (series, first step). */
export async function readSegments(
  client: pg.ClientBase,
  keys: readonly SegmentKey[],
): Promise<{ seriesId: number; body: SegmentBody }[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<SegmentRow & { series_id: number }>({
    name: 'metric_read_segments',
    text: `/* readSegments */
      SELECT series_id, first_step, n, stride, ts0, ts_stride, array_send(steps) AS steps, array_send(ts_dev) AS ts_dev,
             array_send(ts_off) AS ts_off, array_send(v4) AS v4, array_send(v8) AS v8
      FROM metric_segment WHERE (series_id, first_step) IN (SELECT * FROM unnest($1::int[], $2::int[]))
      ORDER BY series_id, first_step`,
    values: [keys.map((key) => key.seriesId), keys.map((key) => key.firstStep)],
  });
  return rows.map((row) => ({ seriesId: row.series_id, body: segmentBodyOf(row) }));
}

export async function deleteSegments(client: pg.ClientBase, keys: readonly SegmentKey[]): Promise<void> {
  if (keys.length === 0) return;
  await client.query({
    name: 'metric_delete_segments',
    text: `/* deleteSegments */ DELETE FROM metric_segment
      WHERE (series_id, first_step) IN (SELECT * FROM unnest($1::int[], $2::int[]))`,
    values: [keys.map((key) => key.seriesId), keys.map((key) => key.firstStep)],
  });
}

/** One statement for any number: columns of all segments lie end to end, and each row cuts out its part. */
export async function insertSegments(client: pg.ClientBase, fresh: readonly NewSegment[]): Promise<void> {
  if (fresh.length === 0) return;
  const columns = segmentColumns(fresh.map(({ segment }) => segment));
  await client.query({
    name: 'metric_insert_segments',
    text: `/* insertSegments */
      INSERT INTO metric_segment (series_id, n, first_step, last_step, stride, ts0, ts_stride, min_value, min_step,
        max_value, max_step, first_value, last_value, last_ts, steps, ts_dev, ts_off, v4, v8)
      SELECT s, n, f, l, st, t0, ts, mi, mis, ma, mas, fv, lv, lt, ($20::int4[])[os + 1 : os + n],
        ($21::int2[])[od + 1 : od + n], ($22::int4[])[ot + 1 : ot + n], ($23::float4[])[o4 + 1 : o4 + n],
        ($24::float8[])[o8 + 1 : o8 + n]
      FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int8[], $7::int[], $8::float8[], $9::int[],
        $10::float8[], $11::int[], $12::float8[], $13::float8[], $14::int8[], $15::int[], $16::int[], $17::int[],
        $18::int[], $19::int[]) AS u (s, n, f, l, st, t0, ts, mi, mis, ma, mas, fv, lv, lt, os, od, ot, o4, o8)`,
    values: [fresh.map(({ seriesId }) => seriesId), ...columns],
  });
}

/** Writes tails, counters and summaries back, in one statement. */
export async function writeStates(client: pg.ClientBase, states: readonly SeriesState[]): Promise<void> {
  const tail = concatPoints([NO_POINTS, ...states.map((state) => state.tail)]);
  const offsets = [0];
  for (const state of states) offsets.push((offsets.at(-1) ?? 0) + state.tail.steps.length);
  const column = (key: keyof Summary) => states.map(({ summary }) => summary?.[key]);
  await client.query({
    name: 'metric_write_states',
    text: `/* writeSeriesStates */
      WITH u AS MATERIALIZED (
        SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::float8[],
          $9::int[], $10::float8[], $11::int8[], $12::float8[], $13::int[], $14::float8[], $15::int[], $19::int[])
          AS u (id, last, small, a, b, n, fs, fv, ls, lv, lt, mi, mis, ma, mas, again)),
      s AS (
        UPDATE metric_series m SET last_step = last, small_segs = small, rewrites = again,
          tail_steps = ($16::int4[])[a + 1 : b], tail_ts = ($17::int8[])[a + 1 : b],
          tail_values = ($18::float8[])[a + 1 : b]
        FROM u WHERE m.id = u.id)
      UPDATE metric_summary m SET count = n, first_step = fs, first_value = fv, last_step = ls, last_value = lv,
        last_ts = lt, min_value = mi, min_step = mis, max_value = ma, max_step = mas,
        final_last = CASE WHEN final_last IS NOT NULL THEN lv END,
        final_min = CASE WHEN final_last IS NOT NULL THEN mi END,
        final_max = CASE WHEN final_last IS NOT NULL THEN ma END
      FROM u WHERE m.series_id = u.id AND n IS NOT NULL`,
    values: [
      states.map((state) => state.seriesId),
      states.map((state) => state.lastStep),
      states.map((state) => state.smallSegments),
      offsets.slice(0, -1),
      offsets.slice(1),
      column('count'),
      column('firstStep'),
      column('firstValue'),
      column('lastStep'),
      column('lastValue'),
      column('lastTs'),
      column('minValue'),
      column('minStep'),
      column('maxValue'),
      column('maxStep'),
      int4Array([tail.steps]),
      int8Array([tail.ts]),
      float8Array([tail.values]),
      states.map((state) => state.rewrites),
    ],
  });
}
