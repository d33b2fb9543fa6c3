import {
  DatasetRepository,
  EvidenceRepository,
  type LaunchedRun,
  MetricStore,
  RunNotHeldError,
  RunRepository,
  RunResultRepository,
} from '@voxboard/db';
import { DomainError, type JobPayload } from '@voxboard/domain';
import { TrainingCanceledError, train } from '@voxboard/trainer';
import { auditTrainedRun } from '../audit/audit-run.js';
import { DatabaseRunReporter } from '../training/database-run-reporter.js';
import { openTrainRequest } from '../training/train-request.js';
import { trainingBackend } from '../training/training-backend.js';
import type { JobContext, JobExecution } from './job-context.js';

/** Trains one run and records how it ended. */
export async function trainRun(
  context: JobContext,
  { runId }: JobPayload<'run.train'>,
  { workerId, signal }: JobExecution,
): Promise<void> {
  const { db, environment } = context;
  const runs = new RunRepository(db);
  const run = await runs.claim(runId, workerId, environment.leaseMs);
  // Canceled while it waited, or claimed by another worker: nothing is left to do.
  if (!run) return;
  try {
    await trainClaimed(context, runs, run, signal);
    await runs.finish(runId, workerId);
  } catch (error) {
    // Another worker has the run by now: nothing that happened here may touch it.
    if (error instanceof RunNotHeldError) return;
    if (error instanceof TrainingCanceledError) await endCanceled(runs, runId, workerId, environment.leaseMs);
    else if (error instanceof DomainError) await runs.fail(runId, error.code, error.message, workerId);
    else throw error;
  }
}

async function trainClaimed(
  context: JobContext,
  runs: RunRepository,
  run: LaunchedRun,
  signal: AbortSignal,
): Promise<void> {
  const { db, blobs, now, environment } = context;
  const backend = await trainingBackend(environment);
  const { request, close } = await openTrainRequest(new DatasetRepository(db), blobs, run);
  const { config, featureSet } = run;
  const target = {
    runId: run.runId,
    projectId: run.projectId,
    epochCount: config.hyperparameters.epochs,
    task: config.task,
    protocol: config.protocol.name,
    datasetVersionId: featureSet.datasetVersionId,
  };
  const metrics = new MetricStore(db);
  const evidence = new EvidenceRepository(db);
  const reporter = new DatabaseRunReporter(runs, new RunResultRepository(db), evidence, metrics, blobs, target, now);
  try {
    await train(request, reporter, { backend, signal, now });
    await auditTrainedRun(context, target, (line) => reporter.onLog(line), signal);
  } finally {
    close();
    await metrics.close();
  }
}

/** The signal means one of two things: somebody canceled the run, or the worker is going down and gives it back. */
async function endCanceled(runs: RunRepository, runId: string, workerId: string, leaseMs: number): Promise<void> {
  const lease = await runs.renewLease(runId, workerId, leaseMs);
  // Not held: the lease ran out and another worker has the run, or will.
  if (!lease.held) return;
  if (lease.cancelRequested) await runs.markCanceled(runId, workerId);
  else await runs.release(runId, workerId);
}
