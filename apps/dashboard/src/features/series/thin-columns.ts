import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import type { SeriesColumnsFragment } from '../../generated/graphql';

/** Points of a stretch of steps that are kept, as by the API: its least, its greatest and its last. */
const KEPT_PER_STRETCH = 3;

/** The series with at most about so many points; its greatest and least survive. */
export function thinColumns(series: SeriesColumnsFragment, resolution: number): SeriesColumnsFragment {
  const { steps, values, timestampsMs } = series;
  if (steps.length <= resolution) return series;
  const stretch = Math.ceil(steps.length / Math.max(1, Math.floor(resolution / KEPT_PER_STRETCH)));
  const kept: number[] = [];
  for (let start = 0; start < steps.length; start += stretch) {
    kept.push(...tellingPlaces(values, start, Math.min(start + stretch, steps.length)));
  }
  return {
    ...series,
    steps: kept.map((at) => steps[at] ?? 0),
    values: kept.map((at) => values[at] ?? null),
    ...(timestampsMs && { timestampsMs: kept.map((at) => timestampsMs[at] ?? Number.NaN) }),
    isThinned: true,
  };
}

function tellingPlaces(values: SeriesColumnsFragment['values'], start: number, end: number): number[] {
  let least: number | null = null;
  let greatest: number | null = null;
  const valueAt = (at: number) => decodeMetricValue(values[at] ?? null) ?? Number.NaN;
  for (let at = start; at < end; at += 1) {
    const value = valueAt(at);
    if (Number.isNaN(value)) continue;
    if (least === null || value < valueAt(least)) least = at;
    if (greatest === null || value > valueAt(greatest)) greatest = at;
  }
  const places = new Set([least, greatest, end - 1].filter((at) => at !== null));
  return [...places].sort((a, b) => a - b);
}
