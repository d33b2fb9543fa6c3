import type { PackedSeriesFragment, SeriesColumnsFragment } from '../../generated/graphql';

/** Columns as arrays of numbers; NaN and ±Infinity are what they are. */
export function unpackSeries(series: PackedSeriesFragment): SeriesColumnsFragment {
  const { packedSteps, packedValues, packedTimestampsMs, ...rest } = series;
  return {
    ...rest,
    steps: Array.from(new Int32Array(bytesOf(packedSteps))),
    values: Array.from(new Float64Array(bytesOf(packedValues))),
    ...(packedTimestampsMs !== undefined && {
      timestampsMs: Array.from(new Float64Array(bytesOf(packedTimestampsMs))),
    }),
  };
}

function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes.buffer;
}
