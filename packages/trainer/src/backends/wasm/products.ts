import type { Gemm, KernelFunction, TensorHandle, WasmHeap } from './heap.js';

/** op(a)[m,k] · op(b)[k,n] as a new tensor [m,n]. */
export type Multiply = (
  heap: WasmHeap,
  a: TensorHandle,
  b: TensorHandle,
  transposeA: boolean,
  transposeB: boolean,
) => TensorHandle;

/** Below this many floating-point operations, calling out of the heap costs more than it saves. */
const SMALLEST_OUTSIDE_FLOPS = 2e6;

/** Products of rank-2 tensors: large ones by `outside` where there is one, the others by `inside`. */
export function createMultiply(inside: Gemm, outside: Gemm | null): Multiply {
  return (heap, a, b, transposeA, transposeB) => {
    const m = a.shape[transposeA ? 1 : 0];
    const k = a.shape[transposeA ? 0 : 1];
    const n = b.shape[transposeB ? 0 : 1];
    const out = heap.makeOutput([m, n], 'float32');
    const gemm = outside && 2 * m * n * k >= SMALLEST_OUTSIDE_FLOPS ? outside : inside;
    gemm(a, b, out, { m, n, k }, transposeA, transposeB);
    return out;
  };
}

/** The single output of a kernel. */
export function one(output: ReturnType<KernelFunction>): TensorHandle {
  return Array.isArray(output) ? output[0] : output;
}
