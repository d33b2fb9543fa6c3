import { type KernelFunction, replaceKernel, reshaped, stockKernel, type TensorHandle, type WasmHeap } from './heap.js';
import { type ConvGeometry, columnsToImage, convGeometry, imageToColumns } from './lowering.js';
import { type Multiply, one } from './products.js';

/** Floats of window rows held at once (64 MiB). */
const COLUMN_BUDGET = 16 * 1024 * 1024;
/** A forward convolution below this is faster in tfjs' own kernel. */
const SMALLEST_LOWERED_FLOPS = 2e7;
const SHORTEST_LOWERED_WINDOW = 64;

interface Chunk {
  readonly first: number;
  readonly last: number;
  /** All samples in one chunk. */
  readonly whole: boolean;
}

function chunksOf(g: ConvGeometry): Chunk[] {
  const positions = g.outHeight * g.outWidth;
  const perSample = positions * Math.max(windowLength(g), g.outChannels);
  const size = Math.max(1, Math.min(g.batchSize, Math.floor(COLUMN_BUDGET / perSample)));
  const chunks: Chunk[] = [];
  for (let first = 0; first < g.batchSize; first += size) {
    const last = Math.min(g.batchSize, first + size);
    chunks.push({ first, last, whole: last - first === g.batchSize });
  }
  return chunks;
}

function windowLength(g: ConvGeometry): number {
  return g.filterHeight * g.filterWidth * g.inChannels;
}

/** Rows of samples [first, last) of a tensor [n, …] as a matrix; a copy unless the chunk is the whole. */
function chunkRows(heap: WasmHeap, x: TensorHandle, chunk: Chunk, positions: number, width: number): TensorHandle {
  const rows = (chunk.last - chunk.first) * positions;
  if (chunk.whole) return reshaped(x, [rows, width]);
  const copy = heap.makeOutput([rows, width], 'float32');
  const stride = positions * width;
  heap.typedArrayFromHeap(copy).set(heap.typedArrayFromHeap(x).subarray(chunk.first * stride, chunk.last * stride));
  return copy;
}

function requireChannelsLast(g: ConvGeometry): void {
  if (g.dataFormat !== 'channelsLast') throw new Error('only channels-last convolutions are supported');
}

/** tfjs has no such kernel on wasm: without it no convolution trains. */
function backpropFilter(multiply: Multiply): KernelFunction {
  return ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs;
    const filterShape = attrs.filterShape as number[];
    const g = convGeometry(x.shape, filterShape, attrs);
    requireChannelsLast(g);
    const positions = g.outHeight * g.outWidth;
    const length = windowLength(g);
    const out = backend.makeOutput([length, g.outChannels], 'float32');
    backend.typedArrayFromHeap(out).fill(0);
    for (const chunk of chunksOf(g)) {
      const columns = backend.makeOutput([(chunk.last - chunk.first) * positions, length], 'float32');
      imageToColumns(x, columns, g, chunk);
      const gradient = chunkRows(backend, dy, chunk, positions, g.outChannels);
      const part = multiply(backend, columns, gradient, true, false);
      const sum = backend.typedArrayFromHeap(out);
      const values = backend.typedArrayFromHeap(part);
      for (let i = 0; i < sum.length; i++) sum[i] += values[i];
      backend.disposeData(part.dataId);
      backend.disposeData(columns.dataId);
      if (!chunk.whole) backend.disposeData(gradient.dataId);
    }
    out.shape = filterShape;
    return out;
  };
}

/** tfjs' own is a naive loop. */
function backpropInput(multiply: Multiply): KernelFunction {
  return ({ inputs, backend, attrs }) => {
    const { dy, filter } = inputs;
    const inputShape = attrs.inputShape as number[];
    const g = convGeometry(inputShape, filter.shape, attrs);
    requireChannelsLast(g);
    const positions = g.outHeight * g.outWidth;
    const weights = reshaped(filter, [windowLength(g), g.outChannels]);
    const out = backend.makeOutput(inputShape, 'float32');
    backend.typedArrayFromHeap(out).fill(0);
    for (const chunk of chunksOf(g)) {
      const gradient = chunkRows(backend, dy, chunk, positions, g.outChannels);
      const columns = multiply(backend, gradient, weights, false, true);
      columnsToImage(columns, out, g, chunk);
      backend.disposeData(columns.dataId);
      if (!chunk.whole) backend.disposeData(gradient.dataId);
    }
    return out;
  };
}

/** Window rows times filter: worth it for all but small layers. */
function loweredConv(multiply: Multiply): KernelFunction {
  const stock = stockKernel('Conv2D');
  return (call) => {
    const { inputs, backend, attrs } = call;
    const { x, filter } = inputs;
    const dilated = [attrs.dilations ?? 1].flat().some((d) => d !== 1);
    if (attrs.dataFormat === 'NCHW' || dilated) return one(stock(call));
    const g = convGeometry(x.shape, filter.shape, attrs);
    const positions = g.outHeight * g.outWidth;
    const length = windowLength(g);
    const flops = 2 * positions * g.batchSize * length * g.outChannels;
    if (flops < SMALLEST_LOWERED_FLOPS || length < SHORTEST_LOWERED_WINDOW) return one(stock(call));
    const out = backend.makeOutput([g.batchSize, g.outHeight, g.outWidth, g.outChannels], 'float32');
    const weights = reshaped(filter, [length, g.outChannels]);
    for (const chunk of chunksOf(g)) {
      const columns = backend.makeOutput([(chunk.last - chunk.first) * positions, length], 'float32');
      imageToColumns(x, columns, g, chunk);
      const part = multiply(backend, columns, weights, false, false);
      const at = chunk.first * positions * g.outChannels;
      backend.typedArrayFromHeap(out).set(backend.typedArrayFromHeap(part), at);
      backend.disposeData(columns.dataId);
      backend.disposeData(part.dataId);
    }
    return out;
  };
}

export function supplyConvKernels(multiply: Multiply): void {
  replaceKernel('Conv2DBackpropFilter', backpropFilter(multiply));
  replaceKernel('Conv2DBackpropInput', backpropInput(multiply));
  replaceKernel('Conv2D', loweredConv(multiply));
}
