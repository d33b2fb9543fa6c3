import { encodeCursor } from './keyset-cursor.js';
import {
  cursorCondition,
  type KeysetOrder,
  orderAndLimit,
  type Page,
  type PageArguments,
  type PageRequest,
  pageRequest,
  toKeysetPage,
  toPage,
} from './keyset-page.js';
import { groupedBy, type Queryable, StatementValues } from './queryable.js';
import { type RunFilter, runConditions } from './run-filter.js';
import {
  aggregateColumn,
  type OrderedRunRow,
  plainOrder,
  type RunOrder,
  valuedOrder,
  valuelessOrder,
} from './run-order.js';
import { RUN_COLUMNS, type RunRow } from './run-row.js';
import { joined, runsByMetric } from './runs-by-metric.js';

const OLDEST_FIRST: KeysetOrder<RunRow> = {
  name: 'oldest',
  direction: 'ASC',
  columns: [
    { sql: 'r.created_at', type: 'timestamptz' },
    { sql: 'r.id', type: 'uuid' },
  ],
  valuesOf: (row) => [row.createdAt, row.id],
};

type MetricRunOrder = Extract<RunOrder, { field: 'METRIC' }>;

/** A deleted experiment still shows the runs that were deleted with it, so that it can be judged before it is restored. */
const SHOWN_WITH_EXPERIMENT =
  'r.deleted_at IS NOT DISTINCT FROM (SELECT e.deleted_at FROM experiment e WHERE e.id = r.experiment_id)';

/** Pages of a project's runs in any order, each page from an index. */
export class RunPageReader {
  constructor(private readonly sql: Queryable) {}

  async page(
    projectId: string,
    filter: RunFilter,
    order: RunOrder,
    page: PageArguments,
    defaultSize = 50,
  ): Promise<Page<OrderedRunRow>> {
    const request = pageRequest(page, defaultSize);
    if (order.field === 'METRIC') return this.#metricPage(projectId, filter, order, request);
    const keyset = plainOrder(order);
    return toKeysetPage(await this.#plainRows(projectId, filter, keyset, request), request, keyset);
  }

  /** The same page of several experiments' runs, oldest first, in one statement. */
  async ofExperiments(
    experimentIds: readonly string[],
    page: PageArguments,
    defaultSize = 100,
  ): Promise<Page<RunRow>[]> {
    const request = pageRequest(page, defaultSize);
    const values = new StatementValues();
    const ids = values.add(experimentIds);
    const where = joined(
      'r.experiment_id = wanted.id',
      SHOWN_WITH_EXPERIMENT,
      cursorCondition(OLDEST_FIRST, request, values),
    );
    const { rows } = await this.sql.query<RunRow>({
      text: `/* runsOfExperiments */ SELECT found.* FROM unnest(${ids}::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
          SELECT ${RUN_COLUMNS} FROM run r WHERE ${where} ${orderAndLimit(OLDEST_FIRST, request)}) found`,
      values: values.all,
    });
    return groupedBy(experimentIds, rows, (row) => row.experimentId).map((group) =>
      toKeysetPage(group, request, OLDEST_FIRST),
    );
  }

  /**
   * Two lists one after the other: runs that have the metric, straight from the index of its summary, then those that
   * do not. The second is asked only when the first does not fill the page.
   */
  async #metricPage(projectId: string, filter: RunFilter, order: MetricRunOrder, request: PageRequest) {
    const valued = valuedOrder(order);
    const valueless = valuelessOrder(order);
    const startsValueless = this.#isCursorOf(valueless, request);
    const first = request.isBackward ? 'valueless' : 'valued';
    const rows: OrderedRunRow[] = [];
    for (const part of request.isBackward ? (['valueless', 'valued'] as const) : (['valued', 'valueless'] as const)) {
      const isCursorHere = request.cursor !== null && startsValueless === (part === 'valueless');
      const isBehindCursor = request.cursor !== null && !isCursorHere && part === first;
      if (isBehindCursor || rows.length > request.size) continue;
      const asked = { ...request, size: request.size - rows.length, cursor: isCursorHere ? request.cursor : null };
      const found =
        part === 'valued'
          ? await this.#valuedRows(projectId, filter, order, asked)
          : await this.#valuelessRows(projectId, filter, order, valueless, asked);
      rows.push(...found);
    }
    return toPage(rows, request, (row) => {
      const keyset = row.orderValue === null ? valueless : valued;
      return encodeCursor(keyset.name, keyset.valuesOf(row));
    });
  }

  #isCursorOf(keyset: KeysetOrder<OrderedRunRow>, request: PageRequest): boolean {
    if (request.cursor === null) return false;
    try {
      cursorCondition(keyset, request, new StatementValues());
      return true;
    } catch {
      // Not of this part: the other part's own check reports a cursor that is of neither.
      return false;
    }
  }

  async #plainRows(projectId: string, filter: RunFilter, keyset: KeysetOrder<OrderedRunRow>, request: PageRequest) {
    const values = new StatementValues();
    const where = joined(runConditions(projectId, filter, values), cursorCondition(keyset, request, values));
    const { rows } = await this.sql.query<OrderedRunRow>({
      text: `/* runs */ SELECT ${RUN_COLUMNS}, NULL::float8 AS "orderValue" FROM run r
        WHERE ${where} ${orderAndLimit(keyset, request)}`,
      values: values.all,
    });
    return rows;
  }

  async #valuedRows(projectId: string, filter: RunFilter, order: MetricRunOrder, request: PageRequest) {
    const { rows } = await this.sql.query<OrderedRunRow>(runsByMetric(projectId, filter, order, request));
    return rows;
  }

  async #valuelessRows(
    projectId: string,
    filter: RunFilter,
    order: MetricRunOrder,
    keyset: KeysetOrder<OrderedRunRow>,
    request: PageRequest,
  ) {
    const values = new StatementValues();
    const valued = `SELECT FROM metric_summary m WHERE m.run_id = r.id AND m.key = ${values.add(order.metric.key)}
      AND m.split = ${values.add(order.metric.split)}::split AND ${aggregateColumn(order.metric)} < 'NaN'::float8`;
    const where = joined(
      runConditions(projectId, filter, values),
      `NOT EXISTS (${valued})`,
      cursorCondition(keyset, request, values),
    );
    const { rows } = await this.sql.query<OrderedRunRow>({
      text: `/* runsWithoutMetric */ SELECT ${RUN_COLUMNS}, NULL::float8 AS "orderValue" FROM run r
        WHERE ${where} ${orderAndLimit(keyset, request)}`,
      values: values.all,
    });
    return rows;
  }
}
