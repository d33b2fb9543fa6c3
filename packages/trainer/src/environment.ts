import { z } from 'zod';

const EnvironmentSchema = z.object({ CUDA_VISIBLE_DEVICES: z.string().optional() });

/** Index of the first CUDA device that this process may use, as CUDA itself reads it. */
export function firstCudaDevice(env: NodeJS.ProcessEnv = process.env): number {
  const first = Number.parseInt(EnvironmentSchema.parse(env).CUDA_VISIBLE_DEVICES ?? '0', 10);
  return Number.isNaN(first) ? 0 : first;
}
