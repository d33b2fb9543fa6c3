import Link from 'next/link';
import { formatDuration, formatMetric } from '../../format/format';
import type { TrialRowFragment } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { readValue, type Sweep, valueText } from './prepare-sweep';
import { SweepStatusLabel } from './sweep-status';

/** Trials, best first, then those without a result by number. */
export function TrialsTable({
  slug,
  sweep,
  trials,
  names,
}: {
  readonly slug: string;
  readonly sweep: Sweep;
  readonly trials: readonly TrialRowFragment[];
  readonly names: ReadonlyMap<string, string>;
}) {
  const sign = sweep.objective.isMinimised ? 1 : -1;
  const sorted = [...trials].sort((a, b) => {
    if (a.objective === null || b.objective === null) {
      return Number(a.objective === null) - Number(b.objective === null) || a.number - b.number;
    }
    return sign * (a.objective - b.objective) || a.number - b.number;
  });
  return (
    <DataTable
      caption="Trials of this sweep"
      className="max-h-[36rem]"
      head={
        <>
          <HeadCell>Trial</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell align="right">{sweep.objective.metric.toLowerCase()} (validation)</HeadCell>
          {sweep.space.map(({ name }) => (
            <HeadCell key={name}>{name}</HeadCell>
          ))}
          <HeadCell align="right">Trained</HeadCell>
          <HeadCell>Remarks</HeadCell>
        </>
      }
    >
      {sorted.map((trial) => (
        <tr key={trial.id} className="hover:bg-subtle">
          <Cell className="whitespace-nowrap">
            {trial.experiment ? (
              <Link href={`/p/${slug}/experiments/${trial.experiment.id}`} className="font-medium hover:underline">
                Trial {trial.number}
              </Link>
            ) : (
              `Trial ${trial.number}`
            )}
            {trial.id === sweep.bestTrial?.id && (
              <Badge tone="good" className="ml-2">
                best
              </Badge>
            )}
          </Cell>
          <Cell>
            <SweepStatusLabel status={trial.status} />
          </Cell>
          <Cell align="right">{formatMetric(trial.objective)}</Cell>
          {sweep.space.map(({ name }) => (
            <Cell key={name} className="numeric whitespace-nowrap">
              {valueText(readValue(trial.values, name), names)}
            </Cell>
          ))}
          <Cell align="right">{formatDuration(trial.trainSeconds)}</Cell>
          <Cell className="max-w-96 min-w-48 text-sm text-ink-soft">
            {trial.reason}
            {trial.savedSeconds !== null && ` Saved about ${formatDuration(trial.savedSeconds)}.`}
            {trial.sparedReason && `Let go on, though: ${trial.sparedReason}`}
          </Cell>
        </tr>
      ))}
    </DataTable>
  );
}
