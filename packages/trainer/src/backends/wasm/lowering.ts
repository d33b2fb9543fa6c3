import { tf } from '../../tensorflow.js';

/** A 2-D convolution's geometry, channels last (a 1-D convolution has height 1). */
export interface ConvGeometry {
  readonly batchSize: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padInfo: { readonly top: number; readonly left: number };
  readonly dataFormat: string;
}

export function convGeometry(
  inputShape: number[],
  filterShape: number[],
  attrs: Readonly<Record<string, unknown>>,
): ConvGeometry {
  const a = attrs as {
    strides: number | [number, number];
    pad: 'valid';
    dimRoundingMode?: 'floor';
    dataFormat: 'NHWC';
  };
  return tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    a.strides,
    1,
    a.pad,
    a.dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(a.dataFormat),
  );
}

/** Runs of at most this many floats are copied by hand: `set` costs more to call than they cost to copy. */
const SHORT_RUN = 64;

/** Every window that lies in the image, as (offset in the image, offset in the columns, length), gaps skipped. */
function forEachRun(
  g: ConvGeometry,
  first: number,
  last: number,
  run: (image: number, column: number, length: number, segment: number) => void,
): void {
  const { inHeight, inWidth, inChannels: c, filterHeight, filterWidth } = g;
  const segment = filterWidth * c;
  let column = 0;
  for (let n = first; n < last; n++) {
    for (let y = 0; y < g.outHeight; y++) {
      for (let x = 0; x < g.outWidth; x++) {
        const x0 = x * g.strideWidth - g.padInfo.left;
        const low = Math.max(0, -x0);
        const high = Math.min(filterWidth, inWidth - x0);
        for (let i = 0; i < filterHeight; i++, column += segment) {
          const row = y * g.strideHeight + i - g.padInfo.top;
          const inside = row >= 0 && row < inHeight && high > low;
          const image = ((n * inHeight + row) * inWidth + x0 + low) * c;
          run(inside ? image : 0, column + low * c, inside ? (high - low) * c : 0, column);
        }
      }
    }
  }
}

/** Windows of samples [first, last) as rows: columns[(last − first)·outHeight·outWidth][filterHeight·filterWidth·c]. */
export function imageToColumns(
  image: Float32Array,
  columns: Float32Array,
  g: ConvGeometry,
  first: number,
  last: number,
): void {
  const segment = g.filterWidth * g.inChannels;
  forEachRun(g, first, last, (from, to, length, start) => {
    if (length < segment) columns.fill(0, start, start + segment);
    if (length >= SHORT_RUN) columns.set(image.subarray(from, from + length), to);
    else for (let i = 0; i < length; i++) columns[to + i] = image[from + i];
  });
}

/** Adds each window's row back to where it came from; the transpose of `imageToColumns`. */
export function columnsToImage(
  columns: Float32Array,
  image: Float32Array,
  g: ConvGeometry,
  first: number,
  last: number,
): void {
  forEachRun(g, first, last, (to, from, length) => {
    for (let i = 0; i < length; i++) image[to + i] += columns[from + i];
  });
}
