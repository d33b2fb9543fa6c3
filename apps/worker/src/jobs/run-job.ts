import { JOB_SCHEMAS, type JobName } from '@voxboard/domain';
import { computeFeatureSet } from './compute-feature-set.job.js';
import { importDataset } from './import-dataset.job.js';
import type { JobContext, JobExecution } from './job-context.js';
import { predictClip } from './predict-clip.job.js';
import { trainRun } from './train-run.job.js';

/** Parses a job's payload and does it. A job records its own failures; what is thrown here is a fault of the system. */
export async function runJob(
  context: JobContext,
  name: JobName,
  payload: unknown,
  execution: JobExecution,
): Promise<void> {
  if (name === 'dataset.import') return importDataset(context, JOB_SCHEMAS[name].parse(payload), execution);
  if (name === 'feature-set.compute') return computeFeatureSet(context, JOB_SCHEMAS[name].parse(payload), execution);
  if (name === 'clip.predict') return predictClip(context, JOB_SCHEMAS[name].parse(payload), execution);
  return trainRun(context, JOB_SCHEMAS[name].parse(payload), execution);
}
