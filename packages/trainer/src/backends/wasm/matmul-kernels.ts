import { type KernelFunction, replaceKernel, reshaped, sizeOf, stockKernel, type TensorHandle } from './heap.js';
import type { Multiply } from './products.js';

/** Products smaller than this stay in tfjs' kernel, which needs no transposed copies. */
const SMALLEST_PRODUCT = 4096;

/** A batch of one matrix as a matrix; null for real batches. */
function asMatrix(x: TensorHandle): TensorHandle | null {
  if (x.shape.length === 2) return x;
  if (!x.shape.slice(0, -2).every((d) => d === 1)) return null;
  return reshaped(x, x.shape.slice(-2));
}

/** Products of whole matrices; batches stay with tfjs. */
function batchMatMul(multiply: Multiply): KernelFunction {
  const stock = stockKernel('BatchMatMul');
  return (call) => {
    const { a, b } = call.inputs;
    const transposeA = call.attrs.transposeA === true;
    const transposeB = call.attrs.transposeB === true;
    const left = asMatrix(a);
    const right = asMatrix(b);
    if (!left || !right || a.dtype !== 'float32' || b.dtype !== 'float32') return stock(call);
    const columns = right.shape[transposeB ? 0 : 1];
    if (sizeOf(left.shape) * columns <= SMALLEST_PRODUCT) return stock(call);
    const out = multiply(call.backend, left, right, transposeA, transposeB);
    const outer = (a.shape.length >= b.shape.length ? a : b).shape.slice(0, -2);
    out.shape = [...outer, ...out.shape];
    return out;
  };
}

export function supplyMatMulKernels(multiply: Multiply): void {
  replaceKernel('BatchMatMul', batchMatMul(multiply));
}
