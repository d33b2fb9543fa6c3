'use client';
import { ChartLine } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { OfflineState } from '../../api/query-boundary';
import { type ChartSeries, groupSeries, SeriesChart, type SeriesView, type Zoom } from '../../charts';
import type { SeriesColumnsFragment, Split } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Select } from '../../ui/field';
import { Menu, MenuCheckItem } from '../../ui/menu';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { type ChartChoices, ChartControls, useChartLines, useLiveSeries } from '../series';
import { type CompareParams, CURVE_SPLITS, type SetCompareParams } from './compare-params';
import { BY_SUBJECT, groupings, groupsOfRuns } from './group-lines';
import { curveKeys } from './prepare-compare';
import type { Subject } from './subject';

const DEFAULT_KEY_COUNT = 2;
const SPLIT_LABELS = { both: 'Both', train: 'Training', validation: 'Validation' } as const;
const BAND_LABELS = { sd: 'Mean ± sd', range: 'Min–max' } as const;
const NO_GROUP = 'none';

/** The curves over each other, one chart a metric; all share zoom, cursor and highlight. */
export function CurvesPanel({
  subjects,
  visible,
  params,
  zoom,
  setParams,
}: {
  readonly subjects: readonly Subject[];
  readonly visible: ReadonlySet<number>;
  readonly params: CompareParams;
  readonly zoom: Zoom | null;
  readonly setParams: SetCompareParams;
}) {
  const allRuns = useMemo(() => subjects.flatMap(({ runs }) => runs), [subjects]);
  const offered = useMemo(() => curveKeys(allRuns), [allRuns]);
  const wanted = params.keys?.filter((key) => offered.includes(key)) ?? offered.slice(0, DEFAULT_KEY_COUNT);
  const keyList = wanted.join(',');
  const keys = useMemo(() => keyList.split(',').filter(Boolean), [keyList]);
  const shown = useMemo(() => subjects.filter((_, place) => visible.has(place)), [subjects, visible]);
  const idList = shown.flatMap(({ runs }) => runs.map(({ id }) => id)).join(',');
  const runIds = useMemo(() => idList.split(',').filter(Boolean), [idList]);
  const startMs = useMemo(
    () => new Map(allRuns.map(({ id, startedAt, createdAt }) => [id, Date.parse(startedAt ?? createdAt)])),
    [allRuns],
  );
  const choices = choicesOf(params);
  const live = useLiveSeries(runIds, {
    keys,
    axis: params.axis,
    zoom,
    startMs,
    isLive: allRuns.some(({ status }) => status === 'RUNNING' || status === 'QUEUED'),
  });
  const charts = useLines(live, shown, params);
  const view = useMemo<SeriesView>(
    () => ({
      axis: params.axis,
      smoothing: params.smoothing,
      scale: params.log ? 'log' : 'linear',
      xScale: params.logx && params.axis !== 'wall' ? 'log' : 'linear',
      isClipped: params.clip,
      zoom,
    }),
    [params.axis, params.smoothing, params.log, params.logx, params.clip, zoom],
  );
  const onZoom = useCallback(
    (next: Zoom | null) => void setParams({ zoom: next === null ? null : next.map(rounded) }),
    [setParams],
  );
  return (
    <Panel
      title="Curves"
      hint="solid: training, dashed: validation; drag to zoom"
      actions={
        <CurveControls
          params={params}
          choices={choices}
          setParams={setParams}
          offered={offered}
          shown={keys}
          groupings={useMemo(() => groupings(subjects), [subjects])}
          isOfExperiments={subjects.every(({ kind }) => kind === 'experiment')}
        />
      }
    >
      {live.status === 'offline' ? (
        <OfflineState />
      ) : live.status === 'failed' ? (
        <p className="text-bad">The curves could not be read. {live.message}</p>
      ) : (
        <div className="grid gap-x-6 gap-y-5 lg:grid-cols-2">
          {live.status === 'loading'
            ? keys.map((key) => <Skeleton key={key} className="h-64" />)
            : keys.map((key) => (
                <SeriesChart
                  key={key}
                  title={key}
                  series={charts.get(key) ?? NO_LINES}
                  view={view}
                  onZoom={onZoom}
                  isLoading={live.isRefining}
                  isGrowing={live.isGrowing}
                />
              ))}
          {keys.length === 0 && <p className="text-ink-faint">No metric is chosen, or none was logged yet.</p>}
        </div>
      )}
    </Panel>
  );
}

