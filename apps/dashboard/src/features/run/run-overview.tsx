'use client';
import { Clock } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { RunOverviewFragment } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PanelSkeleton } from '../../ui/skeleton';
import { MetricTiles } from './metric-tiles';
import { RunCurves } from './run-curves';
import type { RunTab } from './run-tabs';

/** Below the curves, with players for the clips of a cell. */
const RunConfusion = lazy(async () => ({ default: (await import('./run-confusion')).RunConfusion }));

/** The figures, the main curves and the confusion matrix: a run at a glance. */
export function RunOverview({
  run,
  onTab,
}: {
  readonly run: RunOverviewFragment;
  readonly onTab: (tab: RunTab) => void;
}) {
  if (run.status === 'QUEUED' && run.metrics.length === 0) {
    return (
      <EmptyState icon={Clock} title="This run waits for a worker">
        Curves appear here as soon as its first epoch is done.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <MetricTiles run={run} />
      <RunCurves run={run} isBrief />
      <Suspense fallback={<PanelSkeleton className="h-96" />}>
        <RunConfusion run={run} />
      </Suspense>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onTab('curves')}>All curves</Button>
        <Button onClick={() => onTab('evaluation')}>Speakers, groups and hardest clips</Button>
      </div>
    </div>
  );
}
