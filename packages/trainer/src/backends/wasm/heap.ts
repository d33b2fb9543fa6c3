import { type Tensor, tf } from '../../tensorflow.js';

/** What a kernel function is handed: enough to name a tensor's data. */
export interface TensorHandle {
  dataId: object;
  shape: number[];
  dtype: tf.DataType;
}

/**
 * The part of tfjs' BackendWasm that the supplied kernels use. Views are only good until the next allocation: the
 * heap may grow and move.
 */
export interface WasmHeap {
  makeOutput(shape: number[], dtype: tf.DataType): TensorHandle;
  typedArrayFromHeap(handle: TensorHandle): Float32Array;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
  getMemoryOffset(dataId: object): number;
  readonly dataIdMap: { get(dataId: object): { readonly id: number; readonly memoryOffset: number } };
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    readonly tfjs: {
      disposeData(id: number): void;
      registerTensor(id: number, size: number, memoryOffset: number): void;
    };
  };
}

export interface KernelCall {
  readonly inputs: Readonly<Record<string, TensorHandle>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly backend: WasmHeap;
}
export type KernelFunction = (call: KernelCall) => TensorHandle | TensorHandle[];

/** C[m,n] = op(A)[m,k] · op(B)[k,n], row-major tensors of the heap, C written in place. */
export type Gemm = (
  a: TensorHandle,
  b: TensorHandle,
  c: TensorHandle,
  size: { m: number; n: number; k: number },
  transposeA: boolean,
  transposeB: boolean,
) => void;

/** tfjs' own kernel of the wasm backend. @throws when there is none. */
export function stockKernel(name: string): KernelFunction {
  const kernel = tf.getKernel(name, 'wasm');
  if (!kernel) throw new Error(`tfjs-backend-wasm has no kernel ${name}`);
  return kernel.kernelFunc as unknown as KernelFunction;
}

/** Puts a kernel in the place of tfjs' own (or of none). */
export function replaceKernel(kernelName: string, kernelFunc: KernelFunction): void {
  if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: kernelFunc as unknown as tf.KernelFunc });
}

/** The same data under another shape. */
export function reshaped(handle: TensorHandle, shape: number[]): TensorHandle {
  return { dataId: handle.dataId, shape, dtype: handle.dtype };
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** The active wasm backend, for code that works on a tensor's memory in place. */
export function wasmHeap(): WasmHeap {
  return tf.backend() as unknown as WasmHeap;
}

/** A view of a tensor's values on the wasm heap; good until the next allocation. */
export function heapView(tensor: Tensor): Float32Array {
  return wasmHeap().typedArrayFromHeap(tensor);
}

/**
 * Tells the backend that a tensor's values were changed in place: XNNPACK keeps products' right sides packed, by tensor.
 * Disposing and registering again forgets what was packed; the values stay where they are.
 */
export function forgetPacked(tensor: Tensor): void {
  const { dataIdMap, wasm } = wasmHeap();
  const { id, memoryOffset } = dataIdMap.get(tensor.dataId);
  wasm.tfjs.disposeData(id);
  wasm.tfjs.registerTensor(id, tensor.size, memoryOffset);
}
