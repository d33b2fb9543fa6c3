import type { ChartSeries } from './chart-series';
import { smooth } from './smooth';

export interface LinePoint {
  /** Place on the horizontal axis, in its units. */
  readonly x: number;
  readonly step: number;
  /** What was measured at the step; of a stretch of steps, at its last one. */
  readonly raw: number | null;
  readonly smoothed: number | null;
  /** Least and greatest of the stretch, or the ends of a group's band; null: there is no band here. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Points that the API keeps of a stretch of steps: its least, its greatest and its last. */
const KEPT_PER_STRETCH = 3;

/** The points of a line: as measured, or one for each stretch of steps with its range. */
export function linePoints(series: ChartSeries, smoothing: number): LinePoint[] {
  const plain = series.steps.map((step, at) => ({
    x: series.places?.[at] ?? step,
    step,
    raw: series.values[at] ?? null,
    low: series.band?.low[at] ?? null,
    high: series.band?.high[at] ?? null,
  }));
  const points = series.isThinned ? stretchesOf(plain) : plain;
  if (smoothing <= 0) return points.map((point) => ({ ...point, smoothed: point.raw }));
  const smoothed = smooth(
    points.map(({ raw }) => raw),
    smoothing,
  );
  return points.map((point, at) => ({ ...point, smoothed: smoothed[at] ?? null }));
}

type PlainPoint = Omit<LinePoint, 'smoothed'>;

function stretchesOf(points: readonly PlainPoint[]): PlainPoint[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [];
  const count = Math.max(1, Math.ceil(points.length / KEPT_PER_STRETCH));
  const width = (last.step - first.step + 1) / count;
  const stretches: PlainPoint[] = [];
  for (let start = 0; start < points.length; ) {
    const from = points[start]?.step ?? 0;
    const end = first.step + (Math.floor((from - first.step) / width) + 1) * width;
    let next = start + 1;
    while (next < points.length && (points[next]?.step ?? end) < end) next += 1;
    stretches.push(asStretch(points, start, next));
    start = next;
  }
  return stretches;
}

function asStretch(points: readonly PlainPoint[], start: number, end: number): PlainPoint {
  let low: number | null = null;
  let high: number | null = null;
  for (let at = start; at < end; at += 1) {
    const raw = points[at]?.raw ?? null;
    if (raw === null || !Number.isFinite(raw)) continue;
    if (low === null || raw < low) low = raw;
    if (high === null || raw > high) high = raw;
  }
  const last = points[end - 1];
  return { x: last?.x ?? 0, step: last?.step ?? 0, raw: last?.raw ?? null, low, high };
}
