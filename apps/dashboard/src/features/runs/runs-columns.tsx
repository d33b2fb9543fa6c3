'use client';
import { columnVisibilityFeature, createColumnHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';
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
import type { RunRowFragment } from '../../generated/graphql';
import { Checkbox } from '../../ui/checkbox';
import { ProgressBar } from '../../ui/progress-bar';
import { useNow } from '../../ui/use-now';
import { ProtocolBadge } from './protocol-badge';
import { foldLabel, headlineMetric } from './run-facts';
import type { SortField } from './run-list-params';
import { RunStatusMark } from './run-status';

export const runTableFeatures = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });

export interface ColumnLook {
  readonly title: string;
  /** A track of the row's grid. */
  readonly width: string;
  readonly sort?: SortField;
  readonly align?: 'right';
  readonly isAlwaysShown?: true;
}

/** What the table's frame must know of each column; the cells are below. */
export const COLUMN_LOOKS: Readonly<Record<string, ColumnLook>> = {
  select: { title: 'Select', width: '2.5rem', isAlwaysShown: true },
  name: { title: 'Run', width: 'minmax(13rem,2.2fr)', sort: 'name', isAlwaysShown: true },
  protocol: { title: 'Protocol', width: 'minmax(7.75rem,0.8fr)' },
  task: { title: 'Task', width: '5rem' },
  architecture: { title: 'Architecture', width: 'minmax(8rem,1fr)' },
  uar: { title: 'Test UAR', width: '5.5rem', sort: 'uar', align: 'right' },
  accuracy: { title: 'Test acc.', width: '5.5rem', sort: 'accuracy', align: 'right' },
  loss: { title: 'Val. loss', width: '5.25rem', sort: 'loss', align: 'right' },
  duration: { title: 'Duration', width: '6.75rem', align: 'right' },
  backend: { title: 'Backend', width: 'minmax(5.5rem,0.6fr)' },
  created: { title: 'Created', width: '6.25rem', sort: 'created', align: 'right' },
};

const helper = createColumnHelper<typeof runTableFeatures, RunRowFragment>();

export function runColumns(slug: string) {
  return helper.columns([
    helper.display({
      id: 'select',
      cell: ({ row }) => (
        <Checkbox
          label={`Select ${row.original.name}`}
          checked={row.getIsSelected()}
          onChange={(isSelected) => row.toggleSelected(isSelected)}
        />
      ),
    }),
    helper.display({ id: 'name', cell: ({ row }) => <NameCell run={row.original} slug={slug} /> }),
    helper.display({
      id: 'protocol',
      cell: ({ row }) => <ProtocolBadge protocol={row.original.experiment.protocol} />,
    }),
    helper.accessor(({ experiment }) => (experiment.task ? sentenceCase(experiment.task) : MISSING), {
      id: 'task',
      cell: TextCell,
    }),
    helper.accessor(({ experiment }) => experiment.architecture?.name ?? MISSING, {
      id: 'architecture',
      cell: TextCell,
    }),
    helper.accessor((run) => formatPercent(headlineMetric(run, 'uar', 'TEST')), { id: 'uar' }),
    helper.accessor((run) => formatPercent(headlineMetric(run, 'accuracy', 'TEST')), { id: 'accuracy' }),
    helper.accessor((run) => formatMetric(headlineMetric(run, 'loss', 'VALIDATION')), { id: 'loss' }),
    helper.display({ id: 'duration', cell: ({ row }) => <DurationCell run={row.original} /> }),
    helper.accessor(({ backend }) => backend?.name ?? MISSING, {
      id: 'backend',
      cell: TextCell,
    }),
    helper.display({ id: 'created', cell: ({ row }) => <CreatedCell iso={row.original.createdAt} /> }),
  ]);
}

function TextCell({ getValue }: { readonly getValue: () => unknown }) {
  const text = String(getValue());
  return (
    <span className="truncate" title={text}>
      {text}
    </span>
  );
}

function NameCell({ run, slug }: { readonly run: RunRowFragment; readonly slug: string }) {
  const fold = foldLabel(run);
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2.5">
      <RunStatusMark status={run.status} isStalled={run.isStalled} />
      <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: runColor(run.id) }} />
      <span className="flex min-w-0 flex-col">
        <Link
          href={`/p/${slug}/runs/${run.id}`}
          prefetch={false}
          className="truncate font-medium hover:underline"
          title={run.name}
        >
          {run.experiment.name}
        </Link>
        <span className="truncate text-sm text-ink-faint">{fold ?? run.name}</span>
      </span>
    </span>
  );
}

export function DurationCell({ run }: { readonly run: RunRowFragment }) {
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

function RunningCell({ run }: { readonly run: RunRowFragment }) {
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
