import { type Axis, IntervalMark, isOnAxis } from '../../charts';
import { formatPercent } from '../../format/format';
import type { BoardBaselineFragment } from '../../generated/graphql';
import { Cell } from '../../ui/data-table';
import { type BoardAddress, METRICS } from './board-address';
import { baselineInterval, spanText } from './board-scores';
import { PRINTED, WIDE } from './column-visibility';
import { ExperimentLink } from './experiment-link';

/** What no skill at all, or no network, reaches. */
export function BaselineRow({
  board: { slug, metric },
  baseline,
  axis,
}: {
  readonly board: BoardAddress;
  readonly baseline: BoardBaselineFragment;
  readonly axis: Axis;
}) {
  const interval = baselineInterval(baseline, metric);
  const { experimentId, name, description } = baseline;
  const title = name[0]?.toUpperCase() + name.slice(1);
  return (
    <tr className="break-inside-avoid text-ink-faint">
      <Cell className="w-px text-sm">baseline</Cell>
      <Cell className="max-w-0 min-w-40 md:max-w-72 lg:max-w-80">
        {experimentId === null ? title : <ExperimentLink slug={slug} id={experimentId} name={title} />}
        <span className="block text-sm">{interval.value === null ? 'Not run on this board yet.' : description}</span>
      </Cell>
      <Cell align="right">
        {formatPercent(interval.value)}
        {interval.low !== null && <span className="block text-sm">{spanText(interval)}</span>}
      </Cell>
      <Cell className="hidden md:table-cell print:table-cell">
        {interval.value !== null && isOnAxis(interval.value, axis) ? (
          <IntervalMark interval={interval} axis={axis} tone="faint" />
        ) : (
          <span className="text-sm">{interval.value === null ? '' : 'left of this axis'}</span>
        )}
      </Cell>
      {METRICS.filter((one) => one !== metric).map((one, index) => (
        <Cell key={one} align="right" className={index === 0 ? PRINTED : WIDE}>
          {formatPercent(baselineInterval(baseline, one).value)}
        </Cell>
      ))}
      <td colSpan={4} className={PRINTED} />
    </tr>
  );
}
