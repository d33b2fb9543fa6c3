'use client';
import type { RowSelectionState } from '@tanstack/react-table';
import { ArrowUp, Rocket, SearchX, TriangleAlert } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { OfflineState } from '../../api/query-boundary';
import { plural } from '../../format/format';
import { Button, LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { TableSkeleton } from '../../ui/skeleton';
import { useMediaQuery } from '../../ui/use-media-query';
import { EmptyProject } from './empty-project';
import { useRunListParams } from './run-list-params';
import { RunsCards } from './runs-cards';
import { RunsTable } from './runs-table';
import { RunsToolbar } from './runs-toolbar';
import { SelectionBar } from './selection-bar';
import { type RunListState, useRunList } from './use-run-list';

export function RunsPage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<TableSkeleton />}>
      <Runs slug={slug} />
    </Suspense>
  );
}

function Runs({ slug }: { readonly slug: string }) {
  const { params, setParams, filter, orderBy, isFiltered } = useRunListParams();
  const { state, loadMore, showNew, reload } = useRunList(slug, filter, orderBy);
  const [selection, setSelection] = useState<RowSelectionState>({});
  const isWide = useMediaQuery('(min-width: 768px)');
  const list = state.list;
  const selected = useMemo(() => (list?.rows ?? []).filter(({ id }) => selection[id]), [list, selection]);
  const newCount = list?.newRunIds.size ?? 0;
  return (
    <>
      <PageHeader
        title="Runs"
        hint={list ? `${plural(list.totalCount, 'run')}${isFiltered ? ' match' : ''}` : ' '}
        actions={
          newCount > 0 && (
            <Button onClick={showNew} aria-live="polite">
              <ArrowUp aria-hidden /> {plural(newCount, 'new run')}, show
            </Button>
          )
        }
      />
      <section
        aria-label="List of runs"
        className="overflow-hidden rounded-lg border border-line bg-surface shadow-panel"
      >
        <RunsToolbar params={params} setParams={setParams} isFiltered={isFiltered} />
        {list && list.rows.length > 0 ? (
          isWide ? (
            <RunsTable
              slug={slug}
              rows={list.rows}
              totalCount={list.totalCount}
              isDimmed={state.status === 'loading'}
              hiddenColumns={params.hide}
              sort={{ field: params.sort, direction: params.direction }}
              onSort={(sort, direction) => setParams({ sort, direction })}
              selection={selection}
              onSelect={setSelection}
              onLoadMore={loadMore}
            />
          ) : (
            <RunsCards
              slug={slug}
              rows={list.rows}
              selection={selection}
              onSelect={setSelection}
              onLoadMore={loadMore}
            />
          )
        ) : (
          <NoRows
            slug={slug}
            state={state}
            isFiltered={isFiltered}
            onClear={() => setParams({ q: null, status: null, task: null, protocol: null })}
            onRetry={() => void reload()}
          />
        )}
      </section>
      <SelectionBar slug={slug} runs={selected} onClear={() => setSelection({})} />
    </>
  );
}

function NoRows({
  slug,
  state,
  isFiltered,
  onClear,
  onRetry,
}: {
  readonly slug: string;
  readonly state: RunListState;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly onRetry: () => void;
}) {
  switch (state.status) {
    case 'loading':
    case 'loading-more':
      return <TableSkeleton rows={10} />;
    case 'offline':
      return <OfflineState />;
    case 'failed':
      return (
        <EmptyState
          icon={TriangleAlert}
          title="The runs could not be loaded"
          action={<Button onClick={onRetry}>Try again</Button>}
        >
          {state.message}
        </EmptyState>
      );
    case 'missing':
      return (
        <EmptyState
          icon={SearchX}
          title={`There is no project “${slug}”`}
          action={<LinkButton href="/?all">All projects</LinkButton>}
        >
          It may have been renamed; check the address.
        </EmptyState>
      );
    case 'ready':
      return isFiltered ? (
        <EmptyState
          icon={SearchX}
          title="No run matches"
          action={<Button onClick={onClear}>Clear the filters</Button>}
        />
      ) : (
        <EmptyProject
          slug={slug}
          whenReady={
            <EmptyState
              icon={Rocket}
              title="No runs yet"
              action={
                <LinkButton href={`/p/${slug}/launch`} variant="primary">
                  <Rocket aria-hidden /> Launch an experiment
                </LinkButton>
              }
            >
              The data is here: choose a task, features and an architecture, and train.
            </EmptyState>
          }
        />
      );
  }
}
