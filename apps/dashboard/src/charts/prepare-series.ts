import { type Axis, fitAxis, fitPlaces, type Scale } from './axis';
import type { AxisKind, ChartSeries, LineStyle } from './chart-series';
import { type LinePoint, linePoints } from './line-points';

export interface PrepareOptions {
  /** Weight of the past, 0 … 0.99; 0 draws the values alone. */
  readonly smoothing?: number;
  readonly scale?: Scale;
  /** Of the horizontal axis. Its 0 has a place on a logarithmic one too: places are moved by one. */
  readonly xScale?: Scale;
  readonly axis?: AxisKind;
  /** Part of the horizontal axis that is shown, in its units; null: all. */
  readonly zoom?: Zoom | null;
  /** Whether the vertical axis leaves out what lies far from all else. */
  readonly isClipped?: boolean;
  /** More lines than this are not drawn; the chart says how many there are. */
  readonly maxLines?: number;
}

export type Zoom = readonly [from: number, to: number];

export interface PreparedLine {
  readonly id: string;
  readonly owner: string;
  readonly label: string;
  readonly color: number;
  readonly marker: number | null;
  readonly style: LineStyle;
  /** Ascending; what was measured, as it was measured. */
  readonly points: readonly LinePoint[];
  /** Whether the raw values are drawn, faint, behind the smoothed ones. */
  readonly hasRaw: boolean;
  readonly hasBand: boolean;
  /** First and last place of the series itself. */
  readonly span: Zoom | null;
  /** Whether a point stands for a stretch of steps. */
  readonly isThinned: boolean;
  readonly first: LinePoint | null;
  readonly last: LinePoint | null;
  readonly min: number | null;
  readonly max: number | null;
}

export interface PreparedSeries {
  readonly lines: readonly PreparedLine[];
  readonly x: Axis;
  readonly y: Axis;
  readonly axis: AxisKind;
  readonly scale: Scale;
  readonly xScale: Scale;
  /** Lines beyond the limit. */
  readonly hiddenLineCount: number;
  /** Points that have no place on the chart: not finite, or not positive on a logarithmic scale. */
  readonly undrawnCount: number;
  /** Points above or below what the vertical axis shows. */
  readonly clippedCount: number;
  readonly isEmpty: boolean;
}

const DEFAULT_MAX_LINES = 100;
/** The middle share of values that a clipped axis must show. */
const SHOWN_SHARE = 0.96;

/** Decides everything a line chart draws, so that the drawing decides nothing. */
export function prepareSeries(series: readonly ChartSeries[], options: PrepareOptions = {}): PreparedSeries {
  const { smoothing = 0, scale = 'linear', xScale = 'linear', axis = 'step', zoom = null } = options;
  const filled = series.filter(({ steps }) => steps.length > 0);
  const lines = filled.slice(0, options.maxLines ?? DEFAULT_MAX_LINES).map((one) => prepareLine(one, smoothing));
  const shown = shownValues(lines, zoom, scale);
  const y = fitY(shown.drawn, scale, options.isClipped ?? false);
  return {
    lines,
    x: fitX(lines, xScale, axis, zoom),
    y,
    axis,
    scale,
    xScale,
    hiddenLineCount: filled.length - lines.length,
    undrawnCount: shown.undrawnCount,
    clippedCount: shown.drawn.filter((value) => value < y.domain[0] || value > y.domain[1]).length,
    isEmpty: shown.drawn.length === 0,
  };
}

/** Whether a value has a place on the scale. */
export function isDrawable(value: number | null, scale: Scale): value is number {
  return value !== null && Number.isFinite(value) && (scale === 'linear' || value > 0);
}

const PREPARED = new WeakMap<ChartSeries, { readonly smoothing: number; readonly line: PreparedLine }>();

