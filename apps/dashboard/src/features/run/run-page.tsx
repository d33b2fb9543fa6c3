'use client';
import { SearchX } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Suspense, useEffect, useRef } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { RunPageDocument, type RunPageQuery, type RunStatus } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PanelSkeleton, Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { RunAudit, RunScores } from '../audit';
import { RunArtifacts } from './run-artifacts';
import { RunFailureNotice } from './run-failure-notice';
import { RunHeader } from './run-header';
import { RunLog } from './run-log';
import { RunOverview } from './run-overview';
import { RunParameters } from './run-parameters';
import { RunPredictions } from './run-predictions';

const TABS = ['overview', 'scores', 'predictions', 'audit', 'parameters', 'log', 'artifacts'] as const;

export function RunPage({ slug, runId }: { readonly slug: string; readonly runId: string }) {
  const state = useApiQuery(RunPageDocument, { id: runId });
  useReloadOnEnd(state.data?.run?.status, state.reload);
  return (
    <Suspense fallback={<RunSkeleton />}>
      <QueryBoundary state={state} loading={<RunSkeleton />}>
        {({ run }) => (run ? <Run slug={slug} run={run} /> : <MissingRun slug={slug} />)}
      </QueryBoundary>
    </Suspense>
  );
}

function Run({ slug, run }: { readonly slug: string; readonly run: NonNullable<RunPageQuery['run']> }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('overview'));
  return (
    <>
      <RunHeader slug={slug} run={run} />
      <RunFailureNotice run={run} onShowLog={() => setTab('log')} />
      <Tabs
        label="Parts of the run"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'overview', label: 'Overview', content: <RunOverview run={run} /> },
          { value: 'scores', label: 'Scores', content: <RunScores runId={run.id} /> },
          { value: 'predictions', label: 'Predictions', content: <RunPredictions run={run} /> },
          { value: 'audit', label: 'Audit', content: <RunAudit runId={run.id} /> },
          { value: 'parameters', label: 'Parameters', content: <RunParameters run={run} /> },
          { value: 'log', label: 'Log', content: <RunLog runId={run.id} status={run.status} /> },
          {
            value: 'artifacts',
            label: 'Artifacts',
            count: run.artifacts.length || null,
            content: <RunArtifacts run={run} />,
          },
        ]}
      />
    </>
  );
}

/** Status and progress arrive as events; results (scores, matrices, artifacts) are there once the run has ended. */
function useReloadOnEnd(status: RunStatus | undefined, reload: () => void): void {
  const before = useRef(status);
  useEffect(() => {
    if (before.current !== undefined && status !== before.current) reload();
    before.current = status;
  });
}

function MissingRun({ slug }: { readonly slug: string }) {
  return (
    <EmptyState
      icon={SearchX}
      title="There is no run with this id"
      action={<LinkButton href={`/p/${slug}/runs`}>All runs</LinkButton>}
    >
      It may have been removed, or the link is incomplete.
    </EmptyState>
  );
}

function RunSkeleton() {
  return (
    <div role="status" aria-label="Loading the run" className="flex flex-col gap-4">
      <Skeleton className="h-7 w-80" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <div className="grid gap-4 lg:grid-cols-3">
        <PanelSkeleton />
        <PanelSkeleton />
        <PanelSkeleton />
      </div>
    </div>
  );
}
