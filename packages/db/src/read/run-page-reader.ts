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
import { type OrderedRunRow, type OrderPart, partsOf, type RunOrder, typesOf } from './run-order.js';
import {
  countStatement,
  type FewRuns,
  fewStatement,
  type PageOfPart,
  type PageStrategy,
  pageStatement,
} from './run-page-sql.js';
import { ALL_RUN_COLUMNS, RUN_COLUMNS, type RunColumn, type RunRow } from './run-row.js';

const OLDEST_FIRST: KeysetOrder<RunRow> = {
  name: 'oldest',
  direction: 'ASC',
  columns: [
    { sql: 'r.created_at', type: 'timestamptz' },
    { sql: 'r.id', type: 'uuid' },
  ],
  valuesOf: (row) => [row.createdAt, row.id],
};

/** Up to `few` runs that fit are found before they are put in order; the values of up to `veryFew` are looked up then. */
const RUN_LIMITS = { few: 2000, veryFew: 400 };
/** A longer page is not likely to be filled by the few runs that a probe looks at. */
const MAX_PROBED_PAGE = 100;

/** A deleted experiment still shows the runs that were deleted with it, so that it can be judged before it is restored. */
const SHOWN_WITH_EXPERIMENT =
  'r.deleted_at IS NOT DISTINCT FROM (SELECT e.deleted_at FROM experiment e WHERE e.id = r.experiment_id)';

export interface RunPageArguments extends PageArguments {
  /** Runs to skip before the first, for jumps into a long list; goes with no cursor. */
  readonly offset?: number | null | undefined;
}

type Fitting = 'none' | 'many' | FewRuns;

/** Pages of a project's runs in any order, by any filter. */
export class RunPageReader {
  constructor(
    private readonly sql: Queryable,
    private readonly limits = RUN_LIMITS,
  ) {}

  /**
   * An order is up to three lists one after the other, as `partsOf` says; a later one is asked only when those before
   * it do not fill the page.
   * @param wanted columns of the runs to read; all when left out
   */
  async page<Column extends RunColumn = RunColumn>(
    projectId: string,
    filter: RunFilter,
    order: RunOrder,
    page: RunPageArguments,
    wanted: readonly Column[] | null = null,
  ): Promise<Page<OrderedRunRow<Column>>> {
    const request = pageRequest(page, 50);
    const columns: readonly RunColumn[] = wanted === null ? ALL_RUN_COLUMNS : ['id', ...wanted];
    const parts = partsOf(order);
    const startsAt = startOf(parts, request);
    const rows: OrderedRunRow<Column>[] = [];
    const fitting = await this.#fitting(projectId, filter);
    let toSkip = page.offset ?? 0;
    for (const [i, part] of [...parts.entries()].slice().sort(([a], [b]) => (request.isBackward ? b - a : a - b))) {
      const isBehindCursor = startsAt >= 0 && (request.isBackward ? i > startsAt : i < startsAt);
      if (isBehindCursor || rows.length > request.size) continue;
      const cursor = startsAt < 0 || i === startsAt ? request.cursor : null;
      const asked = { ...request, size: request.size - rows.length, cursor };
      const found = await this.#rowsOf<Column>(
        { projectId, part, filter, columns, request: asked, offset: toSkip },
        fitting,
      );
      if (found.length === 0 && toSkip > 0) {
        toSkip -= await this.#countOf({ projectId, part, filter, columns, request: asked, offset: 0 }, fitting);
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

  /** Whether many runs fit, and if not, which. */
  async #fitting(projectId: string, filter: RunFilter): Promise<Fitting> {
    if (isUnfiltered(filter)) return 'many';
    const { rows } = await this.sql.query<{ ids: string | null; count: number }>(
      fewStatement(projectId, filter, this.limits.few),
    );
    const { ids, count } = rows[0] ?? { ids: null, count: 0 };
    if (count > this.limits.few) return 'many';
    return ids === null ? 'none' : { ids, areVeryFew: count <= this.limits.veryFew };
  }

  async #rowsOf<Column extends RunColumn>(page: PageOfPart, fitting: Fitting): Promise<OrderedRunRow<Column>[]> {
    const { part, filter, request, offset } = page;
    if (fitting === 'none') return [];
    if (fitting !== 'many') return this.#ask(page, fitting);
    if (!isUnfiltered(filter) && part.isIndexed && offset === 0 && request.size <= MAX_PROBED_PAGE) {
      const rows = await this.#ask(page, 'probe');
      if (rows.length > request.size) return rows;
    }
    return this.#ask(page, 'walk');
  }

  async #ask<Column extends RunColumn>(page: PageOfPart, strategy: PageStrategy): Promise<OrderedRunRow<Column>[]> {
    return (await this.sql.query<OrderedRunRow<Column>>(pageStatement(page, strategy))).rows;
  }

  async #countOf(page: PageOfPart, fitting: Fitting): Promise<number> {
    if (fitting === 'none') return 0;
    const statement = countStatement(page, fitting === 'many' ? 'walk' : fitting);
    return (await this.sql.query<{ count: number }>(statement)).rows[0]?.count ?? 0;
  }
}

/** The part that the cursor is of; -1 without one. @throws InvalidInputError when it is of none */
function startOf(parts: readonly OrderPart[], { cursor, cursorArgument }: PageRequest): number {
  if (cursor === null) return -1;
  const [first] = parts;
  const found = parts.findIndex((part) => isCursorOf(part, cursor));
  if (found < 0 && first) decodeCursor(cursor, first.name, typesOf(first), cursorArgument);
  return found;
}

function isCursorOf(part: OrderPart, cursor: string): boolean {
  try {
    decodeCursor(cursor, part.name, typesOf(part), '');
    return true;
  } catch {
    return false;
  }
}

/** Conditions that all must hold. */
function joined(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' AND ');
}
