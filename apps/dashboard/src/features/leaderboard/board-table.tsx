import Link from 'next/link';
import type { ReactNode } from 'react';
import { type Axis, fitIntervals, IntervalAxis, IntervalMark, isOnAxis } from '../../charts';
import { formatCompact, formatDuration, formatPercent, MISSING } from '../../format/format';
import type { LeaderboardQuery, LeaderboardRowFragment } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { rankRange } from './choose-board';

type Baselines = NonNullable<NonNullable<LeaderboardQuery['project']>['leaderboard']>['baselines'];
interface Reference {
  readonly name: string;
  readonly value: number | null;
}

/** Entries best first, and below them what no skill at all reaches. On a phone the figures move under the name. */
export function BoardTable({
  slug,
  entries,
  baselines,
}: {
  readonly slug: string;
  readonly entries: readonly LeaderboardRowFragment[];
  readonly baselines: Baselines;
}) {
  const references = baselines.map(({ name, uar }) => ({ name, value: uar }));
  // The axis spans the entries alone: stretched down to chance, it would hide whether their intervals overlap.
  const axis = fitIntervals(
    entries.map(({ score }) => ({ value: score.uar, low: score.uarLow, high: score.uarHigh, points: score.perRunUar })),
  );
  return (
    <DataTable caption="Leaderboard" head={<Head axis={axis} />}>
      {entries.map((entry) => (
        <EntryRow key={entry.experiment.id} slug={slug} entry={entry} axis={axis} references={references} />
      ))}
      {baselines.map(({ name, uar, accuracy }) => (
        <tr key={name} className="text-ink-faint">
          <Cell className="w-px" />
          <Cell>{name}</Cell>
          <Cell align="right">{formatPercent(uar)}</Cell>
          <Cell className="hidden md:table-cell">
            {uar !== null && isOnAxis(uar, axis) ? (
              <IntervalMark interval={{ value: uar, low: null, high: null }} axis={axis} tone="faint" />
            ) : (
              <span className="text-sm">left of this axis</span>
            )}
          </Cell>
          <Wide>{formatPercent(accuracy)}</Wide>
          <Wide>{MISSING}</Wide>
          <td colSpan={4} className="hidden lg:table-cell" />
        </tr>
      ))}
    </DataTable>
  );
}

function Head({ axis }: { readonly axis: Axis }) {
  const wide = 'hidden lg:table-cell';
  return (
    <>
      <HeadCell className="w-px">
        <abbr title="Place; a range where the intervals allow several" className="no-underline">
          Place
        </abbr>
      </HeadCell>
      <HeadCell>Experiment</HeadCell>
      <HeadCell align="right" className="w-px">
        UAR
      </HeadCell>
      <HeadCell className="hidden w-[30%] min-w-48 pt-4 md:table-cell">
        <span className="sr-only">UAR with its 95 % interval, in per cent</span>
        <IntervalAxis axis={axis} />
      </HeadCell>
      <HeadCell align="right" className={wide}>
        Accuracy
      </HeadCell>
      <HeadCell align="right" className={wide}>
        Macro F1
      </HeadCell>
      <HeadCell align="right" className={wide}>
        Runs
      </HeadCell>
      <HeadCell align="right" className={wide}>
        Parameters
      </HeadCell>
      <HeadCell align="right" className={wide}>
        Training
      </HeadCell>
      <HeadCell className={wide}>Backend</HeadCell>
    </>
  );
}

function EntryRow({
  slug,
  entry,
  axis,
  references,
}: {
  readonly slug: string;
  readonly entry: LeaderboardRowFragment;
  readonly axis: Axis;
  readonly references: readonly Reference[];
}) {
  const { experiment, score, rank } = entry;
  const interval = { value: score.uar, low: score.uarLow, high: score.uarHigh, points: score.perRunUar };
  return (
    <tr className="align-top hover:bg-subtle md:align-middle">
      <Cell className="numeric w-px pt-2.5 whitespace-nowrap md:pt-1.5">
        <span className={rank === 1 ? 'font-semibold' : undefined}>{rankRange(entry)}</span>
      </Cell>
      <Cell className="max-w-0 min-w-40 py-2 md:max-w-72 lg:max-w-80">
        <Link
          href={`/p/${slug}/experiments/${experiment.id}`}
          className="block truncate font-medium hover:text-accent hover:underline"
          title={experiment.name}
        >
          {experiment.name}
        </Link>
        <span className="flex flex-wrap items-center gap-x-2 text-sm text-ink-faint">
          <span className="truncate">
            {[experiment.architecture?.name, experiment.featureSet?.name].filter(Boolean).join(' on ') || 'own script'}
          </span>
          {!entry.isComplete && (
            <span className="lg:hidden">
              <Incomplete entry={entry} />
            </span>
          )}
        </span>
        <span className="mt-1 block md:hidden">
          <IntervalMark interval={interval} axis={axis} references={references} />
        </span>
        <span className="numeric mt-1 block text-sm text-ink-soft lg:hidden">
          accuracy {formatPercent(score.accuracy)} · macro F1 {formatPercent(score.macroF1)} ·{' '}
          {formatCompact(entry.parameterCount)} parameters · {formatDuration(entry.trainSeconds)}
        </span>
      </Cell>
      <Cell align="right" className="w-px pt-2 md:pt-1.5">
        <span className="block font-semibold">{formatPercent(score.uar)}</span>
        <span className="block text-sm text-ink-faint">{spanOf(entry)}</span>
      </Cell>
      <Cell className="hidden md:table-cell">
        <IntervalMark interval={interval} axis={axis} references={references} />
      </Cell>
      <Wide>{formatPercent(score.accuracy)}</Wide>
      <Wide>{formatPercent(score.macroF1)}</Wide>
      <Wide>{entry.isComplete ? `${score.runsPooled} of ${score.runsPlanned}` : <Incomplete entry={entry} />}</Wide>
      <Wide>{formatCompact(entry.parameterCount)}</Wide>
      <Wide>{formatDuration(entry.trainSeconds)}</Wide>
      <Cell className="hidden whitespace-nowrap text-ink-soft lg:table-cell">{entry.backend ?? MISSING}</Cell>
    </tr>
  );
}

function Incomplete({ entry: { score } }: { readonly entry: LeaderboardRowFragment }) {
  return (
    <Badge tone="warn" title="Folds or seeds are missing: this figure is not final and rests on fewer clips.">
      {score.runsPooled} of {score.runsPlanned}
      <span className="lg:hidden">runs</span>
    </Badge>
  );
}

function spanOf({ score: { uarLow, uarHigh } }: LeaderboardRowFragment): string {
  if (uarLow === null || uarHigh === null) return 'no interval';
  return `${(uarLow * 100).toFixed(1)}–${(uarHigh * 100).toFixed(1)}`;
}

function Wide({ children }: { readonly children: ReactNode }) {
  return (
    <Cell align="right" className="hidden lg:table-cell">
      {children}
    </Cell>
  );
}
