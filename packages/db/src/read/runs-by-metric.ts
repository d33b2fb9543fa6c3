import { cursorCondition, type KeysetOrder, orderAndLimit, type PageRequest } from './keyset-page.js';
import { StatementValues } from './queryable.js';
import { type RunFilter, runConditions } from './run-filter.js';
import { aggregateColumn, indexedColumn, type OrderedRunRow, type RunOrder, valuedOrder } from './run-order.js';
import { RUN_COLUMNS } from './run-row.js';

const RUN_JOIN = 'JOIN run r ON r.id = m.run_id';
/** Row by row: for a few rows under way the planner would else read all runs, because it expects more of them. */
const RUN_LOOKUP = 'CROSS JOIN LATERAL (SELECT * FROM run WHERE run.id = m.run_id OFFSET 0) r';

/**
 * A page of the runs that have a metric, by its value. Runs that have ended come straight from the metric's index;
 * those under way, which are few and in no index so that an epoch need not change one, are sorted beside them. Both
 * parts are cut to the page before they are joined.
 */
export function runsByMetric(
  projectId: string,
  filter: RunFilter,
  order: Extract<RunOrder, { field: 'METRIC' }>,
  request: PageRequest,
): { text: string; values: unknown[] } {
  const values = new StatementValues();
  const keyset = valuedOrder(order);
  const project = `m.project_id = ${values.add(projectId)}::uuid AND m.key = ${values.add(order.metric.key)}
    AND m.split = ${values.add(order.metric.split)}::split`;
  const part = (column: string, isEnded: boolean) => {
    const own = { ...keyset, columns: [{ sql: column, type: 'float8' as const }, ...keyset.columns.slice(1)] };
    const where = joined(
      project,
      `m.final_last IS ${isEnded ? 'NOT NULL' : 'NULL'}`,
      // NaN sorts above everything in Postgres and says nothing of a rank: this leaves it, and null, out.
      `${column} < 'NaN'::float8`,
      runConditions(projectId, filter, values),
      cursorCondition(own, request, values),
    );
    return `(SELECT ${RUN_COLUMNS}, ${column} AS "orderValue" FROM metric_summary m ${isEnded ? RUN_JOIN : RUN_LOOKUP}
      WHERE ${where} ${orderAndLimit(own, request)})`;
  };
  const parts = [part(indexedColumn(order.metric), true), part(aggregateColumn(order.metric), false)];
  const both: KeysetOrder<OrderedRunRow> = {
    ...keyset,
    columns: [
      { sql: '"orderValue"', type: 'float8' },
      { sql: 'id', type: 'uuid' },
    ],
  };
  const text = `/* runsByMetric */ SELECT * FROM (${parts.join(' UNION ALL ')}) found ${orderAndLimit(both, request)}`;
  return { text, values: values.all };
}

/** Conditions that all must hold. */
export function joined(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' AND ');
}
