import { type Axis, fitAxis } from './axis';

export interface Interval {
  /** null: not measured, and then nothing is drawn. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Single results behind the value, drawn as small marks. */
  readonly points?: readonly (number | null)[];
}

export interface PlacedInterval {
  /** Places on the axis, 0 … 1 from its left end. */
  readonly at: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly points: readonly number[];
}

/** One axis for all intervals, so that rows can be compared by eye; references stretch it only where they are given. */
export function fitIntervals(intervals: readonly Interval[], references: readonly (number | null)[] = []): Axis {
  const values = [
    ...intervals.flatMap(({ value, low, high, points = [] }) => [value, low, high, ...points]),
    ...references,
  ];
  return fitAxis(values.filter(isMeasured), 'linear', 4);
}

/** Where an interval lies on the axis; null without a value, and for a value beyond its ends. */
export function placeInterval({ value, low, high, points = [] }: Interval, axis: Axis): PlacedInterval | null {
  if (!isMeasured(value) || !isOnAxis(value, axis)) return null;
  const hasSpan = isMeasured(low) && isMeasured(high);
  return {
    at: place(value, axis),
    from: hasSpan ? place(low, axis) : null,
    to: hasSpan ? place(high, axis) : null,
    points: points.filter(isMeasured).map((point) => place(point, axis)),
  };
}

export function isOnAxis(value: number, { domain: [low, high] }: Axis): boolean {
  return value >= low && value <= high;
}

/** Place of a value on the axis, kept within 0 … 1. */
export function place(value: number, { domain: [low, high] }: Axis): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

function isMeasured(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
