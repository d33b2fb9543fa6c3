import {
  DatasetRepository,
  EvidenceRepository,
  type LaunchedRun,
  MetricStore,
  RunNotHeldError,
  RunRepository,
  RunResultRepository,
} from '@voxboard/db';
import { DomainError, type JobPayload, type RunReporter } from '@voxboard/domain';
import {
  MalformedCheckpointError,
  TrainingCanceledError,
  type TrainOptions,
  type TrainRequest,
  train,
} from '@voxboard/trainer';
import { auditTrainedRun } from '../audit/audit-run.js';
import { CHECKPOINT_SHARE, CheckpointFile } from '../training/checkpoint-file.js';
import { DatabaseRunReporter } from '../training/database-run-reporter.js';
import { openTrainRequest } from '../training/train-request.js';
import { trainingBackend } from '../training/training-backend.js';
import type { JobContext, JobExecution } from './job-context.js';
import { namedStorageError } from './storage-error.js';

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
    const checkpoint = new CheckpointFile(environment.dataDir, runId, context.now);
    await trainClaimed(context, runs, run, { signal, checkpoint });
    await runs.finish(runId, workerId);
    await checkpoint.remove();
  } catch (cause) {
    const error = namedStorageError(cause);
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
  { signal, checkpoint }: { readonly signal: AbortSignal; readonly checkpoint: CheckpointFile },
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
    isTuned: run.isTuned,
  };
  const metrics = new MetricStore(db);
  const evidence = new EvidenceRepository(db);
  const reporter = new DatabaseRunReporter(runs, new RunResultRepository(db), evidence, metrics, blobs, target, now);
  try {
    await trainOn(request, reporter, { backend, signal, now }, checkpoint);
    await auditTrainedRun(context, target, (line) => reporter.onLog(line), signal);
  } finally {
    close();
    await metrics.close();
  }
}

/** Goes on from the run's checkpoint where there is one that can be read, else begins. */
async function trainOn(
  request: TrainRequest,
  reporter: RunReporter,
  options: TrainOptions,
  file: CheckpointFile,
): Promise<void> {
  const checkpoints = { maxShare: CHECKPOINT_SHARE, save: (bytes: Uint8Array) => file.write(bytes) };
  const checkpoint = await file.read();
  try {
    await train({ ...request, checkpoint }, reporter, { ...options, checkpoints });
  } catch (error) {
    // Found before anything was reported.
    if (!(error instanceof MalformedCheckpointError)) throw error;
    await reporter.onLog(`${error.message} It was left out.`);
    await train(request, reporter, { ...options, checkpoints });
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
