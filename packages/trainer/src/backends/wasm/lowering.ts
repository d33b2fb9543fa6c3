import { addressOf, heapKernels } from '../../fused/heap-kernels.js';
import { tf } from '../../tensorflow.js';
import type { TensorHandle } from './heap.js';

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

/** Samples [first, last) of a batch. */
export interface SampleRange {
  readonly first: number;
  readonly last: number;
}

function kernelArguments(g: ConvGeometry): number[] {
  return [
    g.inHeight,
    g.inWidth,
    g.inChannels,
    g.outHeight,
    g.outWidth,
    g.filterHeight,
    g.filterWidth,
    g.strideHeight,
    g.strideWidth,
    g.padInfo.top,
    g.padInfo.left,
  ];
}

/** Address of a sample in an image tensor. */
function sampleAt(image: TensorHandle, g: ConvGeometry, sample: number): number {
  return addressOf(image) + sample * g.inHeight * g.inWidth * g.inChannels * 4;
}

/** Windows of some samples as rows: columns[(last − first)·outHeight·outWidth][filterHeight·filterWidth·inChannels]. */
export function imageToColumns(
  image: TensorHandle,
  columns: TensorHandle,
  g: ConvGeometry,
  { first, last }: SampleRange,
): void {
  heapKernels().imageToColumns(sampleAt(image, g, first), addressOf(columns), last - first, ...kernelArguments(g));
}

/** Adds each window's row back to where it came from; the transpose of `imageToColumns`. */
export function columnsToImage(
  columns: TensorHandle,
  image: TensorHandle,
  g: ConvGeometry,
  { first, last }: SampleRange,
): void {
  heapKernels().columnsToImage(addressOf(columns), sampleAt(image, g, first), last - first, ...kernelArguments(g));
}
