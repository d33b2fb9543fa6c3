import type { FilterAggregate, FilterField, Split } from '@voxboard/domain';
import type { CursorType } from './keyset-cursor.js';
import type { StatementValues } from './queryable.js';
import { storedAggregate } from './run-condition-sql.js';
import type { RunColumn, RunRow } from './run-row.js';

export type MetricAggregate = FilterAggregate;

export interface MetricOrder {
  readonly key: string;
  readonly split: Split;
  readonly aggregate: MetricAggregate;
}

interface PlainHome {
  readonly sql: string;
  readonly type: CursorType;
  readonly isNullable: boolean;
  /** An index gives the runs in this order. */
  readonly isIndexed: boolean;
  readonly join?: string;
}

const EXPERIMENT = 'JOIN experiment e ON e.id = r.experiment_id';
/** STATUS sorts in the order of a run's life, as Postgres orders the type. */
const STATUS_RANK_SQL = `array_position('{QUEUED,RUNNING,FINISHED,FAILED,CANCELED}'::run_status[], r.status)`;

const PLAIN_HOMES = {
  CREATED_AT: { sql: 'r.created_at', type: 'timestamptz', isNullable: false, isIndexed: true },
  STARTED_AT: { sql: 'r.started_at', type: 'timestamptz', isNullable: true, isIndexed: false },
  FINISHED_AT: { sql: 'r.finished_at', type: 'timestamptz', isNullable: true, isIndexed: false },
  NAME: { sql: 'r.name', type: 'text', isNullable: false, isIndexed: true },
  STATUS: { sql: STATUS_RANK_SQL, type: 'int4', isNullable: false, isIndexed: false },
  SEED: { sql: 'r.seed', type: 'int4', isNullable: true, isIndexed: false },
  FOLD: { sql: 'r.fold_index', type: 'int4', isNullable: true, isIndexed: false },
  EPOCHS: { sql: 'r.epochs_done', type: 'int4', isNullable: false, isIndexed: false },
  PARAMETERS: { sql: 'r.parameter_count', type: 'int4', isNullable: true, isIndexed: false },
  DURATION: {
    sql: 'extract(epoch FROM r.finished_at - r.started_at)::float8',
    type: 'float8',
    isNullable: true,
    isIndexed: false,
  },
  EXPERIMENT: { sql: 'e.name', type: 'text', isNullable: false, isIndexed: false, join: EXPERIMENT },
  TASK: { sql: 'e.task::text', type: 'text', isNullable: true, isIndexed: false, join: EXPERIMENT },
  PROTOCOL: { sql: 'e.protocol_name', type: 'text', isNullable: true, isIndexed: false, join: EXPERIMENT },
  ARCHITECTURE: {
    sql: 'a.name',
    type: 'text',
    isNullable: true,
    isIndexed: false,
    join: `${EXPERIMENT} JOIN architecture a ON a.id = e.architecture_id`,
  },
} as const satisfies Readonly<Record<string, PlainHome>>;

export type PlainOrderField = keyof typeof PLAIN_HOMES;
type Direction = 'ASC' | 'DESC';

export type RunOrder =
  | { readonly field: PlainOrderField; readonly direction: Direction }
  | { readonly field: 'METRIC'; readonly direction: Direction; readonly metric: MetricOrder }
  | { readonly field: 'PARAM'; readonly direction: Direction; readonly param: string };

export type OrderValue = number | string | Date | null;

/** What is asked for of a run, and the value that the list is ordered by. */
export type OrderedRunRow<Column extends RunColumn = RunColumn> = Pick<RunRow, Column | 'id'> & {
  readonly orderValue: OrderValue;
};

/** A table that gives ids of runs with the value they are ordered by. */
export interface OrderSource {
  readonly from: string;
  readonly id: string;
  readonly value: string;
  readonly where: string;
}

/** One of the lists that an order is made of, one after the other: runs with a number, with a text, without a value. */
export interface OrderPart {
  /** Names the part inside cursors. */
  readonly name: string;
  readonly direction: Direction;
  /** null in the part of runs without a value, which go by id. */
  readonly type: CursorType | null;
  readonly isIndexed: boolean;
  /** Its one source is `run r` itself. */
  readonly isOfRuns: boolean;
  readonly holds: (value: OrderValue) => boolean;
  /** Whether the rows of its sources are those of this field: what is asked of it can be asked of them. */
  readonly isOf: (field: FilterField) => boolean;
  readonly sources: (project: () => string, values: StatementValues) => OrderSource[];
}

/** What stands in a cursor of the part. */
export function typesOf({ type }: OrderPart): CursorType[] {
  return type === null ? ['uuid'] : [type, 'uuid'];
}

