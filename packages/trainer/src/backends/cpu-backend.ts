import { tf } from '../tensorflow.js';
import type { TrainingBackend } from './training-backend.js';
import { freeMemoryBytes, installedVersions, processorName } from './versions.js';

/** tfjs in plain JavaScript: a hundred times slower, and the reference the other backends' gradients are checked with. */
export async function startCpuBackend(): Promise<TrainingBackend> {
  await tf.setBackend('cpu');
  await tf.ready();
  // Else tfjs advertises its Node package on the first tensor.
  (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
  return {
    name: 'cpu',
    statement: {
      name: 'cpu',
      device: processorName(),
      threads: 1,
      versions: installedVersions(['@tensorflow/tfjs']),
    },
    kernelThreads: 0,
    memoryLimitBytes: freeMemoryBytes(),
    dispose: async () => {},
  };
}
