import { type KernelFunction, replaceKernel, reshaped, sizeOf, stockKernel, type TensorHandle } from './heap.js';
import type { Products } from './products.js';

/** Products smaller than this stay in tfjs' kernel, which needs no transposed copies. */
const SMALLEST_PRODUCT = 4096;

/** A batch of one matrix as a matrix; null for real batches. */
function asMatrix(x: TensorHandle): TensorHandle | null {
  if (x.shape.length === 2) return x;
  if (!x.shape.slice(0, -2).every((d) => d === 1)) return null;
  return reshaped(x, x.shape.slice(-2));
}

/** Transposed products: 1–2 GFLOP/s in tfjs' kernel, against 27 and more here. */
function batchMatMul(products: Products): KernelFunction {
  const stock = stockKernel('BatchMatMul');
  return (call) => {
    const { a, b } = call.inputs;
    const transposeA = call.attrs.transposeA === true;
    const transposeB = call.attrs.transposeB === true;
    const left = asMatrix(a);
    const right = asMatrix(b);
    const plain = !transposeA && !transposeB && !products.gemm;
    if (plain || !left || !right) return stock(call);
    const columns = right.shape[transposeB ? 0 : 1];
    if (sizeOf(left.shape) * columns <= SMALLEST_PRODUCT) return stock(call);
    const out = products.multiply(call.backend, left, right, transposeA, transposeB);
    const outer = (a.shape.length >= b.shape.length ? a : b).shape.slice(0, -2);
    out.shape = [...outer, ...out.shape];
    return out;
  };
}

export function supplyMatMulKernels(products: Products): void {
  replaceKernel('BatchMatMul', batchMatMul(products));
}
