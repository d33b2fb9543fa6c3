import { z } from 'zod';

export const WORKER_STATES = ['ACTIVE', 'PAUSED', 'DRAINING'] as const;
export type WorkerState = (typeof WORKER_STATES)[number];

/** What a worker says of the machine it runs on and of itself, when it starts. */
export const WorkerFactsSchema = z.object({
  /** Model of the processor. */
  processor: z.string(),
  coreCount: z.number().int().min(0),
  memoryBytes: z.number().min(0),
  /** Operating system and its version. */
  system: z.string(),
  /** Of Voxboard. */
  version: z.string(),
  nodeVersion: z.string(),
});
export type WorkerFacts = z.infer<typeof WorkerFactsSchema>;
