import { type Axis, fitAxis, fitSteps, type Scale } from './axis';
import type { ChartSeries, LineStyle } from './chart-series';
import { smooth } from './smooth';

export interface PrepareOptions {
  /** Weight of the past, 0 … 0.99; 0 draws the values alone. */
  readonly smoothing?: number;
  readonly scale?: Scale;
  /** Of the steps. Step 0 has a place on a logarithmic axis too: it is drawn at step + 1. */
  readonly xScale?: Scale;
  /** More lines than this are not drawn; the chart says how many there are. */
  readonly maxLines?: number;
}

/** A row of the drawing: the step, its place `x` on the axis, and for every line's key where it passes; null breaks the line. */
export type PlotRow = Readonly<Record<string, number | null>>;

export interface LinePoint {
  readonly step: number;
  readonly raw: number | null;
  readonly smoothed: number | null;
}

export interface PreparedLine {
  readonly id: string;
  readonly label: string;
  readonly color: number;
  readonly style: LineStyle;
  /** Key in the rows of the line itself, and of the faint line of raw values behind it when smoothed. */
  readonly key: string;
  readonly rawKey: string | null;
  /** What was measured, as it was measured. */
  readonly points: readonly LinePoint[];
  /** Steps whose point has no neighbour to be joined with: they are drawn as dots. */
  readonly lonelySteps: ReadonlySet<number>;
  readonly first: LinePoint | null;
  readonly last: LinePoint | null;
  readonly min: LinePoint | null;
  readonly max: LinePoint | null;
}

export interface PreparedSeries {
  readonly lines: readonly PreparedLine[];
  readonly rows: readonly PlotRow[];
  readonly x: Axis;
  readonly y: Axis;
  readonly scale: Scale;
  readonly xScale: Scale;
  /** Lines beyond the limit. */
  readonly hiddenLineCount: number;
  /** Points that have no place on the chart: not finite, or not positive on a logarithmic scale. */
  readonly undrawnCount: number;
  readonly isEmpty: boolean;
}

const DEFAULT_MAX_LINES = 40;

/** Decides everything a line chart draws, so that the drawing decides nothing. */
export function prepareSeries(series: readonly ChartSeries[], options: PrepareOptions = {}): PreparedSeries {
  const { smoothing = 0, scale = 'linear', xScale = 'linear', maxLines = DEFAULT_MAX_LINES } = options;
  const isDrawable = (value: number | null): value is number =>
    value !== null && Number.isFinite(value) && (scale === 'linear' || value > 0);
  const filled = series.filter(({ steps }) => steps.length > 0);
  const lines = filled.slice(0, maxLines).map((one, index) => prepareLine(one, index, smoothing, isDrawable));
  const drawn = lines.flatMap((line) => valuesOf(line).filter(isDrawable));
  const steps = unionOfSteps(lines);
  const first = steps[0];
  const last = steps.at(-1);
  return {
    lines,
    rows: buildRows(lines, steps, scale, xScale, isDrawable),
    x: fitX(first, last, xScale),
    y: fitAxis(drawn, scale),
    scale,
    xScale,
    hiddenLineCount: filled.length - lines.length,
    undrawnCount: countUndrawn(lines, isDrawable),
    isEmpty: drawn.length === 0,
  };
}

function fitX(first: number | undefined, last: number | undefined, xScale: Scale): Axis {
  if (first === undefined || last === undefined) return fitAxis([]);
  return xScale === 'log' ? fitAxis([first + 1, last + 1], 'log') : fitSteps(first, last);
}

/** The place of a step on the axis. */
export function placeOf(step: number, xScale: Scale): number {
  return xScale === 'log' ? step + 1 : step;
}

/** The step at a place of the axis. */
export function stepAt(place: number, xScale: Scale): number {
  return xScale === 'log' ? place - 1 : place;
}

