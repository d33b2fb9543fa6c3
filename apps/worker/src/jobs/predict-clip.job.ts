import { decodeAudio } from '@voxboard/corpora/decoding';
import { ArtifactReader, type ClipPrediction, ClipPredictionRepository, ModelVersionReader } from '@voxboard/db';
import { DomainError, type JobPayload, MODEL_FOLDER } from '@voxboard/domain';
import { loadModel, predictRecording } from '@voxboard/inference';
import { hearingBackend } from '../training/training-backend.js';
import type { JobContext, JobExecution } from './job-context.js';
import { namedStorageError } from './storage-error.js';

/** Longer recordings are refused by name: they would hold up everybody else's. */
const MAX_DURATION_SEC = 600;

/** Has a model hear an uploaded recording, as a whole and window by window, and records what it says. */
export async function predictClip(
  context: JobContext,
  { predictionId }: JobPayload<'clip.predict'>,
  { signal }: JobExecution,
): Promise<void> {
  const { db, now } = context;
  const predictions = new ClipPredictionRepository(db);
  const job = await predictions.start(predictionId, new Date(now()));
  // Heard already, or removed while it waited.
  if (!job) return;
  try {
    await hear(context, predictions, job, signal);
  } catch (cause) {
    const error = namedStorageError(cause);
    if (signal.aborted || !(error instanceof DomainError)) throw error;
    await predictions.fail(predictionId, error.code, error.message, new Date(now()));
  }
}

async function hear(
  context: JobContext,
  predictions: ClipPredictionRepository,
  job: ClipPrediction,
  signal: AbortSignal,
): Promise<void> {
  const { blobs, now } = context;
  if (job.audioSha256 === null) {
    await predictions.fail(job.id, 'RECORDING_REMOVED', 'The recording was removed. Send it again.', new Date(now()));
    return;
  }
  const recording = await decodeAudio(await blobs.get(job.audioSha256), { maxDurationSec: MAX_DURATION_SEC, signal });
  await hearingBackend();
  const model = await loadModel(await modelFiles(context, job));
  try {
    const heard = await predictRecording(model, recording, { signal });
    await predictions.finish(job.id, { ...heard, labels: model.card.labels }, new Date(now()));
  } finally {
    model.dispose();
  }
}

/** The files of the run's or the version's model, by the paths that a run's artifacts have. */
async function modelFiles({ db, blobs }: JobContext, { runId, versionId }: ClipPrediction) {
  const [artifacts = []] = runId === null ? [] : await new ArtifactReader(db.sql).ofRuns([runId]);
  const [files = []] = versionId === null ? [] : await new ModelVersionReader(db.sql).filesOf([versionId]);
  const named = [
    ...artifacts.filter(({ path }) => path.startsWith(`${MODEL_FOLDER}/`)),
    ...files.map(({ path, sha256 }) => ({ path: `${MODEL_FOLDER}/${path}`, sha256 })),
  ];
  return new Map(await Promise.all(named.map(async ({ path, sha256 }) => [path, await blobs.get(sha256)] as const)));
}
