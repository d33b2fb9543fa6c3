'use client';
import { ChevronRight } from 'lucide-react';
import { parseAsBoolean, parseAsFloat, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { type ChartSeries, SeriesChart, toChartSeries } from '../../charts';
import { plural, sentenceCase } from '../../format/format';
import type { SeriesColumnsFragment } from '../../generated/graphql';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { ChartControls } from '../series';

const MAIN_KEYS = ['loss', 'accuracy', 'uar'] as const;
const NAMES: Readonly<Record<string, string>> = {
  loss: 'Loss',
  accuracy: 'Accuracy',
  uar: 'UAR',
  macro_f1: 'Macro-F1',
};
/** Palette slots: train and validation differ in colour and in line style. */
const SPLIT_COLORS = { TRAIN: 0, VALIDATION: 1, TEST: 2 } as const;

const GRID = 'grid gap-x-6 gap-y-5 md:grid-cols-2 xl:grid-cols-3';

const CONTROLS = { smoothing: parseAsFloat.withDefault(0), log: parseAsBoolean.withDefault(false) };

/** Train against validation, one chart a metric; all charts share the pointer. */
export function RunCurves({
  series,
  isLoading,
}: {
  readonly series: readonly SeriesColumnsFragment[];
  readonly isLoading: boolean;
}) {
  const [{ smoothing, log }, setControls] = useQueryStates(CONTROLS);
  const charts = useMemo(() => groupByKey(series), [series]);
  if (isLoading) {
    return (
      <div className="grid gap-4 xl:grid-cols-3">
        {MAIN_KEYS.map((key) => (
          <PanelSkeleton key={key} className="h-72" />
        ))}
      </div>
    );
  }
  const others = [...charts.keys()].filter((key) => !MAIN_KEYS.some((main) => main === key));
  const chart = (key: string) => (
    <SeriesChart
      key={key}
      title={NAMES[key] ?? key}
      series={charts.get(key) ?? []}
      smoothing={smoothing}
      scale={log ? 'log' : 'linear'}
      syncId="run"
    />
  );
  return (
    <Panel
      title="Curves"
      actions={
        <ChartControls
          smoothing={smoothing}
          scale={log ? 'log' : 'linear'}
          onSmoothing={(next) => setControls({ smoothing: next || null })}
          onScale={(next) => setControls({ log: next === 'log' || null })}
        />
      }
    >
      <div className={GRID}>{MAIN_KEYS.filter((key) => charts.has(key)).map((key) => chart(key))}</div>
      {others.length > 0 && (
        <details className="group mt-4 border-t border-line pt-3" open={charts.size === others.length}>
          <summary className="flex items-center gap-1.5 text-ink-soft select-none hover:text-ink">
            <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
            {plural(others.length, 'more metric')}
          </summary>
          <div className={`${GRID} mt-3`}>{others.map((key) => chart(key))}</div>
        </details>
      )}
      {charts.size === 0 && (
        <p className="py-8 text-center text-ink-faint">No metric was logged yet: the first epoch is still under way.</p>
      )}
    </Panel>
  );
}

function groupByKey(series: readonly SeriesColumnsFragment[]): ReadonlyMap<string, readonly ChartSeries[]> {
  const groups = new Map<string, ChartSeries[]>();
  // A metric measured once, at the end, is a figure and not a curve.
  for (const one of series.filter(({ split, totalCount }) => split !== 'TEST' || totalCount > 1)) {
    const line = toChartSeries(one, { label: sentenceCase(one.split), color: SPLIT_COLORS[one.split] });
    groups.set(one.key, [...(groups.get(one.key) ?? []), line]);
  }
  return groups;
}
