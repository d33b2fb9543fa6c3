'use client';
import { ChartLine } from 'lucide-react';
import { useMemo } from 'react';
import { OfflineState } from '../../api/query-boundary';
import { type ChartSeries, SeriesChart, toChartSeries } from '../../charts';
import type { Split } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Menu, MenuCheckItem } from '../../ui/menu';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { ChartControls, useLiveSeries } from '../series';
import { type CompareParams, CURVE_SPLITS, type SetCompareParams } from './compare-params';
import { type ComparedRun, curveKeys } from './prepare-compare';

const DEFAULT_KEY_COUNT = 2;
const STEP_SCALES = [
  { value: 'linear', label: 'Step' },
  { value: 'log', label: 'Log step' },
] as const;
const SPLIT_LABELS = { both: 'Both', train: 'Training', validation: 'Validation' } as const;

/** The runs' curves over each other, one chart a metric. */
export function CurvesPanel({
  runs,
  colors,
  params,
  setParams,
}: {
  readonly runs: readonly ComparedRun[];
  readonly colors: ReadonlyMap<string, number>;
  readonly params: CompareParams;
  readonly setParams: SetCompareParams;
}) {
  const offered = useMemo(() => curveKeys(runs), [runs]);
  const wanted = params.keys?.filter((key) => offered.includes(key)) ?? offered.slice(0, DEFAULT_KEY_COUNT);
  const keyList = wanted.join(',');
  const keys = useMemo(() => keyList.split(',').filter(Boolean), [keyList]);
  const idList = runs.map(({ id }) => id).join(',');
  const runIds = useMemo(() => idList.split(','), [idList]);
  const isLive = runs.some(({ status }) => status === 'RUNNING' || status === 'QUEUED');
  const live = useLiveSeries(runIds, { keys, isLive });
  const charts = useMemo(() => {
    const names = new Map(runs.map(({ id, name }) => [id, name]));
    return keys.map((key) => ({
      key,
      series: live.series
        .filter((one) => one.key === key && isShown(one.split, params.split))
        .map(
          (one): ChartSeries =>
            toChartSeries(one, { label: names.get(one.runId) ?? one.runId, color: colors.get(one.runId) ?? 0 }),
        ),
    }));
  }, [runs, keys, live.series, params.split, colors]);
  return (
    <Panel
      title="Curves"
      hint="dashed: validation"
      actions={<CurveControls params={params} setParams={setParams} offered={offered} shown={keys} />}
    >
      {live.status === 'offline' ? (
        <OfflineState />
      ) : (
        <div className="grid gap-x-6 gap-y-5 lg:grid-cols-2">
          {live.status === 'loading'
            ? keys.map((key) => <Skeleton key={key} className="h-64" />)
            : charts.map(({ key, series }) => (
                <SeriesChart
                  key={key}
                  title={key}
                  series={series}
                  smoothing={params.smoothing}
                  scale={params.log ? 'log' : 'linear'}
                  xScale={params.logx ? 'log' : 'linear'}
                  syncId="compare"
                />
              ))}
          {keys.length === 0 && <p className="text-ink-faint">No metric is chosen, or none was logged yet.</p>}
        </div>
      )}
    </Panel>
  );
}

function CurveControls({
  params,
  setParams,
  offered,
  shown,
}: {
  readonly params: CompareParams;
  readonly setParams: SetCompareParams;
  readonly offered: readonly string[];
  readonly shown: readonly string[];
}) {
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button size="sm">
            <ChartLine aria-hidden /> Metrics
          </Button>
        }
      >
        {offered.map((key) => (
          <MenuCheckItem
            key={key}
            checked={shown.includes(key)}
            onChange={(isShown) =>
              setParams({ keys: isShown ? [...shown, key] : shown.filter((other) => other !== key) })
            }
          >
            {key}
          </MenuCheckItem>
        ))}
      </Menu>
      <Segmented
        label="Part"
        value={params.split}
        options={CURVE_SPLITS.map((value) => ({ value, label: SPLIT_LABELS[value] }))}
        onChange={(split) => setParams({ split })}
      />
      <Segmented
        label="Axis of the steps"
        value={params.logx ? 'log' : 'linear'}
        options={STEP_SCALES}
        onChange={(scale) => setParams({ logx: scale === 'log' || null })}
      />
      <ChartControls
        smoothing={params.smoothing}
        scale={params.log ? 'log' : 'linear'}
        onSmoothing={(smoothing) => setParams({ smoothing: smoothing || null })}
        onScale={(scale) => setParams({ log: scale === 'log' || null })}
      />
    </>
  );
}

/** The test part is measured once, at the end: a figure in the table below, not a curve. */
function isShown(split: Split, chosen: CompareParams['split']): boolean {
  return split !== 'TEST' && (chosen === 'both' || split.toLowerCase() === chosen);
}
