'use client';
import { ArrowLeft, ArrowRight, Ban, ChevronLeft, GitCompareArrows, Rocket, RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { runColor } from '../../charts/palette';
import { elapsedSeconds, formatCompact, formatDateTime, formatDuration, sentenceCase } from '../../format/format';
import type { RunHeaderFragment } from '../../generated/graphql';
import { Button, LinkButton } from '../../ui/button';
import { Fact } from '../../ui/fact';
import { InlineText } from '../../ui/inline-text';
import { ProgressBar } from '../../ui/progress-bar';
import { useNow } from '../../ui/use-now';
import { usePageTitle } from '../../ui/use-page-title';
import { AuditBadge } from '../audit';
import { PromoteButton } from '../models';
import { foldLabel, hasGivenName, ProtocolBadge, RunStatusLabel, runLabel, secondsLeft, useRunActions } from '../runs';
import type { RunTab } from './run-tabs';
import { RunTags } from './run-tags';
import { useEditRun } from './use-edit-run';

export function RunHeader({
  slug,
  run,
  tab,
}: {
  readonly slug: string;
  readonly run: RunHeaderFragment;
  /** Kept when going to the run before or after. */
  readonly tab: RunTab;
}) {
  const { experiment } = run;
  return (
    <header className="flex flex-col gap-2.5 pb-4">
      <div className="flex items-center justify-between gap-4">
        <Link
          href={`/p/${slug}/runs`}
          className="-ml-1 flex items-center gap-0.5 text-sm text-ink-faint hover:text-ink"
        >
          <ChevronLeft aria-hidden className="size-3.5" /> Runs
        </Link>
        <Neighbours slug={slug} run={run} tab={tab} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-72 items-center gap-x-2.5">
          <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: runColor(run.id) }} />
          <Title slug={slug} run={run} />
        </div>
        <Actions slug={slug} run={run} />
      </div>
      <RunTags run={run} />
      <dl className="flex flex-wrap items-center gap-x-5 gap-y-1.5">
        <Fact name="Status">
          <RunStatusLabel status={run.status} isStalled={run.isStalled} />
        </Fact>
        <Fact name="Protocol">
          <ProtocolBadge protocol={experiment.protocol} />
        </Fact>
        {run.auditStatus && (
          <Fact name="Audit">
            <Link href="?tab=audit" aria-label={`The audit's certificate: ${run.auditStatus.toLowerCase()}`}>
              <AuditBadge status={run.auditStatus} />
            </Link>
          </Fact>
        )}
        {experiment.task && <Fact name="Task">{sentenceCase(experiment.task)}</Fact>}
        {experiment.featureSet && <Fact name="Features">{experiment.featureSet.name}</Fact>}
        {experiment.architecture && (
          <Fact name="Architecture">
            {experiment.architecture.name}
            {run.parameterCount !== null && (
              <span className="ml-1.5 text-ink-faint">{formatCompact(run.parameterCount)} parameters</span>
            )}
          </Fact>
        )}
        {run.backend && (
          <Fact name="Backend">
            <span title={run.backend.versions.map(({ name, version }) => `${name} ${version}`).join('\n')}>
              {run.backend.name} · {run.backend.device}
              {run.backend.threads > 1 && ` · ${run.backend.threads} threads`}
            </span>
          </Fact>
        )}
        {run.worker && <Fact name="Worker">{run.worker.name}</Fact>}
        <Fact name="Duration">
          <Duration run={run} />
        </Fact>
        {run.attempt > 1 && <Fact name="Attempt">{run.attempt}</Fact>}
        <Fact name="Created">{formatDateTime(run.createdAt)}</Fact>
      </dl>
      {run.status === 'RUNNING' && (
        <div className="numeric flex items-center gap-3 text-sm text-ink-faint">
          <ProgressBar done={run.epochsDone} total={run.epochCount} label="Epochs" className="max-w-sm" />
          epoch {run.epochsDone}
          {run.epochCount !== null && ` of ${run.epochCount}`}
          <TimeLeft run={run} />
        </div>
      )}
    </header>
  );
}

