import { floatAt, intAt, type Points } from './points.js';

/** First, last, least and greatest of a series or a part of it. Least and greatest leave NaN out; first step on ties. */
export interface Summary {
  readonly count: number;
  readonly firstStep: number;
  readonly firstValue: number;
  readonly lastStep: number;
  readonly lastValue: number;
  readonly lastTs: number;
  /** null when every value is NaN. */
  readonly minValue: number | null;
  readonly minStep: number | null;
  readonly maxValue: number | null;
  readonly maxStep: number | null;
}

/** @throws RangeError when there are no points */
export function summarizePoints({ steps, ts, values }: Points): Summary {
  const last = steps.length - 1;
  if (last < 0) throw new RangeError('there is no summary of no points');
  let least = -1;
  let greatest = -1;
  for (let i = 0; i <= last; i++) {
    const value = floatAt(values, i);
    if (Number.isNaN(value)) continue;
    if (least < 0 || value < floatAt(values, least)) least = i;
    if (greatest < 0 || value > floatAt(values, greatest)) greatest = i;
  }
  return {
    count: steps.length,
    firstStep: intAt(steps, 0),
    firstValue: floatAt(values, 0),
    lastStep: intAt(steps, last),
    lastValue: floatAt(values, last),
    lastTs: floatAt(ts, last),
    minValue: least < 0 ? null : floatAt(values, least),
    minStep: least < 0 ? null : intAt(steps, least),
    maxValue: greatest < 0 ? null : floatAt(values, greatest),
    maxStep: greatest < 0 ? null : intAt(steps, greatest),
  };
}

/** Of two parts, the second of which follows the first. */
export function joinSummaries(first: Summary, second: Summary): Summary {
  const lower = isBeyond(second.minValue, first.minValue, (a, b) => a < b) ? second : first;
  const higher = isBeyond(second.maxValue, first.maxValue, (a, b) => a > b) ? second : first;
  return {
    count: first.count + second.count,
    firstStep: first.firstStep,
    firstValue: first.firstValue,
    lastStep: second.lastStep,
    lastValue: second.lastValue,
    lastTs: second.lastTs,
    minValue: lower.minValue,
    minStep: lower.minStep,
    maxValue: higher.maxValue,
    maxStep: higher.maxStep,
  };
}

function isBeyond(value: number | null, than: number | null, compare: (a: number, b: number) => boolean): boolean {
  return value !== null && (than === null || compare(value, than));
}
