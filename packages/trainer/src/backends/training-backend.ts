import type { BackendStatement } from '@voxboard/domain';

/**
 * In the order in which they are tried; `cpu` is for tests only and never chosen by itself. WebGPU comes after the fused
 * kernels although it needs a graphics card: it launches every small kernel by itself, which took 6 to 48 times as long
 * an epoch on an NVIDIA H100 for all presets but emotion-features, the one of 16 million parameters (0.54 times).
 */
export const BACKEND_NAMES = ['tfjs-node-gpu', 'wasm+ort', 'webgpu', 'tfjs-node', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

/** What computes. One is active in a process at a time, because TensorFlow.js has one engine. */
export interface TrainingBackend {
  readonly name: BackendName;
  readonly statement: BackendStatement;
  /** Threads of the fused kernels, which work on tfjs' wasm heap only; 0: none there. */
  readonly kernelThreads: number;
  /** What tensors may take together. */
  readonly memoryLimitBytes: number;
  /** Frees threads and native memory. Tensors made on this backend are gone afterwards. */
  dispose(): Promise<void>;
}

export interface BackendOptions {
  /** Threads for matrix products and fused kernels. */
  readonly threads: number;
}

/** A wasm heap ends at 4 GiB; the rest is for whatever lies on it already. */
export const WASM_LIMIT_BYTES = 3 * 2 ** 30;
