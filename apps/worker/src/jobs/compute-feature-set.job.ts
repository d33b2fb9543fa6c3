import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clip, DatasetRepository, FeatureSetRepository } from '@voxboard/db';
import { DomainError, type JobPayload, type Recipe, RecipeSchema } from '@voxboard/domain';
import { type ExtractionSummary, extractAll } from '../extraction/extract-all.js';
import { FeatureCache } from '../extraction/feature-cache.js';
import { FeatureMatrixWriter } from '../extraction/feature-matrix.js';
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
    const rowShape = summary.rowShape;
    const matrixSha256 = await storeMatrix(context, { featureSetId, clips, recipe, cache, rowShape });
    await featureSets.reportProgress(featureSetId, clips.length);
    const { columnNames, failures } = summary;
    await featureSets.finish(featureSetId, { matrixSha256, rowShape, columnNames, failures }, new Date(now()));
  } catch (error) {
    await progress.flush();
    if (!(error instanceof DomainError)) throw error;
    await featureSets.fail(featureSetId, error.message, [], new Date(now()));
  }
}

interface MatrixParts {
  readonly featureSetId: string;
  readonly clips: readonly Clip[];
  readonly recipe: Recipe;
  readonly cache: FeatureCache;
  readonly rowShape: ExtractionSummary['rowShape'];
}

async function storeMatrix({ environment, blobs }: JobContext, parts: MatrixParts): Promise<string> {
  const folder = join(environment.dataDir, 'tmp');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${parts.featureSetId}.npy`);
  const writer = await FeatureMatrixWriter.create(path, parts.clips.length, parts.recipe.rows.length, parts.rowShape);
  try {
    for (const clip of parts.clips) {
      const rows = await parts.cache.find(clip.sha256);
      if (rows) await writer.append(rows);
      else await writer.appendMissing();
    }
    await writer.close();
    return await blobs.putFile(path);
  } finally {
    await rm(path, { force: true });
  }
}
