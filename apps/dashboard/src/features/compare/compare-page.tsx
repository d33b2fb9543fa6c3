'use client';
import { GitCompareArrows, Plus } from 'lucide-react';
import { Suspense, useMemo } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { assignColors } from '../../charts';
import { plural } from '../../format/format';
import { CompareRunsDocument } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { ComparabilityNotice } from './comparability-notice';
import { useCompareParams } from './compare-params';
import { ComparedCurves } from './compared-curves';
import { ComparedMatrices } from './compared-matrices';
import { ComparedRuns } from './compared-runs';
import { ComparisonTable } from './comparison-table';
import type { ComparedRun } from './prepare-comparison';
import { labelRuns } from './run-labels';

/** One run as the parts of this page name and colour it. */
export interface Column {
  readonly run: ComparedRun;
  readonly label: string;
  readonly color: number;
}

export function ComparePage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Compare slug={slug} />
    </Suspense>
  );
}

function Compare({ slug }: { readonly slug: string }) {
  const { params } = useCompareParams();
  const { ids } = params;
  const state = useApiQuery(
    CompareRunsDocument,
    useMemo(() => ({ ids: [...ids] }), [ids]),
    {
      isPaused: ids.length === 0,
    },
  );
  return (
    <>
      <PageHeader
        title="Compare"
        hint={ids.length > 0 ? plural(ids.length, 'run') : undefined}
        actions={
          <LinkButton href={`/p/${slug}/runs`}>
            <Plus aria-hidden /> Choose runs
          </LinkButton>
        }
      />
      {ids.length === 0 ? (
        <EmptyState
          icon={GitCompareArrows}
          title="Nothing to compare yet"
          action={
            <LinkButton href={`/p/${slug}/runs`} variant="primary">
              Choose runs
            </LinkButton>
          }
        >
          Tick two or more runs in the table and press Compare.
        </EmptyState>
      ) : (
        <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
          {({ runs }) => <Comparison slug={slug} ids={ids} runs={runs} />}
        </QueryBoundary>
      )}
    </>
  );
}

function Comparison({
  slug,
  ids,
  runs,
}: {
  readonly slug: string;
  readonly ids: readonly string[];
  readonly runs: readonly ComparedRun[];
}) {
  const columns = useMemo<Column[]>(() => {
    // In the order of the address, whatever order they came in.
    const ordered = ids.flatMap((id) => runs.filter((run) => run.id === id));
    const labels = labelRuns(ordered);
    const colors = assignColors(ordered.map(({ id }) => id));
    return ordered.map((run) => ({ run, label: labels.get(run.id) ?? run.name, color: colors.get(run.id) ?? 0 }));
  }, [ids, runs]);
  const missing = ids.length - columns.length;
  return (
    <div className="flex flex-col gap-4">
      <ComparedRuns slug={slug} columns={columns} missing={missing} />
      <ComparabilityNotice runs={columns.map(({ run }) => run)} />
      <ComparedCurves columns={columns} />
      <ComparisonTable columns={columns} />
      <ComparedMatrices columns={columns} />
    </div>
  );
}
