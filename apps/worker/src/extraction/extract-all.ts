import { RecipeExtractor } from '@voxboard/audio-dsp';
import type { Clip, FeatureFailure } from '@voxboard/db';
import type { BlobStore, Recipe } from '@voxboard/domain';
import { ExtractionPool } from './extraction-pool.js';
import type { FeatureCache } from './feature-cache.js';

export interface ExtractionRequest {
  readonly clips: readonly Clip[];
  readonly recipe: Recipe;
  readonly cache: FeatureCache;
  readonly blobs: BlobStore;
  readonly threadCount: number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

export interface ExtractionSummary {
  /** Shape of one row of the whole set: with frames, as many as the recipe says or the longest clip has. */
  readonly rowShape: readonly number[];
  /** null when no clip gave features. */
  readonly columnNames: readonly string[] | null;
  readonly failures: readonly FeatureFailure[];
}

/**
 * Brings every clip's rows into the cache. As many clips are in memory as there are threads, twice over: while one is
 * computed, the next is read.
 * @throws what the blob store throws, and the signal's reason when aborted
 */
export async function extractAll(request: ExtractionRequest): Promise<ExtractionSummary> {
  const { clips, recipe, cache, signal } = request;
  const failures: FeatureFailure[] = [];
  const { columnNames } = new RecipeExtractor(recipe);
  let rowShape: readonly number[] = [];
  let done = 0;
  const pool = new ExtractionPool(recipe, request.threadCount);
  const queue = clips.values();
  const work = async () => {
    for (const clip of queue) {
      signal.throwIfAborted();
      const cached = await cache.find(clip.sha256);
      const outcome = cached
        ? { ok: true as const, clip: cached }
        : await pool.extract(await request.blobs.get(clip.sha256), clipSeedOf(clip.sha256));
      if (!outcome.ok) failures.push({ position: clip.position, path: clip.path, reason: outcome.reason });
      else {
        if (!cached) await cache.store(clip.sha256, outcome.clip);
        rowShape = longerShape(rowShape, outcome.clip.rowShape);
      }
      request.onProgress(++done);
    }
  };
  try {
    await Promise.all(Array.from({ length: request.threadCount * 2 }, work));
  } finally {
    await pool.close();
  }
  failures.sort((a, b) => a.position - b.position);
  const isEmpty = rowShape.length === 0;
  return { rowShape: fixFrames(rowShape, recipe), columnNames: isEmpty ? null : columnNames, failures };
}

/** Random augmentations depend on what the clip sounds like, not on its place: a row can be rebuilt from the clip alone. */
export function clipSeedOf(sha256: string): number {
  return Number.parseInt(sha256.slice(0, 8), 16);
}

function longerShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const [aFrames, bFrames] = [a[0] ?? 0, b[0] ?? 0];
  return a.length === 0 || bFrames > aFrames ? b : a;
}

function fixFrames(rowShape: readonly number[], { aggregation }: Recipe): readonly number[] {
  const [, ...rest] = rowShape;
  if (aggregation.kind === 'frames' && aggregation.frameCount !== null) return [aggregation.frameCount, ...rest];
  if (aggregation.kind === 'samples') return [aggregation.sampleCount, ...rest];
  return rowShape;
}
