'use client';
import { ArrowUp, GitCompareArrows } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { plural } from '../../format/format';
import { Button, LinkButton } from '../../ui/button';
import { PageHeader } from '../../ui/page-header';
import { TableSkeleton } from '../../ui/skeleton';
import { useMediaQuery } from '../../ui/use-media-query';
import { filterOfLine, withCondition } from './filter-parts';
import { NoRuns } from './no-runs';
import { runColumn } from './run-column';
import { useRunTableParams, writeWidths } from './run-table-params';
import { leadingRows, type TableRun } from './run-windows';
import { RunsTable } from './runs-table';
import { RunsToolbar } from './runs-toolbar';
import { SelectionBar } from './selection-bar';
import { useEyes } from './use-eyes';
import { useRunWindows } from './use-run-windows';
import { useVocabulary } from './use-vocabulary';

const GroupTable = lazy(async () => ({ default: (await import('./group-table')).GroupTable }));
const RunsCards = lazy(async () => ({ default: (await import('./runs-cards')).RunsCards }));
const RunEditor = lazy(async () => ({ default: (await import('./run-editor')).RunEditor }));

const NOBODY: ReadonlyMap<string, TableRun> = new Map();

export function RunsPage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<TableSkeleton />}>
      <Runs slug={slug} />
    </Suspense>
  );
}

function Runs({ slug }: { readonly slug: string }) {
  const table = useRunTableParams();
  const { params, setParams, filter, orderBy, columns, widths } = table;
  const { state, ensure, reload } = useRunWindows(slug, filter, orderBy, columns);
  const words = useVocabulary(slug, state.status === 'loading' && state.list === null);
  const eyes = useEyes(slug);
  const [selection, setSelection] = useState(NOBODY);
  const [edited, setEdited] = useState<string | null>(null);
  const isWide = useMediaQuery('(min-width: 768px)');
  const list = state.list;
  const newCount = list?.newRunIds.size ?? 0;
  const group = params.group === null ? null : runColumn(params.group);
  const select = useCallback((runs: readonly TableRun[], isSelected: boolean) => {
    setSelection((now) => {
      const next = new Map(now);
      for (const run of runs) isSelected ? next.set(run.id, run) : next.delete(run.id);
      return next;
    });
  }, []);
  const resize = (id: string, width: number | null) => {
    const next = new Map(widths);
    if (width === null) next.delete(id);
    else next.set(id, width);
    setParams({ widths: next.size === 0 ? null : writeWidths(next) });
  };
  const move = (id: string, before: string) => {
    const ids = columns.map((column) => column.id).filter((one) => one !== 'name' && one !== id);
    const at = Math.max(0, ids.indexOf(before));
    if (id !== '' && id !== before) setParams({ columns: ids.toSpliced(at, 0, id) });
  };
  return (
    <>
      <PageHeader
        title="Runs"
        hint={list ? `${plural(list.total, 'run')}${params.q ? ' match' : ''}` : ' '}
        actions={
          <>
            {newCount > 0 && (
              <Button onClick={() => void reload()} aria-live="polite">
                <ArrowUp aria-hidden /> {plural(newCount, 'new run')}, show
              </Button>
            )}
            {eyes.ids.length > 0 && (
              <LinkButton href={`/p/${slug}/compare?runs=${eyes.ids.join(',')}`}>
                <GitCompareArrows aria-hidden /> Charts of {eyes.ids.length}
              </LinkButton>
            )}
          </>
        }
      />
      <section aria-label="List of runs" className="rounded-lg border border-line bg-surface shadow-panel">
        <RunsToolbar slug={slug} table={table} words={words} />
        <div className="overflow-hidden rounded-b-lg">
          <Suspense fallback={<TableSkeleton />}>
            {group !== null && filter !== null ? (
              <GroupTable
                slug={slug}
                by={group}
                columns={columns}
                filter={filter}
                eyes={eyes}
                onOpen={(condition) => setParams({ q: withCondition(params.q, condition), group: null })}
              />
            ) : list && list.total > 0 ? (
              isWide ? (
                <RunsTable
                  slug={slug}
                  list={list}
                  columns={columns}
                  isDimmed={state.status === 'loading'}
                  sort={{ column: runColumn(params.sort)?.id ?? params.sort, direction: params.direction }}
                  onSort={({ column, direction }) => setParams({ sort: column, direction })}
                  onResize={resize}
                  onMove={move}
                  selection={selection}
                  onSelect={select}
                  shown={eyes.shown}
                  onShow={eyes.set}
                  onEdit={(run) => setEdited(run.id)}
                  onSight={ensure}
                />
              ) : (
                <RunsCards
                  slug={slug}
                  rows={leadingRows(list)}
                  total={list.total}
                  selection={selection}
                  onSelect={select}
                  onSight={ensure}
                />
              )
            ) : (
              <NoRuns
                slug={slug}
                state={state}
                isFiltered={Object.keys(filterOfLine(params.q) ?? { q: 1 }).length > 0}
                onClear={() => setParams({ q: null })}
                onRetry={() => void reload()}
              />
            )}
          </Suspense>
        </div>
      </section>
      <SelectionBar
        slug={slug}
        runs={[...selection.values()]}
        onClear={() => setSelection(NOBODY)}
        onChanged={() => void reload()}
        onShow={eyes.set}
      />
      {edited !== null && (
        <Suspense fallback={null}>
          <RunEditor runId={edited} onClose={() => setEdited(null)} onSaved={() => void reload()} />
        </Suspense>
      )}
    </>
  );
}
