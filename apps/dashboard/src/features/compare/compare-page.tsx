'use client';
import { GitCompareArrows, SearchX } from 'lucide-react';
import { Suspense, useMemo } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { assignColors } from '../../charts';
import { plural } from '../../format/format';
import { CompareRunsDocument } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { useCompareParams } from './compare-params';
import { ConfusionPanel } from './confusion-panel';
import { CurvesPanel } from './curves-panel';
import { MetricsPanel } from './metrics-panel';
import { PairedPanels } from './paired-panels';
import { type ComparedRun, findMismatches } from './prepare-compare';
import { labelRuns } from './run-labels';
import { RunStrip } from './run-strip';
import { SettingsPanel } from './settings-panel';

export function ComparePage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Compare slug={slug} />
    </Suspense>
  );
}

function Compare({ slug }: { readonly slug: string }) {
  const { params } = useCompareParams();
  const idList = params.ids.join(',');
  const ids = useMemo(() => [...new Set(idList.split(',').filter(Boolean))], [idList]);
  const state = useApiQuery(CompareRunsDocument, { ids }, { isPaused: ids.length === 0 });
  if (ids.length === 0) return <NothingSelected slug={slug} />;
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ runs }) =>
        runs.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="None of these runs exists"
            action={<LinkButton href={`/p/${slug}/runs`}>All runs</LinkButton>}
          >
            Check the address.
          </EmptyState>
        ) : (
          <Comparison slug={slug} runs={runs} missingCount={ids.length - runs.length} />
        )
      }
    </QueryBoundary>
  );
}

function NothingSelected({ slug }: { readonly slug: string }) {
  return (
    <>
      <PageHeader title="Compare" />
      <div className="rounded-lg border border-line bg-surface">
        <EmptyState
          icon={GitCompareArrows}
          title="No runs selected"
          action={
            <LinkButton variant="primary" href={`/p/${slug}/runs`}>
              Go to the runs
            </LinkButton>
          }
        >
          Tick two or more runs in the list of runs, then choose Compare in the bar that appears. The address of the
          comparison can be shared.
        </EmptyState>
      </div>
    </>
  );
}

function Comparison({
  slug,
  runs,
  missingCount,
}: {
  readonly slug: string;
  readonly runs: readonly ComparedRun[];
  readonly missingCount: number;
}) {
  const { params, setParams } = useCompareParams();
  const named = useMemo(() => {
    const labels = labelRuns(runs);
    return runs.map((run) => ({ ...run, name: labels.get(run.id) ?? run.name }));
  }, [runs]);
  const colors = useMemo(() => assignColors(runs.map(({ id }) => id)), [runs]);
  const mismatches = findMismatches(runs);
  const setRuns = (ids: readonly string[]) => setParams({ ids: [...ids] });
  return (
    <>
      <PageHeader title={`Compare ${plural(runs.length, 'run')}`} hint="Differences are to the first run." />
      <div className="flex flex-col gap-4">
        {missingCount > 0 && (
          <Notice>
            {plural(missingCount, 'run')} of the address could not be found and {missingCount === 1 ? 'is' : 'are'} left
            out.
          </Notice>
        )}
        {mismatches.length > 0 && (
          <Notice tone="warn" title="Compare these figures with care">
            <ul>
              {mismatches.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </Notice>
        )}
        <RunStrip slug={slug} runs={named} colors={colors} onChange={setRuns} />
        <CurvesPanel runs={named} colors={colors} params={params} setParams={setParams} />
        <MetricsPanel runs={named} colors={colors} />
        <PairedPanels runs={named} />
        <ConfusionPanel runs={named} colors={colors} />
        <SettingsPanel runs={named} colors={colors} params={params} setParams={setParams} />
      </div>
    </>
  );
}
