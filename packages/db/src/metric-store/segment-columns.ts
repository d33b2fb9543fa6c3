import { float4Array, float8Array, int2Array, int4Array } from './binary-arrays.js';
import type { Segment } from './segment.js';

/**
 * Segments as parameters of a statement that stores any number of them: a column for each plain value, then where each
 * segment's part of the flat arrays begins, then those arrays, in which the parts lie end to end. In the order in which
 * `metric_append_segments` and `insertSegments` take them.
 */
export function segmentColumns(segments: readonly Segment[]): unknown[] {
  const column = (key: keyof Segment) => segments.map((segment) => segment[key]);
  const steps = flatten(segments.map((segment) => segment.steps));
  const tsDeviations = flatten(segments.map((segment) => segment.tsDeviations));
  const tsOffsets = flatten(segments.map((segment) => segment.tsOffsets));
  const values32 = flatten(segments.map((segment) => segment.values32));
  const values64 = flatten(segments.map((segment) => segment.values64));
  return [
    column('count'),
    column('firstStep'),
    column('lastStep'),
    column('stride'),
    column('ts0'),
    column('tsStride'),
    column('minValue'),
    column('minStep'),
    column('maxValue'),
    column('maxStep'),
    column('firstValue'),
    column('lastValue'),
    column('lastTs'),
    steps.offsets,
    tsDeviations.offsets,
    tsOffsets.offsets,
    values32.offsets,
    values64.offsets,
    int4Array(steps.parts),
    int2Array(tsDeviations.parts),
    int4Array(tsOffsets.parts),
    float4Array(values32.parts),
    float8Array(values64.parts),
  ];
}

/** Where each column begins when they lie end to end; null for a column that is left out. */
function flatten<C extends { readonly length: number }>(columns: readonly (C | null)[]) {
  const offsets: (number | null)[] = [];
  const parts: C[] = [];
  let end = 0;
  for (const column of columns) {
    offsets.push(column === null ? null : end);
    if (column === null) continue;
    parts.push(column);
    end += column.length;
  }
  return { offsets, parts };
}
