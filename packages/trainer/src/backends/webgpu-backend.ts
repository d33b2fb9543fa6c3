import { BackendUnavailableError } from '../errors.js';
import { tf } from '../tensorflow.js';
import { endOnDeviceErrors, type WatchedBackend } from './device-errors.js';
import { limitAddedTensors } from './limit-added-tensors.js';
import type { TrainingBackend } from './training-backend.js';
import { freeMemoryBytes, installedVersions } from './versions.js';

/** The part of the WebGPU API that is used here; the whole is declared by no dependency of Node code. */
interface GpuAdapter {
  readonly info: { vendor: string; architecture: string; device: string; description: string };
  readonly isFallbackAdapter?: boolean;
}
interface Gpu {
  requestAdapter(options?: { powerPreference: 'high-performance' }): Promise<GpuAdapter | null>;
}
/** Software renderers: they compute, but slower than wasm, and failed silently on large buffers. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|cpu/i;

/** "NVIDIA H100 80GB HBM3 (NVIDIA: 580.159.04)": the device, and the driver where it says more. */
function describe(adapter: GpuAdapter): string {
  const { vendor, architecture, device, description } = adapter.info;
  const name = device || [vendor, architecture].filter(Boolean).join(' ') || 'GPU';
  return description ? `${name} (${description})` : name;
}

/** tfjs looks for the browser's `navigator.gpu`; Node 21 and later have a read-only `navigator` of their own. */
function offerGpu(gpu: Gpu, globals: Record<string, unknown>): void {
  Object.assign(globalThis, globals);
  const navigator = { ...(globalThis as { navigator?: object }).navigator, gpu };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
}

/**
 * Any vendor's graphics processor through Dawn (npm `webgpu`).
 * @throws BackendUnavailableError without a real adapter
 */
export async function startWebgpuBackend(): Promise<TrainingBackend> {
  let dawn: { create(options: string[]): unknown; globals: Record<string, unknown> };
  try {
    dawn = (await import('webgpu')) as typeof dawn;
  } catch (cause) {
    throw new BackendUnavailableError('webgpu', `Dawn does not load here: ${String(cause)}`);
  }
  const gpu = dawn.create([]) as Gpu;
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new BackendUnavailableError('webgpu', 'there is no graphics adapter.');
  const device = describe(adapter);
  if (adapter.isFallbackAdapter || SOFTWARE.test(device)) {
    throw new BackendUnavailableError('webgpu', `the only adapter is a software renderer (${device}).`);
  }
  offerGpu(gpu, dawn.globals);
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new BackendUnavailableError('webgpu', 'it did not start');
  await tf.ready();
  limitAddedTensors('webgpu');
  endOnDeviceErrors(tf.backend() as unknown as WatchedBackend);
  return {
    name: 'webgpu',
    statement: {
      name: 'webgpu',
      device,
      threads: 1,
      versions: installedVersions(['@tensorflow/tfjs', '@tensorflow/tfjs-backend-webgpu', 'webgpu']),
    },
    kernelThreads: 0,
    memoryLimitBytes: freeMemoryBytes(),
    dispose: async () => {},
  };
}
