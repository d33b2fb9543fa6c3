import { availableParallelism } from 'node:os';
import { BackendUnavailableError, NoBackendError } from '../errors.js';
import { startCpuBackend } from './cpu-backend.js';
import { startNodeBackend, startNodeGpuBackend } from './node-backend.js';
import { runSelfTest } from './self-test.js';
import { BACKEND_NAMES, type BackendName, type BackendOptions, type TrainingBackend } from './training-backend.js';
import { startWasmBackend, startWasmOrtBackend } from './wasm/wasm-backend.js';
import { startWebgpuBackend } from './webgpu-backend.js';

const STARTERS: Readonly<Record<BackendName, (options: BackendOptions) => Promise<TrainingBackend>>> = {
  'tfjs-node-gpu': startNodeGpuBackend,
  webgpu: startWebgpuBackend,
  'wasm+ort': startWasmOrtBackend,
  'tfjs-node': startNodeBackend,
  wasm: startWasmBackend,
  cpu: startCpuBackend,
};

export interface ChooseBackendOptions {
  /** Only this one (`VOXBOARD_BACKEND`); null or absent: the first that works, never `cpu`. */
  readonly preferred?: string | null;
  /** Default: as many as the machine has cores. */
  readonly threads?: number;
}

export interface BackendChoice {
  readonly backend: TrainingBackend;
  /** Those tried before it, and why they were not taken. */
  readonly refusals: readonly { readonly name: BackendName; readonly reason: string }[];
}

/**
 * Starts a training backend and makes it the active one. A backend counts only if it trains a small network to the
 * known losses.
 * @throws BackendUnavailableError when the preferred one cannot be used, NoBackendError when none can
 */
export async function chooseBackend(options: ChooseBackendOptions = {}): Promise<BackendChoice> {
  const threads = options.threads ?? availableParallelism();
  const preferred = options.preferred ?? null;
  if (preferred !== null) return { backend: await startNamed(preferred, { threads }), refusals: [] };
  const refusals: { name: BackendName; reason: string }[] = [];
  for (const name of BACKEND_NAMES) {
    if (name === 'cpu') continue;
    try {
      return { backend: await startTested(name, { threads }), refusals };
    } catch (error) {
      refusals.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new NoBackendError(refusals);
}

async function startNamed(name: string, options: BackendOptions): Promise<TrainingBackend> {
  const known = BACKEND_NAMES.find((candidate) => candidate === name);
  if (known === undefined) {
    throw new BackendUnavailableError(name, `there is no such backend. Known are ${BACKEND_NAMES.join(', ')}.`);
  }
  try {
    return await startTested(known, options);
  } catch (error) {
    if (error instanceof BackendUnavailableError) throw error;
    throw new BackendUnavailableError(name, error instanceof Error ? error.message : String(error));
  }
}

async function startTested(name: BackendName, options: BackendOptions): Promise<TrainingBackend> {
  const backend = await STARTERS[name](options);
  await runSelfTest();
  return backend;
}
