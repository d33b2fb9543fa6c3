import { createRequire } from 'node:module';
import util from 'node:util';
import { z } from 'zod';
import { BackendUnavailableError } from '../errors.js';
import { tf } from '../tensorflow.js';
import type { BackendOptions, TrainingBackend } from './training-backend.js';
import { freeMemoryBytes, installedVersions, processorName } from './versions.js';

type NodePackage = '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu';

const NodeBackendSchema = z.object({ isUsingGpuDevice: z.boolean().optional() });

/** tfjs-node calls two functions of `util` that Node 23 removed. */
function restoreRemovedUtilities(): void {
  const legacy = util as unknown as Record<string, unknown>;
  legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  legacy.isArray ??= Array.isArray;
}

async function startNative(name: 'tfjs-node' | 'tfjs-node-gpu'): Promise<unknown> {
  const packageName: NodePackage = `@tensorflow/${name}`;
  const requireHere = createRequire(import.meta.url);
  try {
    requireHere.resolve(`${packageName}/package.json`);
  } catch {
    throw new BackendUnavailableError(name, `${packageName} is not installed. It is optional: see docs/trainer.md.`);
  }
  restoreRemovedUtilities();
  try {
    requireHere(packageName);
  } catch (cause) {
    throw new BackendUnavailableError(name, `${packageName} is installed but does not load: ${String(cause)}`);
  }
  if (!(await tf.setBackend('tensorflow'))) throw new BackendUnavailableError(name, 'it did not start');
  await tf.ready();
  return tf.backend();
}

/** TensorFlow's own kernels on the processor, where someone installed tfjs-node and its binding. */
export async function startNodeBackend({ threads }: BackendOptions): Promise<TrainingBackend> {
  await startNative('tfjs-node');
  return {
    name: 'tfjs-node',
    statement: {
      name: 'tfjs-node',
      device: processorName(),
      threads,
      versions: installedVersions(['@tensorflow/tfjs', '@tensorflow/tfjs-node']),
    },
    kernelThreads: 0,
    memoryLimitBytes: freeMemoryBytes(),
    dispose: async () => {},
  };
}

/** The same on a CUDA device. @throws BackendUnavailableError when TensorFlow finds none */
export async function startNodeGpuBackend({ threads }: BackendOptions): Promise<TrainingBackend> {
  const { isUsingGpuDevice } = NodeBackendSchema.parse(await startNative('tfjs-node-gpu'));
  if (isUsingGpuDevice !== true) {
    throw new BackendUnavailableError('tfjs-node-gpu', 'TensorFlow found no usable CUDA device.');
  }
  return {
    name: 'tfjs-node-gpu',
    statement: {
      name: 'tfjs-node-gpu',
      device: 'CUDA device 0',
      threads,
      versions: installedVersions(['@tensorflow/tfjs', '@tensorflow/tfjs-node-gpu']),
    },
    kernelThreads: 0,
    memoryLimitBytes: freeMemoryBytes(),
    dispose: async () => {},
  };
}
