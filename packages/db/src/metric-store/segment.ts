import { floatAt, intAt, type Points, slicePoints } from './points.js';
import { type Summary, summarizePoints } from './series-summary.js';

/**
 * A block of points as stored: steps and timestamps left out when they are regular, values as float32 when that loses
 * nothing.
 */
export interface Segment extends Summary, SegmentBody {}

/** What decoding needs. */
export interface SegmentBody {
  readonly count: number;
  readonly firstStep: number;
  /** Step i is `firstStep + i · stride` when `steps` is null. */
  readonly stride: number;
  readonly ts0: number;
  /** Timestamp i is `ts0 + i · tsStride` when `tsOffsets` is null, and `tsDeviations[i]` later where there are any. */
  readonly tsStride: number;
  readonly steps: Int32Array | null;
  readonly tsDeviations: Int16Array | null;
  readonly tsOffsets: Int32Array | null;
  readonly values32: Float32Array | null;
  readonly values64: Float64Array | null;
}

const INT16_LIMIT = 2 ** 15;
const INT32_LIMIT = 2 ** 31;

/** Cuts points into full segments of `size` points and a rest. */
export function encodeSegments(points: Points, size: number): Segment[] {
  const out: Segment[] = [];
  for (let start = 0; start < points.steps.length; start += size) {
    encodeInto(out, slicePoints(points, start, Math.min(start + size, points.steps.length)));
  }
  return out;
}

function encodeInto(out: Segment[], points: Points): void {
  const count = points.steps.length;
  const times = encodeTimes(points.ts);
  if (times === null) {
    // Offsets of more than 24 days do not fit: halves are nearer together, and one point always fits.
    const middle = count >> 1;
    encodeInto(out, slicePoints(points, 0, middle));
    encodeInto(out, slicePoints(points, middle, count));
    return;
  }
  const stride = regularStride(points.steps);
  const single = survivesFloat32(points.values);
  out.push({
    ...summarizePoints(points),
    stride: stride ?? 0,
    ts0: floatAt(points.ts, 0),
    ...times,
    steps: stride === null ? points.steps : null,
    values32: single ? Float32Array.from(points.values) : null,
    values64: single ? null : points.values,
  });
}

export function decodeSegment(segment: SegmentBody): Points {
  const { count, firstStep, stride } = segment;
  return {
    steps: segment.steps ?? regularSteps(firstStep, stride, count),
    ts: timesOf(segment),
    values: valuesOf(segment),
  };
}

function timesOf({ count, ts0, tsStride, tsOffsets, tsDeviations }: SegmentBody): Float64Array {
  const ts = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    if (tsOffsets) ts[i] = ts0 + intAt(tsOffsets, i);
    else ts[i] = ts0 + i * tsStride + (tsDeviations ? (tsDeviations[i] as number) : 0);
  }
  return ts;
}

type Times = Pick<Segment, 'tsStride' | 'tsDeviations' | 'tsOffsets'>;

/** The smallest of the forms that fits; null when none does. */
function encodeTimes(ts: Float64Array): Times | null {
  const regular = regularTimeStride(ts);
  if (regular !== null) return { tsStride: regular, tsDeviations: null, tsOffsets: null };
  const count = ts.length;
  const mean = Math.round((floatAt(ts, count - 1) - floatAt(ts, 0)) / Math.max(1, count - 1));
  const tsDeviations = Math.abs(mean) < INT32_LIMIT ? timeDeviations(ts, mean) : null;
  if (tsDeviations) return { tsStride: mean, tsDeviations, tsOffsets: null };
  const tsOffsets = timeOffsets(ts);
  return tsOffsets && { tsStride: 0, tsDeviations: null, tsOffsets };
}

function timeDeviations(ts: Float64Array, stride: number): Int16Array | null {
  const deviations = new Int16Array(ts.length);
  for (let i = 0; i < ts.length; i++) {
    const deviation = floatAt(ts, i) - floatAt(ts, 0) - i * stride;
    if (deviation < -INT16_LIMIT || deviation >= INT16_LIMIT) return null;
    deviations[i] = deviation;
  }
  return deviations;
}

function regularSteps(firstStep: number, stride: number, count: number): Int32Array {
  const steps = new Int32Array(count);
  for (let i = 0; i < count; i++) steps[i] = firstStep + i * stride;
  return steps;
}

function valuesOf({ values32, values64 }: SegmentBody): Float64Array {
  if (values64) return values64;
  return values32 ? Float64Array.from(values32) : new Float64Array(0);
}

function regularStride(steps: Int32Array): number | null {
  if (steps.length < 2) return 1;
  const first = intAt(steps, 0);
  const stride = intAt(steps, 1) - first;
  if (stride >= INT32_LIMIT) return null;
  for (let i = 2; i < steps.length; i++) if (intAt(steps, i) !== first + i * stride) return null;
  return stride;
}

function regularTimeStride(ts: Float64Array): number | null {
  if (ts.length < 2) return 0;
  const first = floatAt(ts, 0);
  const stride = floatAt(ts, 1) - first;
  if (Math.abs(stride) >= INT32_LIMIT) return null;
  for (let i = 2; i < ts.length; i++) if (floatAt(ts, i) !== first + i * stride) return null;
  return stride;
}

function timeOffsets(ts: Float64Array): Int32Array | null {
  const offsets = new Int32Array(ts.length);
  for (let i = 0; i < ts.length; i++) {
    const offset = floatAt(ts, i) - floatAt(ts, 0);
    if (offset < -INT32_LIMIT || offset >= INT32_LIMIT) return null;
    offsets[i] = offset;
  }
  return offsets;
}

function survivesFloat32(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = floatAt(values, i);
    if (!Object.is(Math.fround(value), value)) return false;
  }
  return true;
}
