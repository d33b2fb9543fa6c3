'use client';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { RunFilter, RunOrder } from '../../generated/graphql';
import { filterOfLine } from './filter-parts';
import { DEFAULT_COLUMNS, type RunColumn, runColumn } from './run-column';

const PARSERS = {
  q: parseAsString.withDefault(''),
  sort: parseAsString.withDefault('created'),
  direction: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('desc'),
  /** Shown columns in their order, the name aside; null for the usual ones. */
  columns: parseAsArrayOf(parseAsString, '|'),
  pinned: parseAsArrayOf(parseAsString, '|').withDefault([]),
  /** `column:pixels` of columns that were resized. */
  widths: parseAsArrayOf(parseAsString, '|').withDefault([]),
  group: parseAsString,
  view: parseAsString,
};

const NEWEST: RunOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** The whole view of the table lives in the address: a link shows what its sender saw. */
export function useRunTableParams() {
  const [params, setParams] = useQueryStates(PARSERS, { history: 'replace', throttleMs: 100 });
  const { q, sort, direction, columns: ids, pinned, widths: written } = params;
  const filter = useMemo<RunFilter | null>(() => filterOfLine(q), [q]);
  const orderBy = useMemo<RunOrder>(() => {
    const order = runColumn(sort)?.order;
    return order ? { ...order, direction: direction === 'asc' ? 'ASC' : 'DESC' } : NEWEST;
  }, [sort, direction]);
  const widths = useMemo(() => readWidths(written), [written]);
  const columns = useMemo(() => shownColumns(ids, pinned, widths), [ids, pinned, widths]);
  return { params, setParams, filter, orderBy, columns, widths };
}

export type RunTableParams = ReturnType<typeof useRunTableParams>;

export interface ShownColumn extends RunColumn {
  readonly isPinned: boolean;
  /** Whether somebody drew it to this width. */
  readonly isResized: boolean;
}

/** The name first, then pinned columns, then the others. */
function shownColumns(
  ids: readonly string[] | null,
  pinned: readonly string[],
  widths: ReadonlyMap<string, number>,
): readonly ShownColumn[] {
  const wanted = [...new Set(['name', ...(ids ?? DEFAULT_COLUMNS)])];
  const shown = wanted.flatMap((id) => {
    const column = runColumn(id);
    if (column === null) return [];
    return [
      {
        ...column,
        width: widths.get(column.id) ?? column.width,
        isPinned: id === 'name' || pinned.includes(id),
        isResized: widths.has(column.id),
      },
    ];
  });
  return [...shown.filter(({ isPinned }) => isPinned), ...shown.filter(({ isPinned }) => !isPinned)];
}

function readWidths(written: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    written.flatMap((entry) => {
      const at = entry.lastIndexOf(':');
      const width = Number(entry.slice(at + 1));
      return at > 0 && width >= 40 && width <= 2000 ? [[entry.slice(0, at), width] as const] : [];
    }),
  );
}

export function writeWidths(widths: ReadonlyMap<string, number>): string[] {
  return [...widths].map(([id, width]) => `${id}:${Math.round(width)}`);
}
