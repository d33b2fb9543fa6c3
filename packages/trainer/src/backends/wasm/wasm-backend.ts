import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as wasm from '@tensorflow/tfjs-backend-wasm';
import { BackendUnavailableError } from '../../errors.js';
import { tf } from '../../tensorflow.js';
import { type BackendOptions, type TrainingBackend, WASM_LIMIT_BYTES } from '../training-backend.js';
import { installedVersions, processorName } from '../versions.js';
import { supplyConvKernels } from './conv-kernels.js';
import type { Gemm } from './heap.js';
import { heapGemm } from './heap-gemm.js';
import { supplyLayoutKernels } from './layout-kernels.js';
import { supplyMatMulKernels } from './matmul-kernels.js';
import { openGemm } from './ort-gemm.js';
import { supplyPoolKernels } from './pool-kernels.js';
import { createMultiply } from './products.js';

/** tfjs' own kernels, kept so that the replacements can be laid over them afresh. */
let stockKernels: readonly tf.KernelConfig[] | null = null;

function restoreStockKernels(): void {
  stockKernels ??= tf.getKernelsForBackend('wasm');
  for (const { kernelName } of tf.getKernelsForBackend('wasm')) tf.unregisterKernel(kernelName, 'wasm');
  for (const kernel of stockKernels) tf.registerKernel(kernel);
}

function supplyKernels(outside: Gemm | null): void {
  restoreStockKernels();
  const multiply = createMultiply(heapGemm, outside);
  supplyConvKernels(multiply);
  supplyMatMulKernels(multiply);
  supplyPoolKernels();
  supplyLayoutKernels();
}

async function startWasm(): Promise<void> {
  if (tf.getBackend() !== 'wasm') {
    const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'));
    if (tf.findBackend('wasm') === null) wasm.setWasmPaths(join(folder, 'dist/'));
    // One thread: onnxruntime refuses views of shared memory, and threads help no other kernel here.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (!(await tf.setBackend('wasm'))) throw new BackendUnavailableError('wasm', 'it did not start');
  }
  await tf.ready();
}

/** tfjs on WebAssembly, with the kernels that training needs. Works wherever Node does. */
export async function startWasmBackend({ threads }: BackendOptions): Promise<TrainingBackend> {
  await startWasm();
  supplyKernels(null);
  return {
    name: 'wasm',
    statement: {
      name: 'wasm',
      device: processorName(),
      threads,
      versions: installedVersions(['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm']),
    },
    kernelThreads: threads,
    memoryLimitBytes: WASM_LIMIT_BYTES,
    dispose: async () => {},
  };
}

/** The same with onnxruntime multiplying matrices in place on the wasm heap. */
export async function startWasmOrtBackend({ threads }: BackendOptions): Promise<TrainingBackend> {
  const gemm = openGemm(threads);
  await startWasm();
  supplyKernels(gemm);
  return {
    name: 'wasm+ort',
    statement: {
      name: 'wasm+ort',
      device: processorName(),
      threads,
      versions: installedVersions(['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', 'onnxruntime-node']),
    },
    kernelThreads: threads,
    memoryLimitBytes: WASM_LIMIT_BYTES,
    dispose: async () => {},
  };
}
