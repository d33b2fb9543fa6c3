'use client';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react';
import { Checkbox } from '../../ui/checkbox';
import { classNames } from '../../ui/class-names';
import { ScrollBox } from '../../ui/scroll-box';
import { ColumnHeader, type TableSort } from './column-header';
import { columnTemplate } from './column-template';
import { EyeButton } from './eye-button';
import { EyeMenu } from './eye-menu';
import { NameCell, RunCell } from './run-cells';
import type { ShownColumn } from './run-table-params';
import { type RunWindows, rowAt, type TableRun } from './run-windows';
import { useRowsInSight } from './use-rows-in-sight';

const ROW_HEIGHT = 46;
const HEAD_HEIGHT = 37;
const MARK_WIDTH = 72;

export interface RunsTableProps {
  readonly slug: string;
  readonly list: RunWindows;
  readonly columns: readonly ShownColumn[];
  readonly isDimmed: boolean;
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
  readonly onResize: (id: string, width: number | null) => void;
  readonly onMove: (id: string, before: string) => void;
  readonly selection: ReadonlyMap<string, TableRun>;
  readonly onSelect: (runs: readonly TableRun[], isSelected: boolean) => void;
  readonly shown: ReadonlySet<string>;
  readonly onShow: (ids: readonly string[], isShown: boolean) => void;
  readonly onEdit: (run: TableRun) => void;
  readonly onSight: (from: number, to: number) => void;
}

