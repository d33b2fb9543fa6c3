import type { RunStatus, Split } from '@voxboard/domain';
import type { CursorType } from './keyset-cursor.js';
import type { KeysetOrder } from './keyset-page.js';
import type { RunRow } from './run-row.js';

export type MetricAggregate = 'LAST' | 'MIN' | 'MAX';

export interface MetricOrder {
  readonly key: string;
  readonly split: Split;
  readonly aggregate: MetricAggregate;
}

export type RunOrder =
  | { readonly field: 'CREATED_AT' | 'NAME' | 'STATUS'; readonly direction: 'ASC' | 'DESC' }
  | { readonly field: 'METRIC'; readonly direction: 'ASC' | 'DESC'; readonly metric: MetricOrder };

/** A run and, where the list is ordered by a metric, the value it is ordered by. */
export interface OrderedRunRow extends RunRow {
  readonly orderValue: number | null;
}

/** STATUS sorts in the order of the enumeration's life cycle, as Postgres orders the type. */
const STATUS_RANK: Readonly<Record<RunStatus, number>> = { QUEUED: 1, RUNNING: 2, FINISHED: 3, FAILED: 4, CANCELED: 5 };
const STATUS_RANK_SQL = `array_position('{QUEUED,RUNNING,FINISHED,FAILED,CANCELED}'::run_status[], r.status)`;

/** Where a metric's value stands in metric_summary: of any run, and in the indexes, which hold runs that have ended. */
const AGGREGATE_COLUMNS: Readonly<Record<MetricAggregate, { readonly present: string; readonly indexed: string }>> = {
  LAST: { present: 'm.last_value', indexed: 'm.final_last' },
  MIN: { present: 'm.min_value', indexed: 'm.final_min' },
  MAX: { present: 'm.max_value', indexed: 'm.final_max' },
};

export function aggregateColumn(metric: MetricOrder): string {
  return AGGREGATE_COLUMNS[metric.aggregate].present;
}

/** The column an index of (project, key, split, value, run) serves: null until the run has ended. */
export function indexedColumn(metric: MetricOrder): string {
  return AGGREGATE_COLUMNS[metric.aggregate].indexed;
}

export function plainOrder(order: Exclude<RunOrder, { field: 'METRIC' }>): KeysetOrder<OrderedRunRow> {
  const id = { sql: 'r.id', type: 'uuid' as CursorType };
  const name = `${order.field} ${order.direction}`;
  switch (order.field) {
    case 'CREATED_AT':
      return {
        name,
        direction: order.direction,
        columns: [{ sql: 'r.created_at', type: 'timestamptz' }, id],
        valuesOf: (row) => [row.createdAt, row.id],
      };
    case 'NAME':
      return {
        name,
        direction: order.direction,
        columns: [{ sql: 'r.name', type: 'text' }, id],
        valuesOf: (row) => [row.name, row.id],
      };
    case 'STATUS':
      return {
        name,
        direction: order.direction,
        columns: [{ sql: STATUS_RANK_SQL, type: 'int4' }, id],
        valuesOf: (row) => [STATUS_RANK[row.status], row.id],
      };
  }
}

/** Runs that have the metric, by its value. */
export function valuedOrder(order: Extract<RunOrder, { field: 'METRIC' }>): KeysetOrder<OrderedRunRow> {
  return {
    name: `${metricOrderName(order)} valued`,
    direction: order.direction,
    columns: [
      { sql: aggregateColumn(order.metric), type: 'float8' },
      { sql: 'm.run_id', type: 'uuid' },
    ],
    valuesOf: (row) => [row.orderValue, row.id],
  };
}

/** Runs without the metric (or with NaN only), which come last whatever the direction. */
export function valuelessOrder(order: Extract<RunOrder, { field: 'METRIC' }>): KeysetOrder<OrderedRunRow> {
  return {
    name: `${metricOrderName(order)} valueless`,
    direction: 'DESC',
    columns: [{ sql: 'r.id', type: 'uuid' }],
    valuesOf: (row) => [row.id],
  };
}

function metricOrderName({ metric, direction }: Extract<RunOrder, { field: 'METRIC' }>): string {
  return `METRIC ${metric.aggregate} ${metric.split} ${metric.key} ${direction}`;
}
