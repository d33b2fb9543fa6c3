import type { Axis, Scale } from './axis';
import type { PreparedSeries } from './prepare-series';

/** Where the lines are drawn inside the picture, in CSS pixels. */
export interface PlotFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const MARGIN = { left: 48, right: 10, top: 8, bottom: 22 } as const;

export function plotFrame(width: number, height: number): PlotFrame {
  return {
    width,
    height,
    left: MARGIN.left,
    right: Math.max(MARGIN.left + 1, width - MARGIN.right),
    top: MARGIN.top,
    bottom: Math.max(MARGIN.top + 1, height - MARGIN.bottom),
  };
}

/** Part of an axis that lies before a value, 0 … 1 inside of the domain. */
function shareOf(value: number, { domain: [from, to] }: Axis, scale: Scale, offset: number): number {
  if (scale === 'linear') return (value - from) / (to - from);
  return Math.log((value + offset) / (from + offset)) / Math.log((to + offset) / (from + offset));
}

/** On a logarithmic axis of steps the first, 0, has a place too. */
const X_OFFSET = 1;

export function xToPixel({ x, xScale }: PreparedSeries, frame: PlotFrame): (place: number) => number {
  const span = frame.right - frame.left;
  return (place) => frame.left + shareOf(place, x, xScale, X_OFFSET) * span;
}

export function yToPixel({ y, scale }: PreparedSeries, frame: PlotFrame): (value: number) => number {
  const span = frame.bottom - frame.top;
  return (value) => frame.bottom - shareOf(value, y, scale, 0) * span;
}

/** The place under a pixel, held inside of what is shown. */
export function pixelToX({ x, xScale }: PreparedSeries, frame: PlotFrame): (pixel: number) => number {
  const [from, to] = x.domain;
  return (pixel) => {
    const share = Math.min(1, Math.max(0, (pixel - frame.left) / (frame.right - frame.left)));
    if (xScale === 'linear') return from + share * (to - from);
    return (from + X_OFFSET) * ((to + X_OFFSET) / (from + X_OFFSET)) ** share - X_OFFSET;
  };
}
