import type { FrameMatrix } from '../spectrum/frame-matrix.js';
import { fftPlanLength, fillFftPlan } from './fft-plan.js';
import type { Kernels } from './kernels.js';
import { createScalarKernels } from './scalar-kernels.js';
import { createWasmKernels } from './wasm-kernels.js';

/** A matrix that lies in a workspace, frames × columns, row-major. */
export interface HeapMatrix {
  readonly pointer: number;
  readonly frameCount: number;
  readonly columnCount: number;
}

/** Memory the module's own data may use; everything beyond is the workspace's. */
const FIRST_BYTE = 1024;
/** Kernels read and write pairs, so that every block has a spare pair behind it. */
const SPARE_BYTES = 16;

/**
 * The memory the kernels work on, as a stack: what an operation allocates is released when it ends (`inWorkspace`).
 * Pointers are bytes and stay valid when the memory grows; views do not, so take them last.
 */
export class Workspace {
  #top = FIRST_BYTE;

  constructor(readonly kernels: Kernels) {}

  get top(): number {
    return this.#top;
  }

  /** Releases everything allocated since `top` had this value. */
  release(top: number): void {
    this.#top = top;
  }

  /** Room for `count` doubles, of any content. */
  allocate(count: number): number {
    const pointer = this.#top;
    this.#top = pointer + Math.ceil((count * 8 + SPARE_BYTES) / 16) * 16;
    this.kernels.ensureCapacity(this.#top);
    return pointer;
  }

  /** Room for `count` doubles, all zero. */
  allocateZeros(count: number): number {
    const pointer = this.allocate(count);
    this.kernels.heap().fill(0, pointer / 8, this.#top / 8);
    return pointer;
  }

  /** Copies values in. */
  put(values: Float32Array | Float64Array): number {
    const pointer = this.allocate(values.length);
    this.kernels.heap().set(values, pointer / 8);
    return pointer;
  }

  putIntegers(values: Int32Array): number {
    const pointer = this.allocate(Math.ceil(values.length / 2));
    new Int32Array(this.kernels.heap().buffer, pointer, values.length).set(values);
    return pointer;
  }

  putMatrix({ frameCount, columnCount, values }: FrameMatrix): HeapMatrix {
    return { pointer: this.put(values), frameCount, columnCount };
  }

  allocateMatrix(frameCount: number, columnCount: number): HeapMatrix {
    return { pointer: this.allocate(frameCount * columnCount), frameCount, columnCount };
  }

  /** Tables and scratch of an FFT of `size` real samples. */
  putFftPlan(size: number): number {
    const pointer = this.allocate(fftPlanLength(size));
    fillFftPlan(this.kernels.heap(), pointer / 8, size);
    return pointer;
  }

  /** The live values at `pointer`; valid until the next allocation. */
  view(pointer: number, count: number): Float64Array {
    return this.kernels.heap().subarray(pointer / 8, pointer / 8 + count);
  }

  viewMatrix({ pointer, frameCount, columnCount }: HeapMatrix): Float64Array {
    return this.view(pointer, frameCount * columnCount);
  }

  /** Copies a matrix out. */
  takeMatrix(matrix: HeapMatrix): FrameMatrix {
    const { frameCount, columnCount } = matrix;
    return { frameCount, columnCount, values: this.viewMatrix(matrix).slice() };
  }
}

let workspace: Workspace | null = null;

/** Runs an operation on the thread's workspace and releases what it allocated. Operations may be nested. */
export function inWorkspace<T>(operation: (workspace: Workspace) => T): T {
  workspace ??= new Workspace(createWasmKernels() ?? createScalarKernels());
  const current = workspace;
  const { top } = current;
  try {
    return operation(current);
  } finally {
    current.release(top);
  }
}

/** Chooses the implementation for all later operations of this thread; WebAssembly is preferred by default. */
export function selectKernels(kernels: Kernels): void {
  workspace = new Workspace(kernels);
}
