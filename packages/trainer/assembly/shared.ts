export { backwardScratchBytes, convPoolBackward, convPoolSamplesBackward } from './conv-backward';
export { convPool, convPoolSamples } from './conv-forward';
export { gemm, gemmTransposedA } from './gemm';
export { lstmBackward, lstmBlockRows, lstmForward } from './lstm';

/** Fills `bytes` at `to` with zeros. */
export function clear(to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
}
