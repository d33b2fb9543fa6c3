import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  float4Array,
  float8Array,
  int2Array,
  int4Array,
  int8Array,
  readFloat4s,
  readFloat8s,
  readInt2s,
  readInt4s,
  readInt8s,
} from './binary-arrays.js';
import { concatPoints, type Points } from './points.js';
import { decodeSegment, encodeSegments } from './segment.js';

function pointsOf(steps: readonly number[], ts: readonly number[], values: readonly number[]): Points {
  return { steps: Int32Array.from(steps), ts: Float64Array.from(ts), values: Float64Array.from(values) };
}

describe('encodeSegments', () => {
  it('leaves out what is regular and keeps values as float32 when that loses nothing', () => {
    const [segment] = encodeSegments(pointsOf([10, 20, 30], [5, 6, 7], [0.5, Number.NaN, -0]), 100);
    expect(segment).toMatchObject({
      count: 3,
      firstStep: 10,
      stride: 10,
      ts0: 5,
      tsStride: 1,
      steps: null,
      tsOffsets: null,
    });
    expect(segment?.values64).toBeNull();
    expect([...(segment?.values32 ?? [])]).toEqual([0.5, Number.NaN, -0]);
  });

  it('keeps what is irregular', () => {
    const [segment] = encodeSegments(pointsOf([1, 2, 4], [0, 9, 10], [0.1, 1, 1]), 100);
    expect([...(segment?.steps ?? [])]).toEqual([1, 2, 4]);
    expect(segment).toMatchObject({ tsStride: 5, tsOffsets: null });
    expect([...(segment?.tsDeviations ?? [])]).toEqual([0, 4, 0]);
    expect([...(segment?.values64 ?? [])]).toEqual([0.1, 1, 1]);
  });

  it('keeps timestamps that are far from regular by their whole distance', () => {
    const ts = [0, 40_000, 40_001, 40_002, 2_000_000];
    const points = pointsOf([0, 1, 2, 3, 4], ts, [1, 2, 3, 4, 5]);
    const [segment] = encodeSegments(points, 100);
    expect([...(segment?.tsOffsets ?? [])]).toEqual(ts);
    expect(segment?.tsDeviations).toBeNull();
    expect(segment && decodeSegment(segment)).toEqual(points);
  });

  it('cuts where timestamps lie further apart than an offset can say', () => {
    const far = 2 ** 31;
    const segments = encodeSegments(pointsOf([0, 1, 2], [0, far, 3 * far], [1, 2, 3]), 100);
    expect(segments.length).toBeGreaterThan(1);
    expect([...concatPoints(segments.map(decodeSegment)).ts]).toEqual([0, far, 3 * far]);
  });

  it('gives back the same points, whatever they are', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 2_147_483_646 }), fc.maxSafeInteger(), fc.double());
    const list = fc.uniqueArray(point, { selector: ([step]) => step, minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 60 }), (given, size) => {
        const sorted = [...given].sort(([a], [b]) => a - b);
        const points = pointsOf(
          sorted.map(([step]) => step),
          sorted.map(([, ts]) => ts % 8.64e15),
          sorted.map(([, , value]) => value),
        );
        const segments = encodeSegments(points, size);
        expect(concatPoints(segments.map(decodeSegment))).toEqual(points);
        expect(segments.reduce((sum, { count }) => sum + count, 0)).toBe(sorted.length);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

describe('binary arrays', () => {
  it('read back what was written, end to end and empty', () => {
    const ints = [Int32Array.from([1, -2]), Int32Array.from([]), Int32Array.from([2_147_483_647])];
    expect([...readInt4s(int4Array(ints))]).toEqual([1, -2, 2_147_483_647]);
    expect([...readInt4s(int4Array([]))]).toEqual([]);
    const shorts = [Int16Array.from([1, -32_768]), Int16Array.from([32_767])];
    expect([...readInt2s(int2Array(shorts))]).toEqual([1, -32_768, 32_767]);
    const longs = Float64Array.from([0, -1, 1_750_000_000_123, -8.64e15, 2 ** 53 - 1]);
    expect([...readInt8s(int8Array([longs]))]).toEqual([...longs]);
    const floats = Float32Array.from([0.5, Number.NaN, Number.NEGATIVE_INFINITY, -0]);
    expect([...readFloat4s(float4Array([floats]))]).toEqual([...floats]);
    const doubles = Float64Array.from([0.1, Number.NaN, Number.POSITIVE_INFINITY, -0, 5e-324]);
    expect([...readFloat8s(float8Array([doubles]))]).toEqual([...doubles]);
  });
});
