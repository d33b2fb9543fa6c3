import { type TensorHandle, wasmHeap } from '../backends/wasm/heap.js';
import { compileKernels, startKernels } from './kernels.js';

/** The kernels of `assembly/heap.ts`, whose comments say what each argument is; they work on tfjs' heap in place. */
export interface HeapKernels {
  multiplyScratch(n: number): number;
  multiply(
    a: number,
    b: number,
    c: number,
    m: number,
    n: number,
    k: number,
    transposeA: number,
    transposeB: number,
    scratch: number,
  ): void;
  sumOfSquares(values: number, count: number): number;
  adamStep(
    weight: number,
    gradient: number,
    mean: number,
    square: number,
    count: number,
    rate: number,
    keep: number,
    scale: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    epsilon: number,
  ): void;
  sgdStep(
    weight: number,
    gradient: number,
    velocity: number,
    count: number,
    rate: number,
    scale: number,
    momentum: number,
  ): void;
  rmspropStep(
    weight: number,
    gradient: number,
    square: number,
    velocity: number,
    count: number,
    rate: number,
    scale: number,
    decay: number,
    rest: number,
    momentum: number,
    epsilon: number,
  ): void;
  imageToColumns(image: number, columns: number, samples: number, ...geometry: number[]): void;
  columnsToImage(columns: number, image: number, samples: number, ...geometry: number[]): void;
  biasReluPool(
    y: number,
    bias: number,
    out: number,
    second: number,
    samples: number,
    windows: number,
    channels: number,
  ): void;
  biasReluPoolBackward(
    dOut: number,
    out: number,
    second: number,
    dy: number,
    dBias: number,
    samples: number,
    windows: number,
    channels: number,
  ): void;
  channelSums(x: number, rows: number, channels: number, sums: number): void;
  channelSquares(x: number, mean: number, rows: number, channels: number, sums: number): void;
  channelAffine(x: number, y: number, scale: number, shift: number, rows: number, channels: number): void;
  normalisationSums(
    x: number,
    dy: number,
    mean: number,
    inverse: number,
    rows: number,
    channels: number,
    sums: number,
    products: number,
  ): void;
  normalisationGradient(
    x: number,
    dy: number,
    dx: number,
    mean: number,
    inverse: number,
    factor: number,
    meanGradient: number,
    meanProduct: number,
    rows: number,
    channels: number,
  ): void;
}

let compiled: WebAssembly.Module | null = null;
let running: { readonly memory: WebAssembly.Memory; readonly kernels: HeapKernels } | null = null;

/** The kernels over the active wasm backend's heap. */
export function heapKernels(): HeapKernels {
  const { memory } = wasmHeap().wasm.asm;
  if (running?.memory === memory) return running.kernels;
  compiled ??= compileKernels('heap');
  running = { memory, kernels: startKernels<HeapKernels>(compiled, memory) };
  return running.kernels;
}

/** Address of a tensor's values. */
export function addressOf(handle: TensorHandle): number {
  return wasmHeap().getMemoryOffset(handle.dataId);
}

/**
 * Scratch on the heap for the length of `body`: one address per size (in float32).
 * Scratch comes first: allocating may move the heap's views, but never an address.
 */
export function withScratch<T>(sizes: readonly number[], body: (...addresses: number[]) => T): T {
  const heap = wasmHeap();
  const handles = sizes.map((size) => heap.makeOutput([size], 'float32'));
  try {
    return body(...handles.map((handle) => heap.getMemoryOffset(handle.dataId)));
  } finally {
    for (const handle of handles) heap.disposeData(handle.dataId);
  }
}

/** Values at an address; good until the next allocation. */
export function floatsAt(address: number, count: number): Float32Array {
  return new Float32Array(wasmHeap().wasm.asm.memory.buffer, address, count);
}

export function doublesAt(address: number, count: number): Float64Array {
  return new Float64Array(wasmHeap().wasm.asm.memory.buffer, address, count);
}
