'use client';
import { Hourglass, SearchX } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { ConfusionHeatMap } from '../../charts';
import { plural } from '../../format/format';
import { ExperimentPageDocument, type ExperimentPageQuery } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { ClassReport } from '../run/class-report';
import { useRunEvents } from '../shell';
import { DeletedNotice } from './experiment-actions';
import { ExperimentHeader } from './experiment-header';
import { ExperimentRuns } from './experiment-runs';
import { PooledScorePanel } from './pooled-score-panel';

// The score is what the page opens with; what is below it comes with its panels.
const ExperimentCurves = lazy(async () => ({ default: (await import('./experiment-curves')).ExperimentCurves }));
const InflationPanel = lazy(async () => ({ default: (await import('../inflation/inflation-panel')).InflationPanel }));
const ExperimentAudit = lazy(async () => ({ default: (await import('../audit/experiment-audit')).ExperimentAudit }));

export type Experiment = NonNullable<ExperimentPageQuery['experiment']>;

/** One configuration: its score over all folds and seeds, and the runs it is made of. */
export function ExperimentPage({ slug, experimentId }: { readonly slug: string; readonly experimentId: string }) {
  const state = useApiQuery(ExperimentPageDocument, { id: experimentId });
  const { reload } = state;
  useRunEvents((run) => {
    // The score changes with each run that ends; progress in between comes through the cache.
    if (run.experiment.id === experimentId && run.status !== 'RUNNING') reload();
  });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ experiment }) =>
        experiment === null ? (
          <EmptyState
            icon={SearchX}
            title="There is no experiment with this id"
            action={<LinkButton href={`/p/${slug}/leaderboard`}>Leaderboard</LinkButton>}
          >
            It may have been removed, or the link is incomplete.
          </EmptyState>
        ) : (
          <Body slug={slug} experiment={experiment} onChange={reload} />
        )
      }
    </QueryBoundary>
  );
}

function Body({
  slug,
  experiment,
  onChange,
}: {
  readonly slug: string;
  readonly experiment: Experiment;
  readonly onChange: () => void;
}) {
  const { score, protocol } = experiment;
  if (experiment.deletedAt !== null) {
    return (
      <>
        <ExperimentHeader slug={slug} experiment={experiment} onChange={onChange} />
        <div className="flex flex-col gap-4">
          <DeletedNotice experiment={experiment} onChange={onChange} />
          <ExperimentRuns slug={slug} runs={experiment.runs.nodes} />
        </div>
      </>
    );
  }
  return (
    <>
      <ExperimentHeader slug={slug} experiment={experiment} onChange={onChange} />
      <div className="flex flex-col gap-4">
        {protocol?.isLeakyByDesign && (
          <Notice tone="warn" title="These figures are inflated by the split itself">
            {protocol.description} They say nothing about voices that were never heard.
          </Notice>
        )}
        {score === null ? (
          <Panel>
            <EmptyState icon={Hourglass} title="No run has finished yet">
              The score is pooled over {plural(experiment.plannedFolds, 'fold')} and{' '}
              {plural(experiment.plannedSeeds.length, 'seed')}; it appears with the first run that ends.
            </EmptyState>
          </Panel>
        ) : (
          <>
            <PooledScorePanel score={score} runs={experiment.runs.nodes} />
            <div className="grid gap-4 xl:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)]">
              <Panel title="Confusion matrix, all test clips" hint={`${plural(score.runsPooled, 'run')} pooled`}>
                <ConfusionHeatMap
                  title="Confusion matrix of all runs"
                  labels={score.confusion.labels}
                  counts={score.confusion.counts}
                />
              </Panel>
              <ClassReport matrix={score.confusion} />
            </div>
          </>
        )}
        <Suspense fallback={<PanelSkeleton className="h-96" />}>
          <ExperimentCurves runs={experiment.runs.nodes} />
          {experiment.source === 'LAUNCHED' && <InflationPanel slug={slug} experimentId={experiment.id} />}
          {score !== null && <ExperimentAudit experimentId={experiment.id} />}
        </Suspense>
        <ExperimentRuns slug={slug} runs={experiment.runs.nodes} />
      </div>
    </>
  );
}
