import { InvalidInputError } from '@voxboard/domain';
import { type CursorType, type CursorValue, decodeCursor, encodeCursor } from './keyset-cursor.js';
import type { StatementValues } from './queryable.js';

export const MAX_PAGE_SIZE = 1000;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface Page<Row> {
  /** A cursor is written only when it is asked for: a list of nodes needs the first and the last. */
  readonly edges: readonly { readonly cursor: () => string; readonly node: Row }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** A total order of a list: columns that together are unique, all in the same direction so that one index serves. */
export interface KeysetOrder<Row> {
  /** Names the order inside cursors. */
  readonly name: string;
  readonly direction: 'ASC' | 'DESC';
  readonly columns: readonly { readonly sql: string; readonly type: CursorType }[];
  readonly valuesOf: (row: Row) => readonly (CursorValue | Date)[];
}

/** Page arguments after checking: how many rows, which way, and from where. */
export interface PageRequest {
  readonly size: number;
  readonly isBackward: boolean;
  readonly cursor: string | null;
  /** Which argument the cursor came in, for messages. */
  readonly cursorArgument: 'after' | 'before';
}

/** @throws InvalidInputError when sizes are out of range or both directions are asked for. */
export function pageRequest(page: PageArguments, defaultSize: number): PageRequest {
  const isBackward = typeof page.last === 'number' || (typeof page.before === 'string' && !page.first);
  if (typeof page.last === 'number' && page.before == null && page.after != null) {
    throw new InvalidInputError('"last" goes with "before", and "first" with "after".', { path: ['last'] });
  }
  if (page.after != null && page.before != null) {
    throw new InvalidInputError('Give either "after" or "before", not both.', { path: ['before'] });
  }
  const size = (isBackward ? page.last : page.first) ?? defaultSize;
  const argument = isBackward ? 'last' : 'first';
  if (size < 1 || size > MAX_PAGE_SIZE) {
    throw new InvalidInputError(`"${argument}" must be from 1 to ${MAX_PAGE_SIZE}, got ${size}.`, { path: [argument] });
  }
  const cursor = (isBackward ? page.before : page.after) ?? null;
  return { size, isBackward, cursor, cursorArgument: isBackward ? 'before' : 'after' };
}

/** The part of WHERE that starts the page after its cursor, or null when it starts at the end of the list. */
export function cursorCondition<Row>(order: KeysetOrder<Row>, request: PageRequest, values: StatementValues) {
  if (request.cursor === null) return null;
  const types = order.columns.map((column) => column.type);
  const at = decodeCursor(request.cursor, order.name, types, request.cursorArgument);
  const left = order.columns.map((column) => column.sql).join(', ');
  const right = order.columns.map((column, i) => `${values.add(at[i])}::${column.type}`).join(', ');
  const isAscending = (order.direction === 'ASC') !== request.isBackward;
  return `(${left}) ${isAscending ? '>' : '<'} (${right})`;
}

/** ORDER BY … LIMIT …, one row more than the page so that a next page is known of. */
export function orderAndLimit<Row>(order: KeysetOrder<Row>, request: PageRequest): string {
  const isAscending = (order.direction === 'ASC') !== request.isBackward;
  const columns = order.columns.map((column) => `${column.sql} ${isAscending ? 'ASC' : 'DESC'}`).join(', ');
  return `ORDER BY ${columns} LIMIT ${request.size + 1}`;
}

/** Cuts the rows that `orderAndLimit` gave to the page, in list order. */
export function toPage<Row>(rows: readonly Row[], request: PageRequest, cursorOf: (row: Row) => string): Page<Row> {
  const hasMore = rows.length > request.size;
  const kept = rows.slice(0, request.size);
  if (request.isBackward) kept.reverse();
  return {
    edges: kept.map((node) => ({ cursor: () => cursorOf(node), node })),
    hasNextPage: request.isBackward ? request.cursor !== null : hasMore,
    hasPreviousPage: request.isBackward ? hasMore : request.cursor !== null,
  };
}

/** `toPage` for a list that one keyset order covers whole. */
export function toKeysetPage<Row>(rows: readonly Row[], request: PageRequest, order: KeysetOrder<Row>): Page<Row> {
  return toPage(rows, request, (row) => encodeCursor(order.name, order.valuesOf(row)));
}

/** Newest first, by creation time then id: the usual order. */
export function newestFirst<Row extends { readonly id: string; readonly createdAt: Date }>(
  alias: string,
): KeysetOrder<Row> {
  return {
    name: 'newest',
    direction: 'DESC',
    columns: [
      { sql: `${alias}.created_at`, type: 'timestamptz' },
      { sql: `${alias}.id`, type: 'uuid' },
    ],
    valuesOf: (row) => [row.createdAt, row.id],
  };
}
