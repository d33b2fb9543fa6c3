import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import util from 'node:util';
import { z } from 'zod';
import { askForFullPrecision, firstCudaDevice } from '../environment.js';
import { BackendUnavailableError } from '../errors.js';
import { tf } from '../tensorflow.js';
import type { BackendOptions, TrainingBackend } from './training-backend.js';
import { freeMemoryBytes, installedVersions, processorName } from './versions.js';

type NativeName = 'tfjs-node' | 'tfjs-node-gpu';

const NodeBackendSchema = z.object({
  isUsingGpuDevice: z.boolean().optional(),
  binding: z.object({ TF_Version: z.string() }).optional(),
});

interface NativeStart {
  readonly isUsingGpu: boolean;
  readonly versions: Readonly<Record<string, string>>;
}

/** tfjs-node calls two functions of `util` that Node 23 removed. */
function restoreRemovedUtilities(): void {
  const legacy = util as unknown as Record<string, unknown>;
  legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  legacy.isArray ??= Array.isArray;
}

/** Where packages are looked for: those built by `npm run setup:native`, then those that someone installed. */
const PACKAGE_ROOTS = [fileURLToPath(new URL('../../native/package.json', import.meta.url)), import.meta.url];

function findPackage(name: string): NodeJS.Require | null {
  for (const root of PACKAGE_ROOTS) {
    const requireThere = createRequire(root);
    try {
      requireThere.resolve(`${name}/package.json`);
      return requireThere;
    } catch {
      // Not there; the next place may have it.
    }
  }
  return null;
}

async function startNative(name: NativeName): Promise<NativeStart> {
  const packageName = `@tensorflow/${name}`;
  const requireThere = findPackage(packageName);
  if (requireThere === null) {
    const command = name === 'tfjs-node' ? 'setup:native' : 'setup:gpu';
    throw new BackendUnavailableError(name, `it is not set up. It is optional: npm run ${command} builds it.`);
  }
  restoreRemovedUtilities();
  try {
    requireThere(packageName);
  } catch (cause) {
    throw new BackendUnavailableError(name, `${packageName} is installed but does not load: ${String(cause)}`);
  }
  if (!(await tf.setBackend('tensorflow'))) throw new BackendUnavailableError(name, 'it did not start.');
  await tf.ready();
  const { isUsingGpuDevice, binding } = NodeBackendSchema.parse(tf.backend());
  return {
    isUsingGpu: isUsingGpuDevice === true,
    versions: {
      ...installedVersions(['@tensorflow/tfjs']),
      ...installedVersions([packageName], requireThere),
      ...(binding && { tensorflow: binding.TF_Version }),
    },
  };
}

/** TensorFlow's own kernels on the processor, where its binding was built (`npm run setup:native`) or installed. */
export async function startNodeBackend({ threads }: BackendOptions): Promise<TrainingBackend> {
  const { versions } = await startNative('tfjs-node');
  return nativeBackend('tfjs-node', processorName(), threads, versions);
}

/** The same on a CUDA device (`npm run setup:gpu`). @throws BackendUnavailableError when TensorFlow finds none */
export async function startNodeGpuBackend({ threads }: BackendOptions): Promise<TrainingBackend> {
  askForFullPrecision();
  const { isUsingGpu, versions } = await startNative('tfjs-node-gpu');
  if (!isUsingGpu) {
    throw new BackendUnavailableError('tfjs-node-gpu', 'TensorFlow found no usable CUDA device.');
  }
  return nativeBackend('tfjs-node-gpu', cudaDeviceName() ?? 'CUDA device', threads, versions);
}

function nativeBackend(
  name: NativeName,
  device: string,
  threads: number,
  versions: NativeStart['versions'],
): TrainingBackend {
  return {
    name,
    statement: { name, device, threads, versions },
    kernelThreads: 0,
    memoryLimitBytes: freeMemoryBytes(),
    dispose: async () => {},
  };
}

/** The card and its driver, as NVIDIA's own tool names them; null where the tool is missing. */
function cudaDeviceName(): string | null {
  try {
    const query = ['--query-gpu=name,driver_version', '--format=csv,noheader'];
    const cards = execFileSync('nvidia-smi', query, { encoding: 'utf8', timeout: 5000 }).trim().split('\n');
    return cards[firstCudaDevice()] ?? null;
  } catch {
    return null;
  }
}
