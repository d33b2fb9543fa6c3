import type { BlobStore, Recipe } from '@voxboard/domain';
import type { FeatureCache } from './feature-cache.js';
import { type ExtractionSummary, FeatureExtraction } from './feature-extraction.js';

export interface ExtractionRequest {
  readonly clips: readonly { readonly path: string; readonly sha256: string }[];
  readonly recipe: Recipe;
  readonly cache: FeatureCache;
  readonly blobs: Pick<BlobStore, 'get'>;
  readonly threadCount: number;
  readonly signal: AbortSignal;
  /** Of the clips done, `cached` were in the cache already. */
  readonly onProgress: (done: number, cached: number) => void;
}

/**
 * Brings every clip's rows into the cache. As many clips are in memory as there are threads, twice over: while one is
 * computed, the next is read.
 * @throws what the blob store throws, and the signal's reason when aborted
 */
export async function extractAll(request: ExtractionRequest): Promise<ExtractionSummary> {
  const { clips, recipe, cache, blobs, signal } = request;
  const extraction = new FeatureExtraction(recipe, cache, request.threadCount);
  let done = 0;
  let cached = 0;
  const queue = clips.values();
  const work = async () => {
    for (const { sha256 } of queue) {
      signal.throwIfAborted();
      const { wasCached } = await extraction.extract(sha256, () => blobs.get(sha256));
      signal.throwIfAborted();
      if (wasCached) cached++;
      request.onProgress(++done, cached);
    }
  };
  try {
    await Promise.all(Array.from({ length: request.threadCount * 2 }, work));
    return await extraction.summary(clips);
  } finally {
    await extraction.close();
  }
}
