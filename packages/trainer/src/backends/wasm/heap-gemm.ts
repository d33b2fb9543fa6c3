import { addressOf, heapKernels, withScratch } from '../../fused/heap-kernels.js';
import type { Gemm } from './heap.js';

/** Matrix product by our own kernel, one thread: about twice as fast as XNNPACK's, and it takes transposed operands. */
export const heapGemm: Gemm = (a, b, c, { m, n, k }, transposeA, transposeB) => {
  const kernels = heapKernels();
  withScratch([kernels.multiplyScratch(n)], (scratch) => {
    const [x, y, to] = [addressOf(a), addressOf(b), addressOf(c)];
    kernels.multiply(x, y, to, m, n, k, Number(transposeA), Number(transposeB), scratch);
  });
};
