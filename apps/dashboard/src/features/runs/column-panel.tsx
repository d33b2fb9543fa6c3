'use client';
import { ArrowDown, ArrowUp, Columns3, Pin, PinOff, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/button';
import { Input } from '../../ui/field';
import { Popover } from '../../ui/popover';
import { quoteKey } from './filter-parts';
import { DEFAULT_COLUMNS, PLAIN_COLUMNS, type RunColumn, runColumn } from './run-column';
import type { RunTableParams, ShownColumn } from './run-table-params';
import type { KnownColumns } from './use-vocabulary';

type Aggregate = '' | 'best' | 'min' | 'max';
const AGGREGATES: readonly { readonly id: Aggregate; readonly name: string }[] = [
  { id: '', name: 'last' },
  { id: 'best', name: 'best' },
  { id: 'min', name: 'min' },
  { id: 'max', name: 'max' },
];

/** Which columns are shown, in which order, and which stay in sight. */
export function ColumnPanel({
  columns,
  known,
  setParams,
}: {
  readonly columns: readonly ShownColumn[];
  readonly known: KnownColumns;
  readonly setParams: RunTableParams['setParams'];
}) {
  const [search, setSearch] = useState('');
  const ids = columns.map(({ id }) => id).filter((id) => id !== 'name');
  const pinned = columns.filter(({ isPinned, id }) => isPinned && id !== 'name').map(({ id }) => id);
  const show = (next: readonly string[]) => setParams({ columns: [...next] });
  const hidden = hiddenColumns(known, ids).filter((column) => matches(column, search));
  const changing = known.params.filter(({ values }) => values.length > 1).slice(0, 8);
  const isDefault = ids.join() === DEFAULT_COLUMNS.join() && pinned.length === 0;
  return (
    <Popover
      label="Columns"
      className="flex max-h-[70vh] w-[22rem] flex-col"
      trigger={
        <Button variant="ghost">
          <Columns3 aria-hidden /> Columns
        </Button>
      }
    >
      <div className="flex gap-2 border-b border-line p-2">
        <Input
          type="search"
          aria-label="Search columns"
          placeholder="Search metrics, parameters, facts"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {!isDefault && (
          <Button variant="ghost" onClick={() => setParams({ columns: null, pinned: null, widths: null })}>
            Reset
          </Button>
        )}
      </div>
      <div className="overflow-y-auto p-2">
        <Heading>Visible &amp; pinned</Heading>
        <ul>
          {columns
            .filter((column) => column.id !== 'name' && matches(column, search))
            .map((column) => (
              <li key={column.id} className="flex h-8 items-center gap-0.5 rounded-sm pl-2 hover:bg-hover">
                <span className="min-w-0 flex-1 truncate" title={column.id}>
                  {column.title}
                </span>
                <IconButton label={`Move ${column.title} up`} onClick={() => show(moved(ids, column.id, -1))}>
                  <ArrowUp />
                </IconButton>
                <IconButton label={`Move ${column.title} down`} onClick={() => show(moved(ids, column.id, 1))}>
                  <ArrowDown />
                </IconButton>
                <IconButton
                  label={`${column.isPinned ? 'Unpin' : 'Pin'} ${column.title}`}
                  onClick={() =>
                    setParams({
                      pinned: column.isPinned ? pinned.filter((id) => id !== column.id) : [...pinned, column.id],
                    })
                  }
                >
                  {column.isPinned ? <PinOff className="text-accent" /> : <Pin />}
                </IconButton>
                <IconButton label={`Hide ${column.title}`} onClick={() => show(ids.filter((id) => id !== column.id))}>
                  <X />
                </IconButton>
              </li>
            ))}
        </ul>
        {changing.length > 0 && search === '' && (
          <>
            <Heading>Parameters that differ</Heading>
            <div className="flex flex-wrap gap-1 px-2 pb-1">
              {changing
                .map(({ key }) => `params.${quoteKey(key)}`)
                .filter((id) => !ids.includes(id))
                .map((id) => (
                  <Button key={id} size="sm" onClick={() => show([...ids, id])}>
                    <Plus aria-hidden /> {id.replace(/^params\./, '')}
                  </Button>
                ))}
            </div>
          </>
        )}
        <Heading>Hidden</Heading>
        <ul>
          {hidden.map((column) => (
            <HiddenColumn key={column.id} column={column} onShow={(id) => show([...ids, id])} />
          ))}
          {hidden.length === 0 && <li className="px-2 py-1 text-ink-faint">Nothing of that name.</li>}
        </ul>
      </div>
    </Popover>
  );
}

function HiddenColumn({ column, onShow }: { readonly column: RunColumn; readonly onShow: (id: string) => void }) {
  const isMetric = column.field?.kind === 'metric';
  return (
    <li className="flex h-8 items-center gap-1 rounded-sm pl-2 hover:bg-hover">
      <span className="min-w-0 flex-1 truncate text-ink-soft" title={column.id}>
        {column.title}
      </span>
      {isMetric ? (
        AGGREGATES.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            aria-label={`Show ${column.title}, ${name}`}
            onClick={() => onShow(id === '' ? column.id : `${id}(${column.id})`)}
            className="rounded-sm px-1.5 text-sm text-ink-faint hover:bg-subtle hover:text-ink"
          >
            {name}
          </button>
        ))
      ) : (
        <IconButton label={`Show ${column.title}`} onClick={() => onShow(column.id)}>
          <Plus />
        </IconButton>
      )}
    </li>
  );
}

function Heading({ children }: { readonly children: React.ReactNode }) {
  return <h3 className="px-2 pt-2 pb-1 text-xs font-medium tracking-wide text-ink-faint uppercase">{children}</h3>;
}

/** Metrics stay on offer: another of their values may be wanted beside the one shown. */
function hiddenColumns(known: KnownColumns, shown: readonly string[]): RunColumn[] {
  const ids = [
    ...PLAIN_COLUMNS.filter((id) => !shown.includes(id)),
    ...known.metrics.map(({ key, split }) => `metrics.${split.toLowerCase()}.${quoteKey(key)}`),
    ...known.params.map(({ key }) => `params.${quoteKey(key)}`).filter((id) => !shown.includes(id)),
  ];
  return ids.flatMap((id) => runColumn(id) ?? []);
}

function matches({ id, title }: RunColumn, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return id.toLowerCase().includes(wanted) || title.toLowerCase().includes(wanted);
}

/** The list with one id a place further up or down. */
function moved(ids: readonly string[], id: string, by: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  const other = ids[to];
  return other === undefined ? [...ids] : ids.with(to, id).with(from, other);
}
