'use client';
import { SearchX } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { RunPageDocument, type RunPageQuery } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PanelSkeleton, Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { RunCurves } from './run-curves';
import { RunFailureNotice } from './run-failure-notice';
import { RunHeader } from './run-header';
import { RunOverview } from './run-overview';
import { useRunTab } from './run-tabs';

// Overview and curves are what a page opens with; the other parts load when they are chosen.
const RunEvaluation = lazy(async () => ({ default: (await import('./run-evaluation')).RunEvaluation }));
const RunPredictions = lazy(async () => ({ default: (await import('./run-predictions')).RunPredictions }));
const RunParameters = lazy(async () => ({ default: (await import('./run-parameters')).RunParameters }));
const RunLog = lazy(async () => ({ default: (await import('./run-log')).RunLog }));
const RunArtifacts = lazy(async () => ({ default: (await import('./run-artifacts')).RunArtifacts }));
const RunAudit = lazy(async () => ({ default: (await import('../audit/run-audit')).RunAudit }));

export function RunPage({ slug, runId }: { readonly slug: string; readonly runId: string }) {
  const state = useApiQuery(RunPageDocument, { id: runId });
  useReloadOnProgress(state.data?.run ?? null, state.reload);
  return (
    <Suspense fallback={<RunSkeleton />}>
      <QueryBoundary state={state} loading={<RunSkeleton />}>
        {({ run }) => (run ? <Run slug={slug} run={run} /> : <MissingRun slug={slug} />)}
      </QueryBoundary>
    </Suspense>
  );
}

function Run({ slug, run }: { readonly slug: string; readonly run: NonNullable<RunPageQuery['run']> }) {
  const [tab, setTab] = useRunTab();
  return (
    <>
      <RunHeader slug={slug} run={run} tab={tab} />
      <RunFailureNotice run={run} onShowLog={() => setTab('log')} />
      <Tabs
        key={run.id}
        label="Parts of the run"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'overview', label: 'Overview', content: <RunOverview run={run} onTab={setTab} /> },
          { value: 'curves', label: 'Curves', content: <RunCurves run={run} /> },
          { value: 'evaluation', label: 'Evaluation', content: <RunEvaluation run={run} /> },
          { value: 'predictions', label: 'Predictions', content: <RunPredictions run={run} /> },
          { value: 'parameters', label: 'Parameters & environment', content: <RunParameters run={run} /> },
          { value: 'log', label: 'Log', content: <RunLog runId={run.id} status={run.status} /> },
          {
            value: 'artifacts',
            label: 'Artifacts',
            count: run.artifacts.length || null,
            content: <RunArtifacts run={run} />,
          },
          { value: 'audit', label: 'Audit', content: <RunAudit runId={run.id} /> },
        ]}
      />
    </>
  );
}

/** Figures are read again while a run goes on, but no more often than this. */
const RELOAD_MS = 3000;

/** Status and progress arrive as events; results (scores, matrices, artifacts) are there once the run has ended. */
function useReloadOnProgress(
  run: { readonly id: string; readonly status: string; readonly epochsDone: number } | null,
  reload: () => void,
): void {
  const before = useRef(run);
  const latest = useRef(reload);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    latest.current = reload;
    const known = before.current;
    before.current = run;
    if (known === null || run === null || known.id !== run.id) return;
    if (known.status !== run.status) reload();
    else if (known.epochsDone !== run.epochsDone) {
      timer.current ??= setTimeout(() => {
        timer.current = null;
        latest.current();
      }, RELOAD_MS);
    }
  });
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
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
