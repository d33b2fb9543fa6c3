import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One worker a CUDA device, where TensorFlow was built for them (npm run setup:gpu); else one. Each sees its own device
 * only, so that two trainings never share one.
 * @returns {{ name: string, env: Record<string, string> }[]}
 */
export function workerParts(root, listDevices = listCudaDevices) {
  const isBuilt = existsSync(join(root, 'packages/trainer/native/node_modules/@tensorflow/tfjs-node-gpu/lib'));
  const devices = isBuilt ? listDevices() : [];
  if (devices.length < 2) return [{ name: 'worker', env: {} }];
  return devices.map((device) => ({ name: `worker-gpu${device}`, env: { CUDA_VISIBLE_DEVICES: device } }));
}

/** Device numbers as NVIDIA's own tool lists them: those of CUDA_VISIBLE_DEVICES where it is set. */
function listCudaDevices() {
  const chosen = process.env.CUDA_VISIBLE_DEVICES;
  if (chosen !== undefined) return chosen.split(',').filter((device) => device !== '' && device !== '-1');
  const { stdout, status } = spawnSync('nvidia-smi', ['--query-gpu=index', '--format=csv,noheader'], {
    encoding: 'utf8',
    timeout: 5000,
  });
  return status === 0 ? stdout.trim().split('\n').filter(Boolean) : [];
}