/** What the line says at a step: its latest point at or before it, null outside of what it covers. */
export function pointAt(line: PreparedLine, step: number): LinePoint | null {
  const lastStep = line.points.at(-1)?.step;
  if (lastStep === undefined || step > lastStep) return null;
  let low = 0;
  let high = line.points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((line.points[middle]?.step ?? Number.POSITIVE_INFINITY) <= step) low = middle + 1;
    else high = middle;
  }
  return line.points[low - 1] ?? null;
}

type MutableRow = { step: number; x: number; [key: string]: number | null };
type IsDrawable = (value: number | null) => value is number;

function prepareLine(series: ChartSeries, index: number, smoothing: number, isDrawable: IsDrawable): PreparedLine {
  const smoothed = smooth(series.values, smoothing);
  const points = series.steps.map((step, at) => ({
    step,
    raw: series.values[at] ?? null,
    smoothed: smoothed[at] ?? null,
  }));
  const finite = points.filter(({ raw }) => raw !== null && Number.isFinite(raw));
  const lonelySteps = points.filter(
    ({ raw }, at) =>
      isDrawable(raw) && !isDrawable(points[at - 1]?.raw ?? null) && !isDrawable(points[at + 1]?.raw ?? null),
  );
  return {
    id: series.id,
    label: series.label,
    color: series.color,
    style: series.style,
    key: `line${index}`,
    rawKey: smoothing > 0 ? `raw${index}` : null,
    points,
    lonelySteps: new Set(lonelySteps.map(({ step }) => step)),
    first: finite[0] ?? null,
    last: finite.at(-1) ?? null,
    min: extreme(finite, (a, b) => a < b),
    max: extreme(finite, (a, b) => a > b),
  };
}

function extreme(points: readonly LinePoint[], isBetter: (a: number, b: number) => boolean): LinePoint | null {
  let best: LinePoint | null = null;
  for (const point of points) {
    if (point.raw !== null && (best === null || best.raw === null || isBetter(point.raw, best.raw))) best = point;
  }
  return best;
}

function valuesOf(line: PreparedLine): (number | null)[] {
  return line.points.flatMap(({ raw, smoothed }) => (line.rawKey === null ? [raw] : [raw, smoothed]));
}

function countUndrawn(lines: readonly PreparedLine[], isDrawable: IsDrawable): number {
  return lines.reduce(
    (sum, { points }) => sum + points.filter(({ raw }) => raw !== null && !isDrawable(raw)).length,
    0,
  );
}

function unionOfSteps(lines: readonly PreparedLine[]): number[] {
  const steps = new Set<number>();
  for (const line of lines) for (const { step } of line.points) steps.add(step);
  return [...steps].sort((a, b) => a - b);
}

function buildRows(
  lines: readonly PreparedLine[],
  steps: readonly number[],
  scale: Scale,
  xScale: Scale,
  isDrawable: IsDrawable,
): PlotRow[] {
  const rows = steps.map((step): MutableRow => ({ step, x: placeOf(step, xScale) }));
  for (const line of lines) {
    fillColumn(rows, line.points, line.key, (point) => point.smoothed, scale, isDrawable);
    if (line.rawKey !== null) fillColumn(rows, line.points, line.rawKey, (point) => point.raw, scale, isDrawable);
  }
  return rows;
}

/**
 * Where a line has no point of its own at another line's step it passes straight between its neighbours; only a value
 * that is missing or cannot be drawn breaks it.
 */
function fillColumn(
  rows: MutableRow[],
  points: readonly LinePoint[],
  key: string,
  read: (point: LinePoint) => number | null,
  scale: Scale,
  isDrawable: IsDrawable,
): void {
  let next = 0;
  for (const row of rows) {
    const { step } = row;
    while (next < points.length && (points[next]?.step ?? step) < step) next += 1;
    const right = points[next];
    const to = right ? read(right) : null;
    if (right?.step === step) {
      row[key] = isDrawable(to) ? to : null;
      continue;
    }
    const left = points[next - 1];
    const from = left ? read(left) : null;
    row[key] =
      left && right && isDrawable(from) && isDrawable(to)
        ? between(from, to, (step - left.step) / (right.step - left.step), scale)
        : null;
  }
}

function between(from: number, to: number, share: number, scale: Scale): number {
  return scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
}
