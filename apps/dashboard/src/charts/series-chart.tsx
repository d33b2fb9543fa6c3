'use client';
import { ChartLine, Maximize2, Table2, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { plural } from '../format/format';
import { IconButton } from '../ui/button';
import { classNames } from '../ui/class-names';
import { ScrollBox } from '../ui/scroll-box';
import { fitPlaces, type Scale } from './axis';
import { useChartLink, useLinkedOwner } from './chart-link';
import type { AxisKind, ChartSeries } from './chart-series';
import { describeSeries } from './describe-series';
import { AXIS_NAMES } from './format-place';
import { LineSwatch } from './line-swatch';
import { type PreparedSeries, prepareSeries, type Zoom } from './prepare-series';
import { SeriesPlot } from './series-plot';
import { SeriesTable } from './series-table';

/** How lines are looked at; the charts of a page share it. */
export interface SeriesView {
  readonly axis?: AxisKind;
  readonly smoothing?: number;
  readonly scale?: Scale;
  readonly xScale?: Scale;
  readonly isClipped?: boolean;
  readonly zoom?: Zoom | null;
}

/**
 * Lines with a legend, a sentence, and the same as a table. `smoothing` is the weight of the past, 0 … 0.99; the values
 * as measured stay visible, faint, behind the smoothed line. Inside a `ChartLinkProvider` charts share the cursor.
 * @param onZoom makes a part of the horizontal axis selectable by dragging and by keyboard; null shows all again
 */
export function SeriesChart({
  title,
  series,
  view,
  onZoom,
  isLoading = false,
  isGrowing = false,
  actions,
  hasLegend = true,
  className,
}: {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly view: SeriesView;
  readonly onZoom?: ((zoom: Zoom | null) => void) | undefined;
  /** Whether finer points are on their way. */
  readonly isLoading?: boolean;
  /** Whether points are added while it is looked at. */
  readonly isGrowing?: boolean;
  readonly actions?: ReactNode;
  readonly hasLegend?: boolean;
  readonly className?: string;
}) {
  const [form, setForm] = useState<'chart' | 'table'>('chart');
  const figure = useRef<HTMLElement>(null);
  const prepared = useMemo(() => prepareSeries(series, view), [series, view]);
  const zoom = view.zoom ?? null;
  const all = useMemo(() => (zoom === null ? prepared.x.domain : spanOf(series)), [zoom, prepared, series]);
  const sentence = useMemo(() => describeSeries(title, prepared), [title, prepared]);
  return (
    <figure
      ref={figure}
      data-chart
      aria-busy={isLoading}
      onKeyDown={goOnInFullScreen}
      className={classNames(
        'group flex min-w-0 flex-col fullscreen:bg-surface fullscreen:p-4 sm:fullscreen:p-8',
        className,
      )}
    >
      <figcaption className="flex h-8 items-center gap-2">
        <span className="min-w-0 truncate font-medium">{title}</span>
        <span className="text-sm whitespace-nowrap text-ink-faint">
          {[
            view.scale === 'log' && 'log',
            view.axis && view.axis !== 'step' && `by ${AXIS_NAMES[view.axis].toLowerCase()}`,
          ]
            .filter(Boolean)
            .join(', ')}
        </span>
        <span className="ml-auto flex items-center gap-0.5">
          {actions}
          {zoom !== null && onZoom && (
            <IconButton label={`Show all of ${title}`} onClick={() => onZoom(null)}>
              <ZoomOut aria-hidden />
            </IconButton>
          )}
          <IconButton
            label={form === 'chart' ? 'Show as a table' : 'Show as a chart'}
            onClick={() => setForm(form === 'chart' ? 'table' : 'chart')}
          >
            {form === 'chart' ? <Table2 aria-hidden /> : <ChartLine aria-hidden />}
          </IconButton>
          <IconButton label={`${title} in full screen`} onClick={() => void toggleFullScreen(figure.current)}>
            <Maximize2 aria-hidden />
          </IconButton>
        </span>
      </figcaption>
      <div className="h-56 min-w-0 group-fullscreen:h-auto group-fullscreen:min-h-0 group-fullscreen:flex-1">
        {form === 'table' ? (
          <SeriesTable title={title} prepared={prepared} zoom={zoom} />
        ) : prepared.isEmpty ? (
          <NothingToDraw prepared={prepared} isZoomed={zoom !== null} />
        ) : (
          <SeriesPlot prepared={prepared} label={sentence} all={all} isGrowing={isGrowing} onZoom={onZoom} />
        )}
      </div>
      <ChartRemarks prepared={prepared} />
      {hasLegend && <Legend title={title} prepared={prepared} />}
      <p className="pt-1 pl-12 text-xs text-ink-faint">{sentence}</p>
    </figure>
  );
}

/** In full screen `[` and `]` go on to the chart before and after. */
function goOnInFullScreen(event: KeyboardEvent<HTMLElement>): void {
  const direction = event.key === ']' ? 1 : event.key === '[' ? -1 : null;
  const here = document.fullscreenElement;
  if (direction === null || here === null) return;
  event.preventDefault();
  const charts = [...document.querySelectorAll<HTMLElement>('figure[data-chart]')];
  const next = charts.at((charts.findIndex((chart) => chart.isSameNode(here)) + direction) % charts.length);
  void next?.requestFullscreen().then(() => next.querySelector('button')?.focus());
}

async function toggleFullScreen(figure: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await figure?.requestFullscreen();
}

/** From the first to the last place of any series. */
function spanOf(series: readonly ChartSeries[]): Zoom {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { places, steps } of series) {
    const own = places ?? steps;
    from = Math.min(from, own[0] ?? from);
    to = Math.max(to, own.at(-1) ?? to);
  }
  return from > to ? [0, 1] : fitPlaces(from, to, 'step', 'linear').domain;
}

