'use client';
import { useMemo, useState } from 'react';
import { type AxisKind, type ChartSeries, type LineLook, toChartSeries } from '../../charts';
import type { SeriesColumnsFragment } from '../../generated/graphql';
import { seriesId } from './merge-series';
import { type PlaceFacts, placesOf } from './place-series';
import type { LiveSeries } from './use-live-series';

interface Made {
  readonly from: SeriesColumnsFragment;
  readonly facts: PlaceFacts;
  readonly name: string;
  readonly line: ChartSeries;
}

/** Lines for charts by metric. A line whose series did not change stays the same object, so nobody looks at it again. */
export function useChartLines(
  { series, facts }: Pick<LiveSeries, 'series' | 'facts'>,
  axis: AxisKind,
  lookOf: (series: SeriesColumnsFragment) => LineLook | null,
): ReadonlyMap<string, readonly ChartSeries[]> {
  const [made] = useState(() => new Map<string, Made>());
  return useMemo(() => {
    const lines = new Map<string, ChartSeries[]>();
    const used = new Set<string>();
    for (const one of series) {
      const look = lookOf(one);
      if (look === null) continue;
      const id = seriesId(one);
      const line = lineOf(made.get(id), one, look, axis, facts);
      made.set(id, line);
      used.add(id);
      lines.set(one.key, [...(lines.get(one.key) ?? []), line.line]);
    }
    for (const id of made.keys()) if (!used.has(id)) made.delete(id);
    return lines;
  }, [made, series, facts, axis, lookOf]);
}

function lineOf(
  known: Made | undefined,
  from: SeriesColumnsFragment,
  look: LineLook,
  axis: AxisKind,
  facts: PlaceFacts,
): Made {
  const name = [axis, look.label, look.color, look.marker, look.owner].join('\n');
  const isSame = known?.from === from && known.name === name && (axis === 'step' || known.facts === facts);
  if (isSame) return known;
  return { from, facts, name, line: toChartSeries(from, { ...look, places: placesOf(from, axis, facts) }) };
}
