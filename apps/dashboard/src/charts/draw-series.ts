import { formatMetric } from '../format/format';
import type { LineStyle } from './chart-series';
import { formatTick } from './format-place';
import type { LinePoint } from './line-points';
import { markedPlaces, traceMarker } from './markers';
import { type PlotFrame, xToPixel, yToPixel } from './plot-frame';
import { isDrawable, type PreparedLine, type PreparedSeries } from './prepare-series';

export interface PlotInk {
  /** One for each palette slot. */
  readonly slots: readonly string[];
  readonly grid: string;
  readonly axis: string;
  readonly text: string;
  readonly font: string;
  readonly surface: string;
}

const DASHES: Readonly<Record<LineStyle, number[]>> = { solid: [], dashed: [5, 3], dotted: [1.5, 3] };
/** Beyond so many lines, markers would hide the lines. */
const MAX_MARKED_LINES = 16;
/** Beyond so many, bands would be a fog: only that of the line which is looked at is drawn. */
const MAX_BANDS = 24;
const FADED = 0.14;

type Place = (value: number) => number;

/** Draws all of a chart but its cursor. */
export function drawSeries(
  context: CanvasRenderingContext2D,
  prepared: PreparedSeries,
  frame: PlotFrame,
  ink: PlotInk,
  highlighted: string | null,
): void {
  const { lines, scale } = prepared;
  const [toX, toY] = [xToPixel(prepared, frame), yToPixel(prepared, frame)];
  context.clearRect(0, 0, frame.width, frame.height);
  drawAxes(context, prepared, frame, ink, toX, toY);
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top - 2, frame.right - frame.left, frame.bottom - frame.top + 4);
  context.clip();
  const someone = highlighted !== null && lines.some(({ owner }) => owner === highlighted);
  const strengthOf = ({ owner }: PreparedLine) => (!someone || owner === highlighted ? 1 : FADED);
  const ordered = someone ? [...lines].sort((a, b) => strengthOf(a) - strengthOf(b)) : lines;
  const colorOf = ({ color }: PreparedLine) => ink.slots[color % ink.slots.length] ?? ink.text;
  for (const line of ordered) {
    if (!line.hasBand || (lines.length > MAX_BANDS && (!someone || line.owner !== highlighted))) continue;
    context.fillStyle = colorOf(line);
    context.globalAlpha = 0.16 * strengthOf(line);
    fillBand(context, line.points, toX, toY, (value) => isDrawable(value, scale));
  }
  context.lineJoin = 'round';
  for (const line of ordered) {
    context.strokeStyle = colorOf(line);
    context.fillStyle = colorOf(line);
    if (line.hasRaw) {
      context.setLineDash([]);
      context.lineWidth = 1;
      context.globalAlpha = 0.24 * strengthOf(line);
      strokeLine(context, line.points, toX, toY, ({ raw }) => (isDrawable(raw, scale) ? raw : null));
    }
    context.setLineDash(DASHES[line.style]);
    context.lineCap = line.style === 'dotted' ? 'round' : 'butt';
    context.lineWidth = someone && line.owner === highlighted ? 2.5 : 1.75;
    context.globalAlpha = strengthOf(line);
    strokeLine(context, line.points, toX, toY, ({ smoothed }) => (isDrawable(smoothed, scale) ? smoothed : null));
    context.setLineDash([]);
    if (line.marker !== null && lines.length <= MAX_MARKED_LINES) drawMarkers(context, line, prepared, toX, toY, ink);
  }
  context.restore();
}

/** Strokes the points that have a value; a point without neighbours becomes a dot, which a line would not show. */
export function strokeLine(
  context: Pick<CanvasRenderingContext2D, 'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'arc' | 'fill'>,
  points: readonly LinePoint[],
  toX: Place,
  toY: Place,
  read: (point: LinePoint) => number | null,
): void {
  const lonely: [number, number][] = [];
  context.beginPath();
  let length = 0;
  let at: [number, number] = [0, 0];
  for (const point of points) {
    const value = read(point);
    if (value === null) {
      if (length === 1) lonely.push(at);
      length = 0;
      continue;
    }
    at = [toX(point.x), toY(value)];
    if (length === 0) context.moveTo(...at);
    else context.lineTo(...at);
    length += 1;
  }
  if (length === 1) lonely.push(at);
  context.stroke();
  for (const [x, y] of lonely) {
    context.beginPath();
    context.arc(x, y, 3, 0, 2 * Math.PI);
    context.fill();
  }
}

function fillBand(
  context: CanvasRenderingContext2D,
  points: readonly LinePoint[],
  toX: Place,
  toY: Place,
  fits: (value: number | null) => value is number,
): void {
  const stretch: { x: number; low: number; high: number }[] = [];
  const flush = () => {
    if (stretch.length > 1) {
      context.beginPath();
      for (const { x, high } of stretch) context.lineTo(x, high);
      for (const { x, low } of stretch.reverse()) context.lineTo(x, low);
      context.closePath();
      context.fill();
    }
    stretch.length = 0;
  };
  for (const { x, low, high } of points) {
    if (fits(low) && fits(high)) stretch.push({ x: toX(x), low: toY(low), high: toY(high) });
    else flush();
  }
  flush();
}

function drawMarkers(
  context: CanvasRenderingContext2D,
  line: PreparedLine,
  { x: { domain }, scale }: PreparedSeries,
  toX: Place,
  toY: Place,
  ink: PlotInk,
): void {
  const places = markedPlaces(line, domain, (value) => isDrawable(value, scale));
  context.lineWidth = 1.5;
  context.strokeStyle = ink.surface;
  for (const point of line.points) {
    if (point.smoothed === null || !places.has(point.x)) continue;
    context.beginPath();
    traceMarker(context, line.marker ?? 0, toX(point.x), toY(point.smoothed), 3.5);
    context.stroke();
    context.fill();
  }
}

function drawAxes(
  context: CanvasRenderingContext2D,
  { x, y, axis }: PreparedSeries,
  frame: PlotFrame,
  ink: PlotInk,
  toX: Place,
  toY: Place,
): void {
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.font = ink.font;
  context.fillStyle = ink.text;
  context.strokeStyle = ink.grid;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of y.ticks) {
    const at = Math.round(toY(tick)) + 0.5;
    if (at < frame.top - 1 || at > frame.bottom + 1) continue;
    line(context, frame.left, at, frame.right, at);
    context.fillText(formatMetric(tick), frame.left - 6, at);
  }
  context.strokeStyle = ink.axis;
  line(context, frame.left, frame.bottom + 0.5, frame.right, frame.bottom + 0.5);
  context.textBaseline = 'top';
  context.textAlign = 'center';
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of x.ticks) {
    const at = toX(tick);
    const text = formatTick(tick, axis, x.domain[1] - x.domain[0]);
    const half = context.measureText(text).width / 2;
    const centre = Math.min(Math.max(at, frame.left - 8 + half), frame.width - half - 1);
    // Labels never run into each other.
    if (centre - half < free) continue;
    free = centre + half + 8;
    context.fillText(text, centre, frame.bottom + 7);
  }
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