/** The name that somebody gave it, or its experiment and its part; changed where it stands. */
function Title({ slug, run }: { readonly slug: string; readonly run: RunHeaderFragment }) {
  const edit = useEditRun(run.id);
  const { experiment, name } = run;
  const fold = foldLabel(run);
  usePageTitle(hasGivenName(run) ? name : runLabel(run));
  return (
    <>
      <h1 className="min-w-0 text-lg font-semibold tracking-tight break-words">
        {hasGivenName(run) && (
          <>
            {name} <span className="font-normal text-ink-faint">· </span>
          </>
        )}
        <Link
          href={`/p/${slug}/experiments/${experiment.id}`}
          className={hasGivenName(run) ? 'font-normal text-ink-faint hover:underline' : 'hover:underline'}
        >
          {experiment.name}
        </Link>
        {fold && <span className="font-normal text-ink-faint"> · {fold}</span>}
      </h1>
      <InlineText
        label="Name"
        value={name}
        placeholder="No name"
        isTextHidden
        onSave={(next) => edit({ name: next })}
      />
    </>
  );
}

function Duration({ run }: { readonly run: RunHeaderFragment }) {
  if (run.status === 'RUNNING') return <RunningDuration startedAt={run.startedAt} />;
  if (run.status === 'QUEUED' && run.queuePosition !== null) return `waiting, place ${run.queuePosition}`;
  return formatDuration(elapsedSeconds(run.startedAt, run.finishedAt, Number.NaN));
}

function TimeLeft({ run: { startedAt, epochsDone, epochCount } }: { readonly run: RunHeaderFragment }) {
  const now = useNow();
  const left = secondsLeft(elapsedSeconds(startedAt, null, now), epochsDone, epochCount);
  return left === null ? null : <span className="whitespace-nowrap">about {formatDuration(left)} left</span>;
}

function RunningDuration({ startedAt }: { readonly startedAt: string | null }) {
  const now = useNow();
  return formatDuration(elapsedSeconds(startedAt, null, now));
}

function Actions({ slug, run }: { readonly slug: string; readonly run: RunHeaderFragment }) {
  const { cancel, resume, isBusy } = useRunActions();
  const isLaunched = run.source === 'LAUNCHED';
  return (
    <div className="flex flex-wrap items-center gap-2">
      {(run.status === 'QUEUED' || run.status === 'RUNNING') && (
        <Button variant="danger" disabled={isBusy} onClick={() => cancel(run.id)}>
          <Ban aria-hidden /> Cancel
        </Button>
      )}
      {isLaunched && (run.status === 'FAILED' || run.status === 'CANCELED') && (
        <Button disabled={isBusy} onClick={() => resume(run.id)}>
          <RotateCcw aria-hidden /> Resume
        </Button>
      )}
      <PromoteButton slug={slug} run={run} />
      <LinkButton href={`/p/${slug}/compare?runs=${run.id}`}>
        <GitCompareArrows aria-hidden /> Compare
      </LinkButton>
      {isLaunched && (
        <LinkButton href={`/p/${slug}/launch?from=run:${run.id}`} variant="primary">
          <Rocket aria-hidden /> Clone & launch
        </LinkButton>
      )}
    </div>
  );
}

/** The runs made just before and after, on the tab that is open. */
function Neighbours({
  slug,
  run: { previous, next },
  tab,
}: {
  readonly slug: string;
  readonly run: RunHeaderFragment;
  readonly tab: RunTab;
}) {
  const address = (id: string) => `/p/${slug}/runs/${id}${tab === 'overview' ? '' : `?tab=${tab}`}`;
  return (
    <nav aria-label="Runs before and after" className="flex items-center gap-1">
      {previous && (
        <LinkButton size="sm" variant="ghost" href={address(previous.id)} title={previous.name} rel="prev">
          <ArrowLeft aria-hidden /> Previous run
        </LinkButton>
      )}
      {next && (
        <LinkButton size="sm" variant="ghost" href={address(next.id)} title={next.name} rel="next">
          Next run <ArrowRight aria-hidden />
        </LinkButton>
      )}
    </nav>
  );
}
