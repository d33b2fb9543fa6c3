'use client';
import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import { type ChartSeries, SeriesChart, toChartSeries } from '../../charts';
import { sentenceCase } from '../../format/format';
import type { SeriesColumnsFragment, Split } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Menu, MenuCheckItem } from '../../ui/menu';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { PanelSkeleton } from '../../ui/skeleton';
import { ChartControls, useLiveSeries } from '../series';
import type { Column } from './compare-page';
import { SPLITS, useCompareParams } from './compare-params';

const X_SCALES = [
  { value: 'linear', label: 'Step' },
  { value: 'log', label: 'Log step' },
] as const;

/** The runs' curves over each other: colour tells the run, line style the part of the data. */
export function ComparedCurves({ columns }: { readonly columns: readonly Column[] }) {
  const { params, setParams } = useCompareParams();
  const { keys, splits, smoothing, log, logx } = params;
  const ids = columns.map(({ run }) => run.id).join(',');
  const runIds = useMemo(() => (ids === '' ? [] : ids.split(',')), [ids]);
  const isLive = columns.some(({ run }) => run.status === 'RUNNING' || run.status === 'QUEUED');
  const { status, series } = useLiveSeries(runIds, { isLive });
  const allKeys = useMemo(() => [...new Set(series.map(({ key }) => key))].sort(), [series]);
  const charts = useMemo(
    () => keys.map((key) => ({ key, lines: linesOf(series, columns, key, splits) })),
    [keys, series, columns, splits],
  );
  if (status === 'loading') return <PanelSkeleton className="h-80" />;
  return (
    <Panel
      title="Curves"
      actions={
        <>
          <ChoiceMenu
            label="Metrics"
            options={allKeys}
            chosen={keys}
            onChange={(next) => setParams({ keys: next })}
            format={(key) => key}
          />
          <ChoiceMenu
            label="Parts"
            options={SPLITS}
            chosen={splits}
            onChange={(next) => setParams({ splits: next })}
            format={sentenceCase}
          />
          <Segmented
            label="Axis of the steps"
            value={logx ? 'log' : 'linear'}
            options={X_SCALES}
            onChange={(next) => setParams({ logx: next === 'log' || null })}
          />
          <ChartControls
            smoothing={smoothing}
            scale={log ? 'log' : 'linear'}
            onSmoothing={(next) => setParams({ smoothing: next || null })}
            onScale={(next) => setParams({ log: next === 'log' || null })}
          />
        </>
      }
    >
      <div className={charts.length > 1 ? 'grid gap-x-6 gap-y-5 lg:grid-cols-2' : ''}>
        {charts.map(({ key, lines }) => (
          <SeriesChart
            key={key}
            title={key}
            series={lines}
            smoothing={smoothing}
            scale={log ? 'log' : 'linear'}
            xScale={logx ? 'log' : 'linear'}
            syncId="compare"
          />
        ))}
      </div>
    </Panel>
  );
}

function linesOf(
  series: readonly SeriesColumnsFragment[],
  columns: readonly Column[],
  key: string,
  splits: readonly Split[],
): ChartSeries[] {
  return columns.flatMap(({ run, label, color }) =>
    series
      .filter((one) => one.runId === run.id && one.key === key && splits.includes(one.split))
      .map((one) =>
        toChartSeries(one, { label: splits.length > 1 ? `${label}, ${one.split.toLowerCase()}` : label, color }),
      ),
  );
}

function ChoiceMenu<Value extends string>({
  label,
  options,
  chosen,
  onChange,
  format,
}: {
  readonly label: string;
  readonly options: readonly Value[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
  readonly format: (value: Value) => string;
}) {
  return (
    <Menu
      align="end"
      trigger={
        <Button size="sm">
          {label}: <span className="max-w-40 truncate text-ink-soft">{chosen.map(format).join(', ') || 'none'}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {options.map((option) => (
        <MenuCheckItem
          key={option}
          checked={chosen.includes(option)}
          onChange={(isOn) => onChange(isOn ? [...chosen, option] : chosen.filter((one) => one !== option))}
        >
          {format(option)}
        </MenuCheckItem>
      ))}
    </Menu>
  );
}
