import { join } from 'node:path';
import {
  type Clip,
  DatasetRepository,
  type FeatureProgress,
  type FeatureSet,
  FeatureSetRepository,
} from '@voxboard/db';
import { DomainError, type JobPayload, type Recipe, RecipeSchema } from '@voxboard/domain';
import { type ExtractionSummary, extractAll, FeatureCache, RateMeter } from '@voxboard/extraction';
import type { JobContext, JobExecution } from './job-context.js';
import { storeMatrix } from './store-matrix.js';
import { type Throttled, throttle } from './throttle.js';

const PROGRESS_INTERVAL_MS = 500;

/** The reason of the abort when a report of progress finds that nobody wants the features any more. */
class FeatureSetCanceledError extends Error {}

/**
 * Computes a feature set: every clip's rows into the cache (those that are there already are not computed again), then
 * the matrix and its index from the cache, clip by clip. Interrupted at any point, the next attempt goes on.
 */
export async function computeFeatureSet(
  context: JobContext,
  { featureSetId }: JobPayload<'feature-set.compute'>,
  { signal }: JobExecution,
): Promise<void> {
  const { db, now } = context;
  const featureSets = new FeatureSetRepository(db);
  // Canceled while it waited, or computed already: nothing is left to do.
  const job = await featureSets.start(featureSetId, new Date(now()));
  if (!job) return;
  const canceled = new AbortController();
  const progress = throttle(PROGRESS_INTERVAL_MS, now, async (state: FeatureProgress) => {
    if (!(await featureSets.reportProgress(featureSetId, state))) canceled.abort(new FeatureSetCanceledError());
  });
  try {
    await computeAndStore(context, { job, featureSets, progress, signal: AbortSignal.any([signal, canceled.signal]) });
  } catch (error) {
    if (canceled.signal.aborted) return;
    await progress.flush();
    if (!(error instanceof DomainError)) throw error;
    await featureSets.fail(featureSetId, error.message, [], new Date(now()));
  }
}

interface Computation {
  readonly job: FeatureSet;
  readonly featureSets: FeatureSetRepository;
  readonly progress: Throttled<[FeatureProgress]>;
  readonly signal: AbortSignal;
}

async function computeAndStore(context: JobContext, computation: Computation): Promise<void> {
  const { job, featureSets, progress, signal } = computation;
  const { db, blobs, now, environment } = context;
  const recipe = RecipeSchema.parse(job.recipe);
  const clips = await new DatasetRepository(db).clips(job.datasetVersionId);
  const cache = new FeatureCache(join(environment.dataDir, 'feature-cache'), job.recipeHash);
  const { summary, reached } = await extract(context, { ...computation, recipe, clips, cache });
  if (summary.columnNames === null) {
    const reason = summary.failures[0]?.reason ?? 'the dataset version holds no clips';
    await featureSets.fail(job.id, `No clip gave features: ${reason}`, summary.failures, new Date(now()));
    return;
  }
  const { rowShape, columnNames, failures } = summary;
  const stored = await storeMatrix({
    featureSetId: job.id,
    clips,
    recipe,
    rowShape,
    cache,
    blobs,
    folder: join(environment.dataDir, 'tmp'),
    signal,
    // Says nothing new, but hears of a cancellation.
    onClip: () => progress.call(reached),
  });
  await progress.flush();
  signal.throwIfAborted();
  await featureSets.finish(job.id, { ...stored, rowShape, columnNames, failures }, new Date(now()));
}

async function extract(
  { blobs, now, environment }: JobContext,
  { recipe, clips, cache, progress, signal }: Computation & { recipe: Recipe; clips: Clip[]; cache: FeatureCache },
): Promise<{ summary: ExtractionSummary; reached: FeatureProgress }> {
  const rate = new RateMeter(now);
  let reached: FeatureProgress = { clipsDone: 0, clipsCached: 0, clipsPerSec: null };
  const summary = await extractAll({
    clips,
    recipe,
    cache,
    blobs,
    threadCount: environment.extractionThreads,
    signal,
    onProgress: (clipsDone, clipsCached) => {
      rate.mark();
      reached = { clipsDone, clipsCached, clipsPerSec: rate.clipsPerSec };
      progress.call(reached);
    },
  });
  await progress.flush();
  signal.throwIfAborted();
  return { summary, reached };
}
