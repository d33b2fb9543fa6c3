'use client';
import { ChevronRight } from 'lucide-react';
import { parseAsArrayOf, parseAsBoolean, parseAsFloat, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { OfflineState } from '../../api/query-boundary';
import { ChartLinkProvider, type ChartSeries, SeriesChart, type SeriesView, type Zoom } from '../../charts';
import { plural } from '../../format/format';
import type { RunOverviewFragment, SeriesColumnsFragment } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { ChartControls, useChartLines, useLiveSeries } from '../series';

const MAIN_KEYS = ['loss', 'accuracy', 'uar', 'learning_rate'] as const;
const NAMES: Readonly<Record<string, string>> = {
  loss: 'Loss',
  accuracy: 'Accuracy',
  uar: 'UAR',
  macro_f1: 'Macro-F1',
  learning_rate: 'Learning rate',
};
/** Palette slots and markers: train and validation differ in colour, marker and line style. */
const SPLIT_COLORS = { TRAIN: 0, VALIDATION: 1, TEST: 2 } as const;
const SPLIT_NAMES = { TRAIN: 'Training', VALIDATION: 'Validation', TEST: 'Test' } as const;

const GRID = 'grid gap-x-6 gap-y-5 md:grid-cols-2 xl:grid-cols-3';
const NO_LINES: readonly ChartSeries[] = [];

const CONTROLS = {
  smoothing: parseAsFloat.withDefault(0),
  log: parseAsBoolean.withDefault(false),
  logx: parseAsBoolean.withDefault(false),
  clip: parseAsBoolean.withDefault(false),
  axis: parseAsStringLiteral(['step', 'epoch', 'relative', 'wall']).withDefault('step'),
  zoom: parseAsArrayOf(parseAsFloat, '~'),
};

type Timed = RunOverviewFragment & { readonly startedAt: string | null };

/** Train against validation, one chart a metric; all charts share zoom and cursor. `isBrief`: the main ones alone. */
export function RunCurves({ run, isBrief = false }: { readonly run: Timed; readonly isBrief?: boolean }) {
  const [controls, setControls] = useQueryStates(CONTROLS, { history: 'replace', throttleMs: 100 });
  const { smoothing, log, logx, clip, axis } = controls;
  const [from, to] = controls.zoom ?? [];
  const zoom = useMemo<Zoom | null>(() => (from !== undefined && to !== undefined ? [from, to] : null), [from, to]);
  const runIds = useMemo(() => [run.id], [run.id]);
  const startMs = useMemo(
    () => new Map(run.startedAt === null ? [] : [[run.id, Date.parse(run.startedAt)]]),
    [run.id, run.startedAt],
  );
  const isLive = run.status === 'QUEUED' || run.status === 'RUNNING';
  const live = useLiveSeries(runIds, { isLive, axis, zoom, startMs });
  const charts = useChartLines(live, axis, lookOf);
  const view = useMemo<SeriesView>(
    () => ({
      axis,
      smoothing,
      zoom,
      isClipped: clip,
      scale: log ? 'log' : 'linear',
      xScale: logx && axis !== 'wall' ? 'log' : 'linear',
    }),
    [axis, smoothing, zoom, clip, log, logx],
  );
  const onZoom = useCallback(
    (next: Zoom | null) => void setControls({ zoom: next === null ? null : [...next] }),
    [setControls],
  );
  if (live.status === 'offline') return <OfflineState />;
  if (live.status === 'loading') {
    return (
      <div className="grid gap-4 xl:grid-cols-3">
        {MAIN_KEYS.map((key) => (
          <PanelSkeleton key={key} className="h-72" />
        ))}
      </div>
    );
  }
  const main = MAIN_KEYS.filter((key) => charts.has(key));
  const others = isBrief ? [] : [...charts.keys()].filter((key) => !main.some((one) => one === key));
  const chart = (key: string) => (
    <SeriesChart
      key={key}
      title={NAMES[key] ?? key}
      series={charts.get(key) ?? NO_LINES}
      view={view}
      onZoom={onZoom}
      isLoading={live.isRefining}
    />
  );
  return (
    <ChartLinkProvider>
      <Panel
        title="Curves"
        hint={isLive ? 'live; drag to zoom' : 'drag to zoom'}
        actions={
          <ChartControls
            choices={{
              axis,
              smoothing,
              scale: log ? 'log' : 'linear',
              xScale: logx ? 'log' : 'linear',
              isClipped: clip,
            }}
            onChange={(next) =>
              setControls({
                ...(next.axis !== undefined && { axis: next.axis, zoom: null }),
                ...(next.smoothing !== undefined && { smoothing: next.smoothing || null }),
                ...(next.scale !== undefined && { log: next.scale === 'log' || null }),
                ...(next.xScale !== undefined && { logx: next.xScale === 'log' || null }),
                ...(next.isClipped !== undefined && { clip: next.isClipped || null }),
              })
            }
          />
        }
      >
        {live.status === 'failed' && <p className="text-bad">The curves could not be read. {live.message}</p>}
        <div className={GRID}>{main.map((key) => chart(key))}</div>
        {others.length > 0 && (
          <details className="group/more mt-4 border-t border-line pt-3" open={main.length === 0 || others.length <= 6}>
            <summary className="flex items-center gap-1.5 text-ink-soft select-none hover:text-ink">
              <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/more:rotate-90" />
              {plural(others.length, 'more metric')}
            </summary>
            <div className={`${GRID} mt-3`}>{others.map((key) => chart(key))}</div>
          </details>
        )}
        {live.status === 'ready' && charts.size === 0 && (
          <p className="py-8 text-center text-ink-faint">
            No metric was logged yet: the first epoch is still under way.
          </p>
        )}
      </Panel>
    </ChartLinkProvider>
  );
}

/** A metric measured once, at the end, is a figure and not a curve. */
function lookOf({ split, totalCount }: SeriesColumnsFragment) {
  if (split === 'TEST' && totalCount <= 1) return null;
  const color = SPLIT_COLORS[split];
  return { label: SPLIT_NAMES[split], color, marker: color, owner: split };
}