const NO_LINES: readonly ChartSeries[] = [];

/** Enough figures for any step or time, few enough for an address. */
function rounded(place: number): number {
  return Number(place.toPrecision(15));
}

/** Each chart's lines: one a run and part, or one a group with its band. */
function useLines(
  live: Parameters<typeof useChartLines>[0],
  subjects: readonly Subject[],
  { split, axis, band, group }: CompareParams,
): ReadonlyMap<string, readonly ChartSeries[]> {
  const by = groupingOf(group, subjects);
  const looks = useMemo(
    () =>
      new Map(
        subjects.flatMap(({ id, name, color, marker, runs }) =>
          runs.map((run) => [run.id, { label: name, color, marker, owner: id }] as const),
        ),
      ),
    [subjects],
  );
  const lookOf = useCallback(
    (one: SeriesColumnsFragment) => (isShown(one.split, split) ? (looks.get(one.runId) ?? null) : null),
    [looks, split],
  );
  const lines = useChartLines(live, axis, lookOf);
  return useMemo(() => {
    if (by === null) return lines;
    const groups = groupsOfRuns(subjects, by);
    const groupOf = ({ id }: ChartSeries) => groups.get(id.slice(0, id.indexOf(':'))) ?? null;
    return new Map([...lines].map(([key, own]) => [key, groupSeries(own, groupOf, band)]));
  }, [lines, subjects, by, band]);
}

/** Experiments are drawn as one line each unless their runs are asked for. */
function groupingOf(group: string | null, subjects: readonly Subject[]): string | null {
  if (group === NO_GROUP) return null;
  return group ?? (subjects.length > 0 && subjects.every(({ kind }) => kind === 'experiment') ? BY_SUBJECT : null);
}

function choicesOf(params: CompareParams): ChartChoices {
  return {
    axis: params.axis,
    smoothing: params.smoothing,
    scale: params.log ? 'log' : 'linear',
    xScale: params.logx ? 'log' : 'linear',
    isClipped: params.clip,
  };
}

function CurveControls({
  params,
  choices,
  setParams,
  offered,
  shown,
  groupings: offeredGroups,
  isOfExperiments,
}: {
  readonly params: CompareParams;
  readonly choices: ChartChoices;
  readonly setParams: SetCompareParams;
  readonly offered: readonly string[];
  readonly shown: readonly string[];
  readonly groupings: readonly string[];
  readonly isOfExperiments: boolean;
}) {
  const grouping = params.group ?? (isOfExperiments ? BY_SUBJECT : NO_GROUP);
  const names = [...new Set([...(isOfExperiments ? [BY_SUBJECT] : []), ...offeredGroups])];
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
            onChange={(isOn) => setParams({ keys: isOn ? [...shown, key] : shown.filter((other) => other !== key) })}
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
      {names.length > 0 && (
        <Select
          aria-label="Group lines by"
          value={grouping}
          onChange={(event) => setParams({ group: event.target.value })}
          className="w-40 [&_select]:h-7 [&_select]:text-sm"
        >
          <option value={NO_GROUP}>Every run</option>
          {names.map((name) => (
            <option key={name} value={name}>
              By {name}
            </option>
          ))}
        </Select>
      )}
      {grouping !== NO_GROUP && (
        <Segmented
          label="Band of a group"
          value={params.band}
          options={(['sd', 'range'] as const).map((value) => ({ value, label: BAND_LABELS[value] }))}
          onChange={(band) => setParams({ band })}
        />
      )}
      <ChartControls
        choices={choices}
        onChange={({ axis, smoothing, scale, xScale, isClipped }) =>
          setParams({
            // A part of one axis is no part of another.
            ...(axis !== undefined && { axis, zoom: null }),
            ...(smoothing !== undefined && { smoothing: smoothing || null }),
            ...(scale !== undefined && { log: scale === 'log' || null }),
            ...(xScale !== undefined && { logx: xScale === 'log' || null }),
            ...(isClipped !== undefined && { clip: isClipped || null }),
          })
        }
      />
    </>
  );
}

/** The test part is measured once, at the end: a figure in the table below, not a curve. */
function isShown(split: Split, chosen: CompareParams['split']): boolean {
  return split !== 'TEST' && (chosen === 'both' || split.toLowerCase() === chosen);
}