export function partsOf(order: RunOrder): OrderPart[] {
  if (order.field === 'METRIC') return metricParts(order);
  if (order.field === 'PARAM') return paramParts(order);
  const home: PlainHome = PLAIN_HOMES[order.field];
  const name = `${order.field} ${order.direction}`;
  const join = home.join === undefined ? '' : ` ${home.join}`;
  const valued: OrderPart = {
    name,
    direction: order.direction,
    type: home.type,
    isIndexed: home.isIndexed,
    isOfRuns: true,
    holds: (value) => value !== null,
    isOf: () => false,
    sources: () => [
      {
        from: `run r${join}`,
        id: 'r.id',
        value: home.sql,
        where: home.isNullable ? `${home.sql} IS NOT NULL` : 'TRUE',
      },
    ],
  };
  if (!home.isNullable) return [valued];
  const missing = home.join === undefined ? `${home.sql} IS NULL` : `NOT EXISTS (${withValue(home.join, home.sql)})`;
  return [valued, valueless(name, () => missing)];
}

function withValue(join: string, sql: string): string {
  return `SELECT FROM run x ${join.replace('r.experiment_id', 'x.experiment_id')} WHERE x.id = r.id AND ${sql} IS NOT NULL`;
}

function metricParts({ metric, direction }: Extract<RunOrder, { field: 'METRIC' }>): OrderPart[] {
  const aggregate = storedAggregate(metric.aggregate, metric.key).toLowerCase();
  const name = `METRIC ${aggregate} ${metric.split} ${metric.key} ${direction}`;
  const series = (alias: string, values: StatementValues) =>
    `${alias}.key = ${values.add(metric.key)} AND ${alias}.split = ${values.add(metric.split)}::split`;
  // NaN sorts above everything in Postgres and says nothing of a rank: such a run has no value.
  const isNumber = (column: string) => `${column} < 'NaN'::float8`;
  return [
    {
      name,
      direction,
      type: 'float8',
      isIndexed: true,
      isOfRuns: false,
      holds: (value) => value !== null,
      isOf: (field) =>
        field.kind === 'metric' &&
        field.key === metric.key &&
        field.split === metric.split &&
        storedAggregate(field.aggregate, field.key).toLowerCase() === aggregate,
      // Runs that have ended come from the metric's index, which holds all that is asked of it; those under way are few
      // and in none.
      sources: (project, values) =>
        ([`m.final_${aggregate}`, `m.${aggregate}_value`] as const).map((column, i) => ({
          from: 'metric_summary m',
          id: 'm.run_id',
          value: column,
          where: `m.project_id = ${project()} AND ${series('m', values)}
            AND ${isNumber(column)}${i === 0 ? '' : ' AND m.final_last IS NULL'}`,
        })),
    },
    valueless(name, (values) => {
      const valued = `SELECT FROM metric_summary m WHERE m.run_id = r.id AND ${series('m', values)}`;
      return `NOT EXISTS (${valued} AND ${isNumber(`m.${aggregate}_value`)})`;
    }),
  ];
}

function paramParts({ param, direction }: Extract<RunOrder, { field: 'PARAM' }>): OrderPart[] {
  const name = `PARAM ${param} ${direction}`;
  const part = (column: 'number' | 'text', type: 'float8' | 'text'): OrderPart => ({
    name: `${name} ${column}`,
    direction,
    type,
    isIndexed: true,
    isOfRuns: false,
    holds: (value) => typeof value === (column === 'number' ? 'number' : 'string'),
    isOf: (field) => field.kind === 'param' && field.key === param,
    sources: (project, values) => [
      {
        from: 'run_param p',
        id: 'p.run_id',
        value: `p.${column}`,
        where: `p.project_id = ${project()} AND p.key = ${values.add(param)} AND p.${column} IS NOT NULL`,
      },
    ],
  });
  return [
    part('number', 'float8'),
    part('text', 'text'),
    valueless(name, (values) => {
      const valued = `SELECT FROM run_param p WHERE p.run_id = r.id AND p.key = ${values.add(param)}`;
      return `NOT EXISTS (${valued})`;
    }),
  ];
}

/** Runs without a value come last whatever the direction, newest id first. */
function valueless(name: string, where: (values: StatementValues) => string): OrderPart {
  return {
    name: `${name} valueless`,
    direction: 'DESC',
    type: null,
    isIndexed: false,
    isOfRuns: true,
    holds: (value) => value === null,
    isOf: () => false,
    sources: (_, values) => [{ from: 'run r', id: 'r.id', value: 'NULL', where: where(values) }],
  };
}
