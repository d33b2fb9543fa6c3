'use client';
import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { runColor } from '../../charts/palette';
import {
  elapsedSeconds,
  formatAgo,
  formatDuration,
  formatMetric,
  formatPercent,
  MISSING,
  sentenceCase,
} from '../../format/format';
import { ProgressBar } from '../../ui/progress-bar';
import { useNow } from '../../ui/use-now';
import { ProtocolBadge } from './protocol-badge';
import { isShare, type RunColumn } from './run-column';
import { foldLabel, splitTrialName } from './run-facts';
import { RunStatusLabel, RunStatusMark } from './run-status';
import type { TableRun } from './run-windows';

/** What a run has in a column. */
export function RunCell({ run, column }: { readonly run: TableRun; readonly column: RunColumn }) {
  switch (column.id) {
    case 'protocol':
      return <ProtocolBadge protocol={run.experiment.protocol} />;
    case 'status':
      return <RunStatusLabel status={run.status} isStalled={run.isStalled} />;
    case 'duration':
      return <DurationCell run={run} />;
    case 'created':
      return <CreatedCell iso={run.createdAt} />;
    case 'tags':
      return <TagList tags={run.tags} />;
    default:
      return <TextCell text={cellText(run, column)} />;
  }
}

/** The same as text, for columns that need no more. */
export function cellText(run: TableRun, column: RunColumn): string {
  const { field } = column;
  if (field?.kind === 'metric') {
    const summary = (run.shown ?? []).find((metric) => metric.key === field.key && metric.split === field.split);
    const value = summary ? decodeMetricValue(summary[aggregateName(field.aggregate)]) : null;
    return isShare(column) ? formatPercent(value) : formatMetric(value);
  }
  if (field?.kind === 'param') return paramText(run.params, field.key);
  switch (column.id) {
    case 'task':
      return run.experiment.task ? sentenceCase(run.experiment.task) : MISSING;
    case 'architecture':
      return run.experiment.architecture?.name ?? MISSING;
    case 'experiment':
      return run.experiment.name;
    case 'backend':
      return run.backend?.name ?? MISSING;
    case 'seed':
      return run.seed === null ? MISSING : String(run.seed);
    case 'fold':
      return run.foldIndex === null ? MISSING : String(run.foldIndex + 1);
    case 'epochs':
      return run.epochCount === null ? String(run.epochsDone) : `${run.epochsDone}/${run.epochCount}`;
    case 'parameters':
      return run.parameterCount === null ? MISSING : run.parameterCount.toLocaleString('en');
    case 'notes':
      return run.notes || MISSING;
    default:
      return MISSING;
  }
}

function aggregateName(aggregate: 'LAST' | 'MIN' | 'MAX' | 'BEST') {
  return ({ LAST: 'last', MIN: 'min', MAX: 'max', BEST: 'best' } as const)[aggregate];
}

/** A parameter by its path, nested or flat. */
function paramText(params: unknown, path: string): string {
  const found = paramAt(params, path);
  if (found === undefined || found === null) return MISSING;
  return typeof found === 'object' ? JSON.stringify(found) : String(found);
}

function paramAt(params: unknown, path: string): unknown {
  if (typeof params !== 'object' || params === null) return undefined;
  const entries = Object.entries(params);
  const own = entries.find(([key]) => key === path);
  if (own !== undefined) return own[1];
  for (const [key, value] of entries) {
    if (path.startsWith(`${key}.`)) return paramAt(value, path.slice(key.length + 1));
  }
  return undefined;
}

function TextCell({ text }: { readonly text: string }) {
  return (
    <span className="truncate" title={text}>
      {text}
    </span>
  );
}

export function TagList({ tags }: { readonly tags: readonly string[] }) {
  return (
    <span className="flex min-w-0 gap-1 overflow-hidden" title={tags.join(', ')}>
      {tags.map((tag) => (
        <span key={tag} className="shrink-0 rounded-sm bg-subtle px-1.5 text-xs text-ink-soft">
          {tag}
        </span>
      ))}
    </span>
  );
}

export function NameCell({
  run,
  slug,
  onEdit,
}: {
  readonly run: TableRun;
  readonly slug: string;
  readonly onEdit: () => void;
}) {
  const fold = foldLabel(run);
  const [title, trial] = splitTrialName(run.source === 'EXTERNAL' ? run.name : run.experiment.name);
  return (
    <span className="group/name relative flex min-w-0 flex-1 items-center gap-2">
      <RunStatusMark status={run.status} isStalled={run.isStalled} />
      <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: runColor(run.id) }} />
      <span className="flex min-w-0 flex-1 flex-col">
        <Link
          href={`/p/${slug}/runs/${run.id}`}
          prefetch={false}
          className="flex min-w-0 font-medium hover:underline"
          title={run.name}
        >
          <span className="truncate">{title}</span>
          {trial && <span className="shrink-0 whitespace-pre">{trial}</span>}
        </Link>
        <span className="truncate text-sm text-ink-faint">
          {run.source === 'EXTERNAL' ? run.experiment.name : (fold ?? run.name)}
        </span>
      </span>
      <button
        type="button"
        aria-label={`Name, tags and notes of ${run.name}`}
        onClick={onEdit}
        className="absolute right-0 flex size-6 items-center justify-center rounded-sm bg-hover text-ink-faint opacity-0 group-hover/name:opacity-100 hover:text-ink focus-visible:opacity-100"
      >
        <Pencil aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

export function DurationCell({ run }: { readonly run: TableRun }) {
  if (run.status === 'QUEUED') {
    return (
      <span className="whitespace-nowrap text-ink-faint">
        {run.queuePosition === null ? 'waiting' : `${ordinal(run.queuePosition)} in queue`}
      </span>
    );
  }
  if (run.status === 'RUNNING') return <RunningCell run={run} />;
  return <>{formatDuration(elapsedSeconds(run.startedAt, run.finishedAt, Number.NaN))}</>;
}

function RunningCell({ run }: { readonly run: TableRun }) {
  const now = useNow();
  return (
    <span className="flex w-full flex-col items-end gap-1">
      <span>{formatDuration(elapsedSeconds(run.startedAt, null, now))}</span>
      <span className="flex w-full items-center gap-1.5 text-xs text-ink-faint">
        <ProgressBar done={run.epochsDone} total={run.epochCount} label={`Epochs of ${run.name}`} />
        {run.epochsDone}
        {run.epochCount !== null && `/${run.epochCount}`}
      </span>
    </span>
  );
}

function CreatedCell({ iso }: { readonly iso: string }) {
  const now = useNow(30_000);
  return <time dateTime={iso}>{formatAgo(iso, now)}</time>;
}

function ordinal(place: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' } as const;
  return `${place}${suffix[new Intl.PluralRules('en', { type: 'ordinal' }).select(place)]}`;
}