function NothingToDraw({ prepared, isZoomed }: { readonly prepared: PreparedSeries; readonly isZoomed: boolean }) {
  return (
    <p className="flex h-full items-center justify-center rounded-md border border-dashed border-line px-4 text-center text-ink-faint">
      {prepared.undrawnCount > 0
        ? prepared.scale === 'log'
          ? 'No value is positive, so none has a place on a logarithmic scale.'
          : 'No value is a finite number.'
        : isZoomed
          ? 'No value in this part. Zoom out to see the others.'
          : 'No values yet.'}
    </p>
  );
}

function ChartRemarks({ prepared }: { readonly prepared: PreparedSeries }) {
  const { undrawnCount, hiddenLineCount, clippedCount, lines, scale, isEmpty } = prepared;
  if (isEmpty || (undrawnCount === 0 && hiddenLineCount === 0 && clippedCount === 0)) return null;
  const reason = scale === 'log' ? 'not finite or not positive' : 'not finite';
  return (
    <p className="pt-1 text-sm text-warn">
      {undrawnCount > 0 &&
        `${plural(undrawnCount, 'value')} ${undrawnCount === 1 ? 'is' : 'are'} ${reason}: a gap here, named in the table. `}
      {clippedCount > 0 && `${plural(clippedCount, 'outlier')} beyond the vertical axis. `}
      {hiddenLineCount > 0 && `The first ${lines.length} of ${lines.length + hiddenLineCount} lines are drawn.`}
    </p>
  );
}

/** A longer legend scrolls. */
const LISTED = 12;

/** One entry a name: lines of one run differ in style alone, and their style is told by the page. */
function Legend({ title, prepared }: { readonly title: string; readonly prepared: PreparedSeries }) {
  const link = useChartLink();
  const highlighted = useLinkedOwner(link);
  const entries = prepared.lines.filter(
    ({ label }, index) => prepared.lines.findIndex((other) => other.label === label) === index,
  );
  const list = (
    <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 pl-12 text-sm text-ink-soft">
      {entries.map((line) => (
        <li
          key={line.id}
          onPointerEnter={() => link.setOwner(line.owner)}
          onPointerLeave={() => link.setOwner(null)}
          className={classNames(
            'flex max-w-full items-center gap-1.5',
            highlighted === line.owner && entries.length > 1 && 'font-medium text-ink',
          )}
        >
          <LineSwatch color={line.color} style={line.style} marker={line.marker} />
          <span className="truncate">{line.label}</span>
        </li>
      ))}
    </ul>
  );
  if (entries.length <= LISTED) return list;
  return (
    <ScrollBox label={`Lines of ${title}`} className="max-h-20 overflow-y-auto">
      {list}
    </ScrollBox>
  );
}
