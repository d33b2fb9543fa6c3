import { type Gemm, type KernelFunction, stockKernel, type TensorHandle, type WasmHeap } from './heap.js';

/** Below this many floating-point operations, calling out of the heap costs more than it saves. */
const SMALLEST_GEMM_FLOPS = 2e6;

export interface Products {
  /** op(a)[m,k] · op(b)[k,n] as a new tensor [m,n]. */
  multiply(heap: WasmHeap, a: TensorHandle, b: TensorHandle, transposeA: boolean, transposeB: boolean): TensorHandle;
  readonly gemm: Gemm | null;
}

/**
 * Matrix products of rank-2 tensors. tfjs' kernel is fast (XNNPACK) only when nothing is transposed, so that operands
 * are transposed first; large ones go to `gemm` where there is one.
 */
export function createProducts(gemm: Gemm | null): Products {
  const matMul = stockKernel('BatchMatMul');
  const transpose = stockKernel('Transpose');
  const transposed = (backend: WasmHeap, x: TensorHandle) =>
    one(transpose({ inputs: { x }, backend, attrs: { perm: [1, 0] } }));
  return {
    gemm,
    multiply(backend, a, b, transposeA, transposeB) {
      const m = a.shape[transposeA ? 1 : 0];
      const k = a.shape[transposeA ? 0 : 1];
      const n = b.shape[transposeB ? 0 : 1];
      if (gemm && 2 * m * n * k >= SMALLEST_GEMM_FLOPS) {
        const out = backend.makeOutput([m, n], 'float32');
        const view = (x: TensorHandle) => backend.typedArrayFromHeap(x);
        gemm(view(a), view(b), view(out), { m, n, k }, transposeA, transposeB);
        return out;
      }
      const left = transposeA ? transposed(backend, a) : a;
      const right = transposeB ? transposed(backend, b) : b;
      const attrs = { transposeA: false, transposeB: false };
      const out = one(matMul({ inputs: { a: left, b: right }, backend, attrs }));
      if (left !== a) backend.disposeData(left.dataId);
      if (right !== b) backend.disposeData(right.dataId);
      return out;
    },
  };
}

/** The single output of a kernel. */
export function one(output: ReturnType<KernelFunction>): TensorHandle {
  return Array.isArray(output) ? output[0] : output;
}
