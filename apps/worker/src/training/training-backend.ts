import { chooseBackend, type TrainingBackend } from '@voxboard/trainer';
import type { Environment } from '../environment.js';

let chosen: Promise<TrainingBackend> | null = null;

/**
 * The backend of the process that hears recordings: a small one that starts at once and leaves accelerators to training.
 */
export function hearingBackend(): Promise<TrainingBackend> {
  chosen ??= chooseBackend({ preferred: 'wasm' }).then(({ backend }) => backend);
  return chosen;
}

/** The backend of this process, started when the first run needs it: TensorFlow.js has one engine a process. */
export function trainingBackend(environment: Environment): Promise<TrainingBackend> {
  chosen ??= chooseBackend({ preferred: environment.backend }).then(({ backend }) => backend);
  return chosen;
}