/** Runs by the hundred thousand: only those in sight are in the page, and only those near it are loaded. */
export function RunsTable(props: RunsTableProps) {
  const { slug, list, columns, isDimmed, selection, onSelect, onSight } = props;
  const box = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const router = useRouter();
  const layout = { count: list.total, rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT };
  const { from, to, scrollTo } = useRowsInSight(box, layout);
  useEffect(() => {
    onSight(from, to);
  }, [onSight, from, to]);
  const template = `${MARK_WIDTH}px ${columnTemplate(columns)}`;
  const minWidth = columns.reduce((sum, { width }) => sum + width, MARK_WIDTH);
  const lefts = stickyLefts(columns);
  const loaded = [...list.windows].sort(([a], [b]) => a - b).flatMap(([, { rows }]) => rows);
  const anchor = useRef<number | null>(null);

  /** The run of a row, or with Shift those from the row before chosen up to it. */
  const upTo = (index: number, isRange: boolean) => {
    const start = isRange && anchor.current !== null ? anchor.current : index;
    const [low, high] = start < index ? [start, index] : [index, start];
    anchor.current = index;
    return Array.from({ length: high - low + 1 }, (_, i) => rowAt(list, low + i)).filter((run) => run !== null);
  };
  const select = (index: number, isSelected: boolean, isRange: boolean) => onSelect(upTo(index, isRange), isSelected);
  const show = (index: number, isShown: boolean, isRange: boolean) =>
    props.onShow(
      upTo(index, isRange).map(({ id }) => id),
      isShown,
    );
  // Rows are drawn again only when they change, and act on the table as it is by then.
  const latest = useRef({ select, show });
  useEffect(() => {
    latest.current = { select, show };
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement) return;
    const at = focused ?? from;
    const move = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: 15,
      PageUp: -15,
      Home: -list.total,
      End: list.total,
    }[event.key];
    const run = focused === null ? null : rowAt(list, focused);
    if (move !== undefined) {
      const next = Math.min(list.total - 1, Math.max(0, focused === null ? at : at + move));
      setFocused(next);
      scrollTo(next);
    } else if (event.key === 'x' && run !== null && focused !== null) {
      select(focused, !selection.has(run.id), event.shiftKey);
    } else if (event.key === 'v' && run !== null) {
      props.onShow([run.id], !props.shown.has(run.id));
    } else if (event.key === 'e' && run !== null) {
      props.onEdit(run);
    } else if (event.key === 'Enter' && run !== null && event.target === event.currentTarget) {
      router.push(`/p/${slug}/runs/${run.id}`);
    } else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys move a focus through the rows of the box inside
    <div onKeyDown={onKeyDown}>
      <ScrollBox
        boxRef={box}
        label="Runs"
        className="h-[calc(100dvh-11.5rem)] min-h-40 overflow-auto overscroll-contain"
      >
        <table
          aria-rowcount={list.total + 1}
          className={classNames('grid transition-opacity', isDimmed && 'opacity-55')}
          style={{ minWidth }}
        >
          <thead className="sticky top-0 z-30 grid border-b border-line bg-surface">
            <tr aria-rowindex={1} className="grid h-9 items-center" style={{ gridTemplateColumns: template }}>
              <th scope="col" className="sticky left-0 z-20 flex h-9 items-center gap-1 bg-surface pl-4">
                <Checkbox
                  label="Select all loaded runs"
                  checked={selection.size === 0 ? false : selection.size >= loaded.length ? true : 'indeterminate'}
                  onChange={(isSelected) => onSelect(loaded, isSelected)}
                />
                <EyeMenu runs={loaded} shown={props.shown} onShow={props.onShow} />
              </th>
              {columns.map((column) => (
                <ColumnHeader
                  key={column.id}
                  column={column}
                  left={lefts.get(column.id) ?? null}
                  sort={props.sort}
                  onSort={props.onSort}
                  onResize={props.onResize}
                  onMove={props.onMove}
                />
              ))}
            </tr>
          </thead>
          <tbody className="relative grid" style={{ height: list.total * ROW_HEIGHT }}>
            {Array.from({ length: to - from + 1 }, (_, at) => from + at).map((index) => {
              const run = rowAt(list, index);
              return (
                <tr
                  key={index}
                  aria-rowindex={index + 2}
                  aria-selected={run !== null && selection.has(run.id)}
                  data-row={run === null ? 'blank' : 'run'}
                  className={classNames(
                    'group absolute inset-x-0 grid items-center border-b border-line',
                    run !== null && selection.has(run.id) ? 'bg-accent-soft' : 'bg-surface hover:bg-subtle',
                    index === focused && 'outline-2 -outline-offset-2 outline-accent outline-solid',
                  )}
                  style={{
                    gridTemplateColumns: template,
                    height: ROW_HEIGHT,
                    transform: `translateY(${index * ROW_HEIGHT}px)`,
                  }}
                >
                  {run === null ? (
                    <td className="col-span-full px-4">
                      <span className="block h-3 w-64 rounded-sm bg-subtle" />
                    </td>
                  ) : (
                    <RowCells
                      run={run}
                      slug={slug}
                      columns={columns}
                      lefts={lefts}
                      isSelected={selection.has(run.id)}
                      isShown={props.shown.has(run.id)}
                      onSelect={(isSelected, isRange) => latest.current.select(index, isSelected, isRange)}
                      onShow={(isShown, isRange) => latest.current.show(index, isShown, isRange)}
                      onEdit={props.onEdit}
                    />
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  );
}

interface RowCellsProps {
  readonly run: TableRun;
  readonly slug: string;
  readonly columns: readonly ShownColumn[];
  readonly lefts: ReadonlyMap<string, number>;
  readonly isSelected: boolean;
  readonly isShown: boolean;
  readonly onSelect: (isSelected: boolean, isRange: boolean) => void;
  readonly onShow: (isShown: boolean, isRange: boolean) => void;
  readonly onEdit: (run: TableRun) => void;
}

/** Drawn again only when its run or its look changed: scrolling draws the new rows alone. */
const RowCells = memo(
  function RowCells({ run, slug, columns, lefts, isSelected, isShown, onSelect, onShow, onEdit }: RowCellsProps) {
    const background = isSelected ? 'bg-accent-soft' : 'bg-surface group-hover:bg-subtle';
    return (
      <>
        <td className={classNames('sticky left-0 z-10 flex h-full items-center gap-1 pl-4', background)}>
          <Checkbox label={`Select ${run.name}`} checked={isSelected} onChange={onSelect} />
          <EyeButton
            label={`Draw ${run.name} in charts`}
            state={isShown}
            onToggle={(isRange) => onShow(!isShown, isRange)}
          />
        </td>
        {columns.map((column) => {
          const left = lefts.get(column.id);
          return (
            <td
              key={column.id}
              className={classNames(
                'flex h-full min-w-0 items-center px-3',
                column.isNumeric && 'numeric justify-end',
                left !== undefined && 'sticky z-10',
                left !== undefined && background,
              )}
              style={left === undefined ? undefined : { left }}
            >
              {column.id === 'name' ? (
                <NameCell run={run} slug={slug} onEdit={() => onEdit(run)} />
              ) : (
                <RunCell run={run} column={column} />
              )}
            </td>
          );
        })}
      </>
    );
  },
  (a, b) =>
    a.run === b.run &&
    a.columns === b.columns &&
    a.isSelected === b.isSelected &&
    a.isShown === b.isShown &&
    a.slug === b.slug,
);

function stickyLefts(columns: readonly ShownColumn[]): ReadonlyMap<string, number> {
  const lefts = new Map<string, number>();
  let left = MARK_WIDTH;
  for (const { id, width, isPinned } of columns) {
    if (!isPinned) break;
    lefts.set(id, left);
    left += width;
  }
  return lefts;
}
