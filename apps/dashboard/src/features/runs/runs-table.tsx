'use client';
import { type RowSelectionState, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type Dispatch, type SetStateAction, useMemo, useRef } from 'react';
import type { RunRowFragment } from '../../generated/graphql';
import { Checkbox } from '../../ui/checkbox';
import { classNames } from '../../ui/class-names';
import { ScrollBox } from '../../ui/scroll-box';
import { FIRST_DIRECTION, type SortField } from './run-list-params';
import { COLUMN_LOOKS, type ColumnLook, runColumns, runTableFeatures } from './runs-columns';
import { useLoadMore } from './use-load-more';

const ROW_HEIGHT = 46;

export interface RunsTableProps {
  readonly slug: string;
  readonly rows: readonly RunRowFragment[];
  readonly totalCount: number;
  readonly isDimmed: boolean;
  readonly hiddenColumns: readonly string[];
  readonly sort: { readonly field: SortField; readonly direction: 'asc' | 'desc' };
  readonly onSort: (field: SortField, direction: 'asc' | 'desc') => void;
  readonly selection: RowSelectionState;
  readonly onSelect: Dispatch<SetStateAction<RowSelectionState>>;
  readonly onLoadMore: () => void;
}

/** Rows by the thousand: only those in sight are in the page. */
export function RunsTable(props: RunsTableProps) {
  const { slug, rows, totalCount, isDimmed, hiddenColumns, selection, onSelect, onLoadMore } = props;
  const columns = useMemo(() => runColumns(slug), [slug]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(hiddenColumns.filter((id) => id in COLUMN_LOOKS).map((id) => [id, false])),
    [hiddenColumns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({
    features: runTableFeatures,
    columns,
    data,
    getRowId: (run) => run.id,
    state: { columnVisibility, rowSelection: selection },
    onRowSelectionChange: onSelect,
  });
  const widths = table.getVisibleLeafColumns().map(({ id }) => COLUMN_LOOKS[id]?.width ?? '5rem');
  const template = widths.join(' ');
  const minWidth = `${widths.reduce((sum, width) => sum + leastRem(width), 0)}rem`;
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const visible = virtualizer.getVirtualItems();
  useLoadMore(visible.at(-1)?.index, rows.length, onLoadMore);
  const tableRows = table.getRowModel().rows;
  return (
    <ScrollBox
      boxRef={box}
      label="Runs"
      className="max-h-[calc(100dvh-11.5rem)] min-h-40 overflow-auto overscroll-contain"
    >
      <table
        aria-rowcount={totalCount + 1}
        className={classNames('grid transition-opacity', isDimmed && 'opacity-55')}
        style={{ minWidth }}
      >
        <thead className="sticky top-0 z-10 grid border-b border-line bg-surface">
          <tr aria-rowindex={1} className="grid h-9 items-center" style={{ gridTemplateColumns: template }}>
            {table.getVisibleLeafColumns().map(({ id }) =>
              id === 'select' ? (
                <th key={id} scope="col" className="flex pl-4">
                  <Checkbox
                    label="Select all loaded runs"
                    checked={
                      table.getIsAllRowsSelected() ? true : table.getIsSomeRowsSelected() ? 'indeterminate' : false
                    }
                    onChange={(isSelected) => table.toggleAllRowsSelected(isSelected)}
                  />
                </th>
              ) : (
                <ColumnHeader key={id} look={COLUMN_LOOKS[id]} sort={props.sort} onSort={props.onSort} />
              ),
            )}
          </tr>
        </thead>
        <tbody className="relative grid" style={{ height: virtualizer.getTotalSize() }}>
          {visible.map((item) => {
            const row = tableRows[item.index];
            if (row === undefined) return null;
            return (
              <tr
                key={row.id}
                aria-rowindex={item.index + 2}
                className={classNames(
                  'absolute inset-x-0 grid items-center border-b border-line',
                  row.getIsSelected() ? 'bg-accent-soft' : 'hover:bg-subtle',
                )}
                style={{ gridTemplateColumns: template, height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {row.getVisibleCells().map((cell) => (
                  <td
                    key={cell.id}
                    className={classNames(
                      'flex min-w-0 items-center px-3 first:pl-4 last:pr-4',
                      COLUMN_LOOKS[cell.column.id]?.align === 'right' && 'numeric justify-end',
                    )}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** The narrowest that a track may get: `minmax(13rem,2fr)` → 13. */
function leastRem(width: string): number {
  return Number.parseFloat(/[\d.]+(?=rem)/.exec(width)?.[0] ?? '5');
}

function ColumnHeader({
  look,
  sort,
  onSort,
}: {
  readonly look: ColumnLook | undefined;
  readonly sort: RunsTableProps['sort'];
  readonly onSort: RunsTableProps['onSort'];
}) {
  if (look === undefined) return null;
  const { title, sort: field, align } = look;
  const className = classNames(
    'flex px-3 text-sm font-medium whitespace-nowrap text-ink-faint last:pr-4',
    align === 'right' && 'justify-end',
  );
  if (field === undefined) {
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  }
  const isSorted = sort.field === field;
  const Arrow = sort.direction === 'asc' ? ArrowUp : ArrowDown;
  const next = isSorted ? (sort.direction === 'asc' ? 'desc' : 'asc') : FIRST_DIRECTION[field];
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sort.direction === 'asc' ? 'ascending' : 'descending') : 'none'}
      className={className}
    >
      <button
        type="button"
        onClick={() => onSort(field, next)}
        className={classNames(
          'group -mx-1 flex items-center gap-1 rounded-sm px-1 hover:text-ink',
          isSorted && 'text-ink',
        )}
      >
        {title}
        <Arrow aria-hidden className={classNames('size-3', !isSorted && 'opacity-0 group-hover:opacity-40')} />
      </button>
    </th>
  );
}
