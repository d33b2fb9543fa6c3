import { z } from 'zod';

/** Names and payloads of the jobs in the queue: parsed when enqueued and again when run. */
const uuid = z.uuid();
export const JOB_SCHEMAS = {
  /** Import a corpus (a folder or zip that the worker can read) as a dataset version. */
  'dataset.import': z.object({ importId: uuid }),
  /** Compute a feature set's matrix. */
  'feature-set.compute': z.object({ featureSetId: uuid }),
  /** Train one run. */
  'run.train': z.object({ runId: uuid }),
  /** Have a model say what it hears in an uploaded recording. */
  'clip.predict': z.object({ predictionId: uuid }),
} as const;

export type JobName = keyof typeof JOB_SCHEMAS;
export type JobPayload<N extends JobName> = z.infer<(typeof JOB_SCHEMAS)[N]>;
export const JOB_NAMES = Object.keys(JOB_SCHEMAS).filter((name): name is JobName => name in JOB_SCHEMAS);
