import Link from 'next/link';
import type { ReactNode } from 'react';
import { type Axis, IntervalMark, RankMark, rankRange, tieName } from '../../charts';
import { formatCompact, formatDuration, formatPercent, MISSING } from '../../format/format';
import type { LeaderboardRowFragment } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Cell } from '../../ui/data-table';
import { AuditBadge } from '../audit';
import { type BoardAddress, METRIC_NAMES, METRICS } from './board-address';
import { scoreInterval, spanText } from './board-scores';
import { PRINTED, WIDE } from './column-visibility';
import { ExperimentLink } from './experiment-link';

/** One experiment. On a phone the figures move under the name. */
export function EntryRow({
  board: { slug, metric },
  entry,
  axis,
  references,
  count,
}: {
  readonly board: BoardAddress;
  readonly entry: LeaderboardRowFragment;
  readonly axis: Axis;
  readonly references: readonly { readonly name: string; readonly value: number | null }[];
  /** Entries of the list. */
  readonly count: number;
}) {
  const { experiment } = entry;
  const interval = scoreInterval(entry, metric);
  const others = METRICS.filter((one) => one !== metric);
  return (
    <tr className="break-inside-avoid align-top hover:bg-subtle md:align-middle">
      <Cell className="numeric w-px pt-2.5 whitespace-nowrap md:pt-1.5">
        <Place entry={entry} count={count} />
      </Cell>
      <Cell className="max-w-0 min-w-40 py-2 md:max-w-72 lg:max-w-80">
        <ExperimentLink slug={slug} id={experiment.id} name={experiment.name} />
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-ink-faint">
          <span className="truncate">
            {[experiment.architecture?.name, experiment.featureSet?.name].filter(Boolean).join(' on ')}
          </span>
          {experiment.architecture?.name === 'lda' && entry.list !== 'CONTROL' && (
            <Badge title="What needs no network at all: every other entry should beat it.">linear baseline</Badge>
          )}
          {entry.selection && <Selection slug={slug} selection={entry.selection} />}
          <span className="flex items-center gap-1 lg:hidden print:hidden">
            <AuditBadge status={entry.certificate} />
            {!entry.isComplete && <Incomplete entry={entry} />}
          </span>
        </span>
        <span className="mt-1 block md:hidden print:hidden">
          <IntervalMark interval={interval} axis={axis} references={references} />
        </span>
        <span className="numeric mt-1 block text-sm text-ink-soft lg:hidden print:hidden">
          {others
            .map((one) => `${METRIC_NAMES[one].toLowerCase()} ${formatPercent(scoreInterval(entry, one).value)}`)
            .join(' · ')}{' '}
          · {entry.runsPooled} of {entry.runsPlanned} runs · {formatCompact(entry.parameterCount)} parameters ·{' '}
          {formatDuration(entry.trainSeconds)}
        </span>
      </Cell>
      <Cell align="right" className="w-px pt-2 md:pt-1.5">
        <span className="block font-semibold">{formatPercent(interval.value)}</span>
        <span className="block text-sm text-ink-faint">{spanText(interval)}</span>
      </Cell>
      <Cell className="hidden md:table-cell print:table-cell">
        <IntervalMark interval={interval} axis={axis} references={references} />
      </Cell>
      {others.map((one, index) => (
        <Wide key={one} isPrinted={index === 0}>
          {formatPercent(scoreInterval(entry, one).value)}
        </Wide>
      ))}
      <Wide isPrinted>
        {entry.isComplete ? `${entry.runsPooled} of ${entry.runsPlanned}` : <Incomplete entry={entry} />}
      </Wide>
      <Wide>{formatCompact(entry.parameterCount)}</Wide>
      <Wide>
        {formatDuration(entry.trainSeconds)}
        <span className="block text-sm text-ink-faint">{entry.backend ?? MISSING}</span>
      </Wide>
      <Cell className={PRINTED}>
        <AuditBadge status={entry.certificate} />
      </Cell>
    </tr>
  );
}

function Place({ entry, count }: { readonly entry: LeaderboardRowFragment; readonly count: number }) {
  if (entry.rank === null) return <span className="text-ink-faint">{MISSING}</span>;
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-center gap-1.5">
        <span className={entry.rankLow === 1 ? 'font-semibold' : undefined}>{rankRange(entry)}</span>
        {entry.tieGroup !== null && (
          <Badge title={`Group ${tieName(entry.tieGroup)}: cannot be told apart from the best of its group.`}>
            {tieName(entry.tieGroup)}
          </Badge>
        )}
      </span>
      <RankMark ranks={entry} count={count} />
    </span>
  );
}

const OBJECTIVE_NAMES = { ...METRIC_NAMES, LOSS: 'loss' } as const;

/** Of a sweep only what it chose is here, and says so. */
function Selection({
  slug,
  selection: { trialCount, note, sweep },
}: {
  readonly slug: string;
  readonly selection: NonNullable<LeaderboardRowFragment['selection']>;
}) {
  const { metric, split } = sweep.objective;
  return (
    <Link href={`/p/${slug}/sweeps/${sweep.id}`} title={note} className="hover:text-accent hover:underline">
      best of {trialCount} trials, chosen by {OBJECTIVE_NAMES[metric]} on {split}
    </Link>
  );
}

function Incomplete({ entry }: { readonly entry: LeaderboardRowFragment }) {
  return (
    <Badge tone="warn" title="Folds or seeds are missing: this figure is not final and rests on fewer clips.">
      {entry.runsPooled} of {entry.runsPlanned}
      <span className="lg:hidden">runs</span>
    </Badge>
  );
}

function Wide({ children, isPrinted = false }: { readonly children: ReactNode; readonly isPrinted?: boolean }) {
  return (
    <Cell align="right" className={isPrinted ? PRINTED : WIDE}>
      {children}
    </Cell>
  );
}
