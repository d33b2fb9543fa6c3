import { decodeCursor, encodeCursor } from './keyset-cursor.js';
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
import { isUnfiltered, type RunFilter } from './run-filter.js';
import { type OrderedRunRow, type OrderPart, partsOf, type RunOrder } from './run-order.js';
import { countStatement, type PageOfPart, type PageStrategy, pageStatement } from './run-page-sql.js';
import { RUN_COLUMNS, type RunRow } from './run-row.js';

const OLDEST_FIRST: KeysetOrder<RunRow> = {
  name: 'oldest',
  direction: 'ASC',
  columns: [
    { sql: 'r.created_at', type: 'timestamptz' },
    { sql: 'r.id', type: 'uuid' },
  ],
  valuesOf: (row) => [row.createdAt, row.id],
};

/** A deleted experiment still shows the runs that were deleted with it, so that it can be judged before it is restored. */
const SHOWN_WITH_EXPERIMENT =
  'r.deleted_at IS NOT DISTINCT FROM (SELECT e.deleted_at FROM experiment e WHERE e.id = r.experiment_id)';

export interface RunPageArguments extends PageArguments {
  /** Runs to skip before the first, for jumps into a long list; goes with no cursor. */
  readonly offset?: number | null | undefined;
}

/** Pages of a project's runs in any order, by any filter. */
export class RunPageReader {
  constructor(private readonly sql: Queryable) {}

  /**
   * An order is up to three lists one after the other, as `partsOf` says; a later one is asked only when those before
   * it do not fill the page.
   */
  async page(
    projectId: string,
    filter: RunFilter,
    order: RunOrder,
    page: RunPageArguments,
    defaultSize = 50,
  ): Promise<Page<OrderedRunRow>> {
    const request = pageRequest(page, defaultSize);
    const parts = partsOf(order);
    const startsAt = parts.findIndex((part) => isCursorOf(part, request));
    const rows: OrderedRunRow[] = [];
    let toSkip = page.offset ?? 0;
    for (const [i, part] of [...parts.entries()].slice().sort(([a], [b]) => (request.isBackward ? b - a : a - b))) {
      const isBehindCursor = startsAt >= 0 && (request.isBackward ? i > startsAt : i < startsAt);
      if (isBehindCursor || rows.length > request.size) continue;
      const cursor = startsAt < 0 || i === startsAt ? request.cursor : null;
      const asked = { ...request, size: request.size - rows.length, cursor };
      const found = await this.#rowsOf({ projectId, part, filter, request: asked, offset: toSkip });
      if (found.length === 0 && toSkip > 0) {
        toSkip -= await this.#countOf({ projectId, part, filter, request: asked, offset: 0 });
      } else {
        toSkip = 0;
      }
      rows.push(...found);
    }
    const found = toPage(rows, request, (row) => {
      const part = parts.find(({ holds }) => holds(row.orderValue));
      return encodeCursor(part?.name ?? '', part?.type == null ? [row.id] : [row.orderValue, row.id]);
    });
    return { ...found, hasPreviousPage: found.hasPreviousPage || (page.offset ?? 0) > 0 };
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

  async #rowsOf(page: PageOfPart): Promise<OrderedRunRow[]> {
    if (isUnfiltered(page.filter)) return this.#ask(page, 'ordered');
    if (page.part.isIndexed && page.offset === 0) {
      const rows = await this.#ask(page, 'probe');
      if (rows.length > page.request.size) return rows;
    }
    return this.#ask(page, 'ofSet');
  }

  async #ask(page: PageOfPart, strategy: PageStrategy): Promise<OrderedRunRow[]> {
    return (await this.sql.query<OrderedRunRow>(pageStatement(page, strategy))).rows;
  }

  async #countOf(page: PageOfPart): Promise<number> {
    return (await this.sql.query<{ count: number }>(countStatement(page))).rows[0]?.count ?? 0;
  }
}

/** A cursor that is of no part is reported by the first part that is asked. */
function isCursorOf(part: OrderPart, request: PageRequest): boolean {
  if (request.cursor === null) return false;
  try {
    decodeCursor(request.cursor, part.name, part.type === null ? ['uuid'] : [part.type, 'uuid'], '');
    return true;
  } catch {
    return false;
  }
}

/** Conditions that all must hold. */
function joined(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' AND ');
}
