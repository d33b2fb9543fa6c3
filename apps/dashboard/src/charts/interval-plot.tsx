import { formatPercent, MISSING } from '../format/format';
import { classNames } from '../ui/class-names';
import type { Axis } from './axis';
import { fitIntervals, type Interval, isOnAxis, place, placeInterval } from './prepare-intervals';

interface Reference {
  readonly name: string;
  readonly value: number | null;
}

/** One interval on an axis shared with its neighbours: the span, the value, and the single results behind it. */
export function IntervalMark({
  interval,
  axis,
  references = [],
  tone = 'accent',
  className,
}: {
  readonly interval: Interval;
  readonly axis: Axis;
  readonly references?: readonly Reference[];
  readonly tone?: 'accent' | 'faint';
  readonly className?: string;
}) {
  const placed = placeInterval(interval, axis);
  const color = tone === 'accent' ? 'bg-accent' : 'bg-ink-faint';
  return (
    <span
      role="img"
      aria-label={describeInterval(interval)}
      title={describeInterval(interval)}
      className={classNames('relative block h-6', className)}
    >
      <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
      {references.map(
        ({ name, value }) =>
          value !== null && isOnAxis(value, axis) && <ReferenceLine key={name} at={place(value, axis)} />,
      )}
      {placed && placed.from !== null && placed.to !== null && (
        <span
          className={classNames('absolute top-1/2 h-2 -translate-y-1/2 rounded-full opacity-40', color)}
          style={{ left: percent(placed.from), width: percent(placed.to - placed.from) }}
        />
      )}
      {placed?.points.map((at, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: two runs may have the very same result
          key={index}
          className="absolute top-1/2 h-3.5 w-px -translate-y-1/2 bg-ink-faint/60"
          style={{ left: percent(at) }}
        />
      ))}
      {placed && (
        <span
          className={classNames(
            'absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full ring-2 ring-surface',
            color,
          )}
          style={{ left: percent(placed.at) }}
        />
      )}
    </span>
  );
}

/** The figures under the marks. */
export function IntervalAxis({ axis, className }: { readonly axis: Axis; readonly className?: string }) {
  return (
    <span aria-hidden className={classNames('relative block h-4 text-xs font-normal text-ink-faint', className)}>
      {axis.ticks.map((tick) => (
        <span key={tick} className="numeric absolute -translate-x-1/2" style={{ left: percent(place(tick, axis)) }}>
          {Math.round(tick * 100)}
        </span>
      ))}
    </span>
  );
}

/** Named intervals one under the other. */
export function IntervalPlot({
  title,
  rows,
  references = [],
}: {
  readonly title: string;
  readonly rows: readonly (Interval & { readonly name: string })[];
  readonly references?: readonly Reference[];
}) {
  const axis = fitIntervals(
    rows,
    references.map(({ value }) => value),
  );
  return (
    <figure className="flex flex-col gap-0.5">
      <figcaption className="sr-only">{title}</figcaption>
      {rows.map((row) => (
        <div key={row.name} className="grid grid-cols-[minmax(5rem,10rem)_minmax(0,1fr)_4rem] items-center gap-3">
          <span className="truncate text-sm text-ink-soft">{row.name}</span>
          <IntervalMark interval={row} axis={axis} references={references} />
          <span className="numeric text-right text-sm">{formatPercent(row.value)}</span>
        </div>
      ))}
      <div className="grid grid-cols-[minmax(5rem,10rem)_minmax(0,1fr)_4rem] gap-3">
        <IntervalAxis axis={axis} className="col-start-2" />
      </div>
    </figure>
  );
}

function ReferenceLine({ at }: { readonly at: number }) {
  return (
    <span className="absolute inset-y-0 border-l border-dashed border-line-strong" style={{ left: percent(at) }} />
  );
}

function describeInterval({ value, low, high }: Interval): string {
  if (value === null) return MISSING;
  if (low === null || high === null) return formatPercent(value);
  return `${formatPercent(value)}, 95 % interval ${formatPercent(low)} to ${formatPercent(high)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
