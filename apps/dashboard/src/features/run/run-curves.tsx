'use client';
import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { OfflineState } from '../../api/query-boundary';
import { ChartLinkProvider, type ChartSeries, SeriesChart } from '../../charts';
import { plural } from '../../format/format';
import type { RunOverviewFragment, SeriesColumnsFragment } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import {
  ChartControls,
  MAIN_KEYS,
  metricTitle,
  SPLIT_LOOKS,
  useChartLines,
  useCurveView,
  useLiveSeries,
} from '../series';

const GRID = 'grid gap-x-6 gap-y-5 md:grid-cols-2 xl:grid-cols-3';
const NO_LINES: readonly ChartSeries[] = [];

type Timed = RunOverviewFragment & { readonly startedAt: string | null };

/** Train against validation, one chart a metric; all charts share zoom and cursor. `isBrief`: the main ones alone. */
export function RunCurves({ run, isBrief = false }: { readonly run: Timed; readonly isBrief?: boolean }) {
  const { axis, zoom, view, choices, onChange, onZoom } = useCurveView();
  const runIds = useMemo(() => [run.id], [run.id]);
  const startMs = useMemo(
    () => new Map(run.startedAt === null ? [] : [[run.id, Date.parse(run.startedAt)]]),
    [run.id, run.startedAt],
  );
  const isLive = run.status === 'QUEUED' || run.status === 'RUNNING';
  const live = useLiveSeries(runIds, { isLive, axis, zoom, startMs });
  const charts = useChartLines(live, axis, lookOf);
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
      title={metricTitle(key)}
      series={charts.get(key) ?? NO_LINES}
      view={view}
      onZoom={onZoom}
      isLoading={live.isRefining}
      isGrowing={live.isGrowing}
    />
  );
  return (
    <ChartLinkProvider>
      <Panel
        title="Curves"
        hint={isLive ? 'live; drag to zoom' : 'drag to zoom'}
        actions={<ChartControls choices={choices} onChange={onChange} />}
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
  const { label, color } = SPLIT_LOOKS[split];
  return { label, color, marker: color, owner: split };
}
