import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetRepository, FeatureSetRepository } from '@voxboard/db';
import { DomainError, type JobPayload, RecipeSchema } from '@voxboard/domain';
import { extractAll, FeatureCache, type MatrixParts, writeFeatureMatrix } from '@voxboard/extraction';
import type { JobContext, JobExecution } from './job-context.js';
import { throttle } from './throttle.js';

const PROGRESS_INTERVAL_MS = 500;

/**
 * Computes a feature set: every clip's rows into the cache (those that are there already are not computed again), then
 * the matrix from the cache, clip by clip. Interrupted at any point, the next attempt goes on.
 */
export async function computeFeatureSet(
  context: JobContext,
  { featureSetId }: JobPayload<'feature-set.compute'>,
  { signal }: JobExecution,
): Promise<void> {
  const { db, blobs, now, environment } = context;
  const featureSets = new FeatureSetRepository(db);
  const job = await featureSets.start(featureSetId, new Date(now()));
  if (!job) return;
  const recipe = RecipeSchema.parse(job.recipe);
  const clips = await new DatasetRepository(db).clips(job.datasetVersionId);
  const cache = new FeatureCache(join(environment.dataDir, 'feature-cache'), job.recipeHash);
  const progress = throttle(PROGRESS_INTERVAL_MS, now, (done: number) =>
    featureSets.reportProgress(featureSetId, done),
  );
  try {
    const summary = await extractAll({
      clips,
      recipe,
      cache,
      blobs,
      threadCount: environment.extractionThreads,
      signal,
      onProgress: progress.call,
    });
    await progress.flush();
    if (summary.columnNames === null) {
      const reason = summary.failures[0]?.reason ?? 'the dataset version holds no clips';
      await featureSets.fail(featureSetId, `No clip gave features: ${reason}`, summary.failures, new Date(now()));
      return;
    }
    const { rowShape } = summary;
    const rowsPerClip = recipe.rows.length;
    const matrixSha256 = await storeMatrix(context, featureSetId, { clips, rowsPerClip, cache, rowShape });
    await featureSets.reportProgress(featureSetId, clips.length);
    const { columnNames, failures } = summary;
    await featureSets.finish(featureSetId, { matrixSha256, rowShape, columnNames, failures }, new Date(now()));
  } catch (error) {
    await progress.flush();
    if (!(error instanceof DomainError)) throw error;
    await featureSets.fail(featureSetId, error.message, [], new Date(now()));
  }
}

async function storeMatrix(
  { environment, blobs }: JobContext,
  featureSetId: string,
  parts: MatrixParts,
): Promise<string> {
  const folder = join(environment.dataDir, 'tmp');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${featureSetId}.npy`);
  try {
    await writeFeatureMatrix(path, parts);
    return await blobs.putFile(path);
  } finally {
    await rm(path, { force: true });
  }
}
