'use client';
import { ChartLine, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import { plural } from '../format/format';
import { IconButton } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Skeleton } from '../ui/skeleton';
import type { Scale } from './axis';
import type { ChartSeries } from './chart-series';
import { describeSeries } from './describe-series';
import { LineSwatch } from './line-swatch';
import { type PreparedSeries, prepareSeries } from './prepare-series';
import { SeriesTable } from './series-table';

// The drawing library is a large part of the dashboard: pages without a chart never load it.
const SeriesPlot = dynamic(() => import('./series-plot').then((module) => module.SeriesPlot), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

/**
 * Lines over steps with a legend, and the same as a table. `smoothing` is the weight of the past, 0 … 0.99; the values
 * as measured stay visible, faint, behind the smoothed line. Charts with one `syncId` share the pointer.
 */
export function SeriesChart({
  title,
  series,
  smoothing = 0,
  scale = 'linear',
  xScale = 'linear',
  syncId,
  actions,
  hasLegend = true,
  className,
}: {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly smoothing?: number;
  readonly scale?: Scale;
  readonly xScale?: Scale;
  readonly syncId?: string;
  readonly actions?: ReactNode;
  readonly hasLegend?: boolean;
  readonly className?: string;
}) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const prepared = useMemo(
    () => prepareSeries(series, { smoothing, scale, xScale }),
    [series, smoothing, scale, xScale],
  );
  return (
    <figure className={classNames('flex min-w-0 flex-col', className)}>
      <figcaption className="flex h-8 items-center gap-2">
        <span className="min-w-0 truncate font-medium">{title}</span>
        {scale === 'log' && <span className="text-sm text-ink-faint">log</span>}
        <span className="ml-auto flex items-center gap-1">
          {actions}
          <IconButton
            label={view === 'chart' ? 'Show as a table' : 'Show as a chart'}
            onClick={() => setView(view === 'chart' ? 'table' : 'chart')}
          >
            {view === 'chart' ? <Table2 aria-hidden /> : <ChartLine aria-hidden />}
          </IconButton>
        </span>
      </figcaption>
      <div className="h-56 min-w-0">
        {view === 'table' ? (
          <SeriesTable title={title} prepared={prepared} />
        ) : prepared.isEmpty ? (
          <NothingToDraw prepared={prepared} />
        ) : (
          <div role="img" aria-label={describeSeries(title, prepared)} className="size-full">
            <SeriesPlot prepared={prepared} highlighted={highlighted} syncId={syncId} />
          </div>
        )}
      </div>
      <ChartRemarks prepared={prepared} />
      {hasLegend && <Legend prepared={prepared} onHighlight={setHighlighted} />}
    </figure>
  );
}

function NothingToDraw({ prepared }: { readonly prepared: PreparedSeries }) {
  return (
    <p className="flex h-full items-center justify-center rounded-md border border-dashed border-line px-4 text-center text-ink-faint">
      {prepared.undrawnCount === 0
        ? 'No values yet.'
        : prepared.scale === 'log'
          ? 'No value is positive, so none has a place on a logarithmic scale.'
          : 'No value is a finite number.'}
    </p>
  );
}

function ChartRemarks({ prepared }: { readonly prepared: PreparedSeries }) {
  const { undrawnCount, hiddenLineCount, lines, scale, isEmpty } = prepared;
  if (isEmpty || (undrawnCount === 0 && hiddenLineCount === 0)) return null;
  const reason = scale === 'log' ? 'not finite or not positive' : 'not finite';
  return (
    <p className="pt-1 text-sm text-warn">
      {undrawnCount > 0 &&
        `${plural(undrawnCount, 'value')} ${undrawnCount === 1 ? 'is' : 'are'} ${reason}: a gap here, named in the table. `}
      {hiddenLineCount > 0 && `The first ${lines.length} of ${lines.length + hiddenLineCount} lines are drawn.`}
    </p>
  );
}

/** One entry a name: lines of one run differ in style alone, and their style is told by the page. */
function Legend({
  prepared,
  onHighlight,
}: {
  readonly prepared: PreparedSeries;
  readonly onHighlight: (label: string | null) => void;
}) {
  const entries = prepared.lines.filter(
    ({ label }, index) => prepared.lines.findIndex((other) => other.label === label) === index,
  );
  return (
    <ul className="mt-1.5 flex max-h-20 flex-wrap gap-x-4 gap-y-1 overflow-y-auto pl-[46px] text-sm text-ink-soft">
      {entries.map((line) => (
        <li
          key={line.label}
          onPointerEnter={() => onHighlight(line.label)}
          onPointerLeave={() => onHighlight(null)}
          className="flex max-w-full items-center gap-1.5"
        >
          <LineSwatch color={line.color} style={line.style} />
          <span className="truncate">{line.label}</span>
        </li>
      ))}
    </ul>
  );
}
