import { floatAt, intAt, newPoints, type Points, slicePoints } from './points.js';
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
  /** Timestamp i is `ts0 + i · tsStride` when `tsOffsets` is null. */
  readonly tsStride: number;
  readonly steps: Int32Array | null;
  readonly tsOffsets: Int32Array | null;
  readonly values32: Float32Array | null;
  readonly values64: Float64Array | null;
}

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
  const tsStride = regularTimeStride(points.ts);
  const tsOffsets = tsStride === null ? timeOffsets(points.ts) : null;
  if (tsStride === null && tsOffsets === null) {
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
    tsStride: tsStride ?? 0,
    steps: stride === null ? points.steps : null,
    tsOffsets,
    values32: single ? Float32Array.from(points.values) : null,
    values64: single ? null : points.values,
  });
}

export function decodeSegment(segment: SegmentBody): Points {
  const { count, ts0, tsStride, tsOffsets, firstStep, stride } = segment;
  const out = newPoints(count);
  for (let i = 0; i < count; i++) {
    out.ts[i] = ts0 + (tsOffsets === null ? i * tsStride : intAt(tsOffsets, i));
  }
  return { steps: segment.steps ?? regularSteps(firstStep, stride, count), ts: out.ts, values: valuesOf(segment) };
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
