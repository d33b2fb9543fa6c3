'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { DragEvent, PointerEvent } from 'react';
import { classNames } from '../../ui/class-names';
import type { ShownColumn } from './run-table-params';

export interface TableSort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

const LEAST_WIDTH = 56;
const KEY_STEP = 16;

/** Sorts when pressed, moves when dragged, and widens at its right edge. */
export function ColumnHeader({
  column,
  sort,
  left,
  onSort,
  onResize,
  onMove,
}: {
  readonly column: ShownColumn;
  readonly sort: TableSort;
  /** Where it sticks; null when it scrolls along. */
  readonly left: number | null;
  readonly onSort: (sort: TableSort) => void;
  readonly onResize: (id: string, width: number | null) => void;
  readonly onMove: (id: string, before: string) => void;
}) {
  const { id, title, order, width, isNumeric, firstDirection } = column;
  const isSorted = sort.column === id;
  const Arrow = (isSorted ? sort.direction : firstDirection) === 'asc' ? ArrowUp : ArrowDown;
  const next = isSorted ? (sort.direction === 'asc' ? 'desc' : 'asc') : firstDirection;
  const beginResize = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const from = event.clientX;
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    // As wide as it is now: a column may have grown beyond its own width.
    const before = edge.parentElement?.offsetWidth ?? width;
    edge.onpointermove = (move) => onResize(id, Math.max(LEAST_WIDTH, before + move.clientX - from));
    edge.onpointerup = () => {
      edge.onpointermove = null;
    };
  };
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sort.direction === 'asc' ? 'ascending' : 'descending') : order ? 'none' : undefined}
      draggable={id !== 'name'}
      onDragStart={(event: DragEvent) => event.dataTransfer.setData('text/column', id)}
      onDragOver={(event: DragEvent) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        onMove(event.dataTransfer.getData('text/column'), id);
      }}
      className={classNames(
        'relative flex h-9 items-center bg-surface px-3 text-sm font-medium whitespace-nowrap text-ink-faint',
        isNumeric && 'justify-end',
        left !== null && 'sticky z-20',
      )}
      style={left === null ? undefined : { left }}
    >
      {order ? (
        <button
          type="button"
          onClick={() => onSort({ column: id, direction: next })}
          className={classNames(
            'group -mx-1 flex min-w-0 items-center gap-1 rounded-sm px-1 hover:text-ink',
            isSorted && 'text-ink',
          )}
        >
          <span className="truncate">{title}</span>
          <Arrow
            aria-hidden
            className={classNames('size-3 shrink-0', !isSorted && 'opacity-0 group-hover:opacity-40')}
          />
        </button>
      ) : (
        <span className="truncate">{title}</span>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a rule that moves */}
      <span
        role="separator"
        aria-label={`Width of ${title}`}
        aria-orientation="vertical"
        aria-valuenow={width}
        tabIndex={0}
        onPointerDown={beginResize}
        onDoubleClick={() => onResize(id, null)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') onResize(id, width + KEY_STEP);
          if (event.key === 'ArrowLeft') onResize(id, Math.max(LEAST_WIDTH, width - KEY_STEP));
        }}
        className="absolute top-1.5 right-0 h-6 w-1.5 cursor-col-resize touch-none rounded-full hover:bg-accent"
      />
    </th>
  );
}
