'use client';
import { Ban, ChevronLeft, Pause, Play, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useQueryState } from 'nuqs';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { useLive } from '../../api/use-live';
import { type MutationFailure, useMutationResult } from '../../api/use-mutation-result';
import { ChartFrame } from '../../charts/chart-frame';
import { formatDateTime, formatDuration, formatMetric, plural } from '../../format/format';
import {
  CancelSweepDocument,
  PauseSweepDocument,
  ResumeSweepDocument,
  SweepChangedDocument,
  SweepPageDocument,
} from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button, LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Fact } from '../../ui/fact';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { PanelSkeleton } from '../../ui/skeleton';
import { usePageTitle } from '../../ui/use-page-title';
import { useRunEvents } from '../shell';
import { ImportancePanel } from './importance-panel';
import { ParallelPlot } from './parallel-plot';
import { formatBrushes, isBrushed, parseBrushes, prepareParallel, prepareProgress, type Sweep } from './prepare-sweep';
import { ProgressChart } from './progress-chart';
import { endedTrials } from './sweep-facts';
import { SweepStatusLabel } from './sweep-status';
import { TrialsTable } from './trials-table';

/** One search: how far it is, what it found, and what it stopped. */
export function SweepPage({ slug, sweepId }: { readonly slug: string; readonly sweepId: string }) {
  const state = useApiQuery(SweepPageDocument, { id: sweepId });
  const { reload } = state;
  useLive(SweepChangedDocument, { slug }, ({ sweepChanged }) => {
    if (sweepChanged.id === sweepId) reload();
  });
  useRunEvents((run) => {
    if (run.status !== 'RUNNING') reload();
  });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ sweep }) =>
        sweep === null ? (
          <EmptyState
            icon={SearchX}
            title="There is no sweep with this id"
            action={<LinkButton href={`/p/${slug}/sweeps`}>All sweeps</LinkButton>}
          >
            It may have been removed, or the link is incomplete.
          </EmptyState>
        ) : (
          <Body slug={slug} sweep={sweep} onChange={reload} />
        )
      }
    </QueryBoundary>
  );
}

function Body({
  slug,
  sweep,
  onChange,
}: {
  readonly slug: string;
  readonly sweep: Sweep;
  readonly onChange: () => void;
}) {
  const [brushText, setBrushText] = useQueryState('brush', { defaultValue: '' });
  const brushes = parseBrushes(brushText);
  const trials = sweep.trials.nodes;
  const names = new Map(sweep.project.architectures.map(({ id, name }) => [id, name]));
  const figure = prepareParallel(sweep, trials, names);
  const shownIds = new Set(figure.lines.filter((line) => isBrushed(line, brushes)).map(({ id }) => id));
  const shown = trials.filter(({ id }) => shownIds.has(id));
  const metric = sweep.objective.metric.toLowerCase();
  const table = <TrialsTable slug={slug} sweep={sweep} trials={shown} names={names} />;
  return (
    <>
      <Header slug={slug} sweep={sweep} onChange={onChange} />
      <div className="flex flex-col gap-4">
        {sweep.endReason && (
          <Notice tone={sweep.status === 'FAILED' ? 'bad' : 'info'} title={`Ended: ${sweep.endReason}`} />
        )}
        <div className="grid gap-4 xl:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
          <Panel>
            <ProgressChart points={prepareProgress(trials, sweep.objective.isMinimised)} metric={metric} />
          </Panel>
          <ImportancePanel importance={sweep.importance} />
        </div>
        <Panel
          title="Parallel coordinates"
          hint="Drag along an axis to keep the trials that lie there; the table below follows. Dashed: no result."
          actions={
            brushes.size > 0 && (
              <Button size="sm" onClick={() => void setBrushText('')}>
                Show all {trials.length}
              </Button>
            )
          }
        >
          <ChartFrame
            title={`${shown.length} of ${plural(trials.length, 'trial')}`}
            chart={
              <ParallelPlot
                figure={figure}
                brushes={brushes}
                onBrush={(next) => void setBrushText(formatBrushes(next))}
              />
            }
            table={table}
          />
        </Panel>
        {sweep.earlyStopping.kind !== 'NONE' && (
          <Panel title="Stopped early" hint={`${sweep.earlyStopping.kind.toLowerCase()} rule`}>
            <p>{sweep.stopping.summary}</p>
            <p className="mt-1 text-sm text-ink-faint">
              Saved time is estimated from the epochs that were left, at the pace of the stopped run.
            </p>
          </Panel>
        )}
        <Panel title="Trials" bodyClassName="">
          {table}
        </Panel>
      </div>
    </>
  );
}

function Header({
  slug,
  sweep,
  onChange,
}: {
  readonly slug: string;
  readonly sweep: Sweep;
  readonly onChange: () => void;
}) {
  const ended = endedTrials(sweep);
  const { bestTrial: best, limits } = sweep;
  usePageTitle(sweep.name);
  return (
    <header className="flex flex-col gap-2.5 pb-4">
      <Link
        href={`/p/${slug}/sweeps`}
        className="-ml-1 flex items-center gap-0.5 self-start text-sm text-ink-faint hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> Sweeps
      </Link>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="min-w-0 text-lg font-semibold tracking-tight break-words">{sweep.name}</h1>
          <Badge>{sweep.method.toLowerCase()}</Badge>
        </div>
        <Actions sweep={sweep} onChange={onChange} />
      </div>
      <dl className="flex flex-wrap items-center gap-x-5 gap-y-1.5">
        <Fact name="Status">
          <SweepStatusLabel status={sweep.status} />
        </Fact>
        <Fact name="Trials">
          {ended} of {limits.maxTrials}, {limits.parallelTrials} at a time
        </Fact>
        <Fact name={`Best ${sweep.objective.metric.toLowerCase()} (validation)`}>
          {best ? `${formatMetric(best.objective)}, trial ${best.number}` : 'none yet'}
        </Fact>
        <Fact name="Trained">{formatDuration(sweep.trainSeconds)}</Fact>
        <Fact name="Seed">{sweep.seed}</Fact>
        <Fact name="Begun">{formatDateTime(sweep.createdAt)}</Fact>
      </dl>
      <ProgressBar label="Trials ended" done={ended} total={limits.maxTrials} />
    </header>
  );
}

function Actions({ sweep, onChange }: { readonly sweep: Sweep; readonly onChange: () => void }) {
  const [pause, isPausing] = useMutationResult(PauseSweepDocument, 'pauseSweep');
  const [resume, isResuming] = useMutationResult(ResumeSweepDocument, 'resumeSweep');
  const [cancel, isCanceling] = useMutationResult(CancelSweepDocument, 'cancelSweep');
  const input = { sweepId: sweep.id };
  const say = (done: string) => (outcome: { ok: true } | { ok: false; failure: MutationFailure }) => {
    if (outcome.ok) notify('success', done);
    else notify('error', outcome.failure.message);
    onChange();
  };
  if (sweep.status !== 'RUNNING' && sweep.status !== 'PAUSED') return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {sweep.status === 'RUNNING' ? (
        <Button disabled={isPausing} onClick={() => void pause({ input }).then(say('Paused: trials under way go on.'))}>
          <Pause aria-hidden /> Pause
        </Button>
      ) : (
        <Button disabled={isResuming} onClick={() => void resume({ input }).then(say('The sweep goes on.'))}>
          <Play aria-hidden /> Go on
        </Button>
      )}
      <Button
        variant="danger"
        disabled={isCanceling}
        onClick={() => void cancel({ input }).then(say('Canceled, with its trials.'))}
      >
        <Ban aria-hidden /> Cancel
      </Button>
    </div>
  );
}
