'use client';
import { Clock } from 'lucide-react';
import { useMemo } from 'react';
import type { RunOverviewFragment } from '../../generated/graphql';
import { EmptyState } from '../../ui/empty-state';
import { useLiveSeries } from '../series';
import { MetricTiles } from './metric-tiles';
import { RunConfusion } from './run-confusion';
import { RunCurves } from './run-curves';

export function RunOverview({ run }: { readonly run: RunOverviewFragment }) {
  const runIds = useMemo(() => [run.id], [run.id]);
  const isLive = run.status === 'QUEUED' || run.status === 'RUNNING';
  const { status, series } = useLiveSeries(runIds, { isLive });
  if (run.status === 'QUEUED' && series.length === 0) {
    return (
      <EmptyState icon={Clock} title="This run waits for a worker">
        Curves appear here as soon as its first epoch is done.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <MetricTiles run={run} series={series} />
      <RunCurves series={series} isLoading={status === 'loading'} />
      <RunConfusion run={run} />
    </div>
  );
}