/** A series that did not change since it was drawn last is not looked at again. */
function prepareLine(series: ChartSeries, smoothing: number): PreparedLine {
  const known = PREPARED.get(series);
  if (known?.smoothing === smoothing) return known.line;
  const points = linePoints(series, smoothing);
  let first: LinePoint | null = null;
  let last: LinePoint | null = null;
  let min: number | null = null;
  let max: number | null = null;
  for (const point of points) {
    const { raw } = point;
    if (raw === null || !Number.isFinite(raw)) continue;
    first ??= point;
    last = point;
    const [low, high] = series.isThinned ? [point.low ?? raw, point.high ?? raw] : [raw, raw];
    if (min === null || low < min) min = low;
    if (max === null || high > max) max = high;
  }
  const { id, owner, label, color, marker, style, isThinned } = series;
  const line: PreparedLine = {
    ...{ id, owner, label, color, marker, style, isThinned, points, first, last, min, max },
    hasRaw: smoothing > 0,
    hasBand: isThinned || series.band !== null,
    span: spanOf(series),
  };
  PREPARED.set(series, { smoothing, line });
  return line;
}

function spanOf({ places, steps }: ChartSeries): Zoom | null {
  const own = places ?? steps;
  const [first, last] = [own[0], own.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

function shownValues(lines: readonly PreparedLine[], zoom: Zoom | null, scale: Scale) {
  const drawn: number[] = [];
  let undrawnCount = 0;
  for (const { points, hasRaw } of lines) {
    for (const { x, raw, smoothed, low, high } of points) {
      if (zoom !== null && (x < zoom[0] || x > zoom[1])) continue;
      if (isDrawable(raw, scale)) drawn.push(raw);
      else if (raw !== null) undrawnCount += 1;
      if (hasRaw && isDrawable(smoothed, scale)) drawn.push(smoothed);
      if (isDrawable(low, scale)) drawn.push(low);
      if (isDrawable(high, scale)) drawn.push(high);
    }
  }
  return { drawn, undrawnCount };
}

function fitY(drawn: readonly number[], scale: Scale, isClipped: boolean): Axis {
  if (!isClipped || drawn.length < 10) return fitAxis(drawn, scale);
  const sorted = [...drawn].sort((a, b) => a - b);
  const left = Math.floor(((1 - SHOWN_SHARE) / 2) * (sorted.length - 1));
  return fitAxis(sorted.slice(left, sorted.length - left), scale);
}

function fitX(lines: readonly PreparedLine[], xScale: Scale, axis: AxisKind, zoom: Zoom | null): Axis {
  let first = zoom?.[0] ?? Number.POSITIVE_INFINITY;
  let last = zoom?.[1] ?? Number.NEGATIVE_INFINITY;
  if (zoom === null) {
    for (const { span } of lines) {
      first = Math.min(first, span?.[0] ?? first);
      last = Math.max(last, span?.[1] ?? last);
    }
  }
  return first > last ? fitAxis([]) : fitPlaces(first, last, axis, xScale);
}

/** What the line says at a place: its latest point at or before it, null outside of what it covers. */
export function pointAt(line: PreparedLine, x: number): LinePoint | null {
  const end = line.points.at(-1)?.x;
  if (end === undefined || x > end) return null;
  return line.points[countUpTo(line.points, x) - 1] ?? null;
}

/** How many points lie at or before a place. */
export function countUpTo(points: readonly LinePoint[], x: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.x ?? Number.POSITIVE_INFINITY) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The nearest place after (or before) another that has a point of any line; null at the end. */
export function neighbourPlace(lines: readonly PreparedLine[], x: number, direction: 1 | -1): number | null {
  let best: number | null = null;
  for (const { points } of lines) {
    const upTo = countUpTo(points, x);
    let at = direction > 0 ? upTo : upTo - 1;
    if (direction < 0 && points[at]?.x === x) at -= 1;
    const place = points[at]?.x;
    if (place !== undefined && (best === null || (direction > 0 ? place < best : place > best))) best = place;
  }
  return best;
}
