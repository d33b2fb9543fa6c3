'use client';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { OfflineState } from '../../api/query-boundary';
import { ChartLinkProvider, type ChartSeries, SeriesChart } from '../../charts';
import { plural } from '../../format/format';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { PanelSkeleton } from '../../ui/skeleton';
import { foldLabel } from '../runs';
import { ChartControls, MAIN_KEYS, metricTitle, useChartLines, useCurveView, useLiveSeries } from '../series';
import type { Experiment } from './experiment-page';
import { bandLines, CURVE_BANDS, runLooks } from './prepare-curves';

const BAND_LABELS = { sd: 'Mean ± sd', range: 'Min–max', none: 'Every run' } as const;
const KEYS: readonly string[] = MAIN_KEYS;
const NO_LINES: readonly ChartSeries[] = [];

/** The curves of all folds and seeds: as one mean line with its band, or each for itself. */
export function ExperimentCurves({ runs }: { readonly runs: Experiment['runs']['nodes'] }) {
  const [band, setBand] = useQueryState('band', parseAsStringLiteral(CURVE_BANDS).withDefault('sd'));
  const { axis, zoom, view, choices, onChange, onZoom } = useCurveView();
  const idList = runs.map(({ id }) => id).join(',');
  const runIds = useMemo(() => idList.split(',').filter(Boolean), [idList]);
  const startMs = useMemo(
    () => new Map(runs.flatMap(({ id, startedAt }) => (startedAt === null ? [] : [[id, Date.parse(startedAt)]]))),
    [runs],
  );
  const lookOf = useMemo(
    () => runLooks(runs.map((run) => ({ id: run.id, label: foldLabel(run) ?? run.name }))),
    [runs],
  );
  const isLive = runs.some(({ status }) => status === 'QUEUED' || status === 'RUNNING');
  const live = useLiveSeries(runIds, { keys: KEYS, isLive, axis, zoom, startMs });
  const lines = useChartLines(live, axis, lookOf);
  const charts = useMemo(
    () => new Map([...lines].map(([key, own]) => [key, bandLines(own, runs.length > 1 ? band : 'none')])),
    [lines, band, runs.length],
  );
  if (live.status === 'offline') return <OfflineState />;
  if (live.status === 'loading') return <PanelSkeleton className="h-80" />;
  const shown = KEYS.filter((key) => charts.has(key));
  // A model without epochs, as a linear one, has none.
  if (live.status === 'ready' && shown.length === 0) return null;
  return (
    <ChartLinkProvider>
      <Panel
        title="Curves"
        hint={`${plural(runIds.length, 'run')}; drag to zoom`}
        actions={
          <>
            {runIds.length > 1 && (
              <Segmented
                label="Lines and bands"
                value={band}
                options={CURVE_BANDS.map((value) => ({ value, label: BAND_LABELS[value] }))}
                onChange={(next) => void setBand(next)}
              />
            )}
            <ChartControls choices={choices} onChange={onChange} />
          </>
        }
      >
        {live.status === 'failed' && <p className="text-bad">The curves could not be read. {live.message}</p>}
        <div className="grid gap-x-6 gap-y-5 md:grid-cols-2">
          {shown.map((key) => (
            <SeriesChart
              key={key}
              title={metricTitle(key)}
              series={charts.get(key) ?? NO_LINES}
              view={view}
              onZoom={onZoom}
              isLoading={live.isRefining}
              isGrowing={live.isGrowing}
            />
          ))}
        </div>
      </Panel>
    </ChartLinkProvider>
  );
}
