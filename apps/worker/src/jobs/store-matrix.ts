import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalBlobStore } from '@voxboard/blob-store';
import type { Clip } from '@voxboard/db';
import type { Recipe } from '@voxboard/domain';
import { type FeatureCache, FeatureIndexWriter, writeFeatureMatrix } from '@voxboard/extraction';

export interface MatrixRequest {
  readonly featureSetId: string;
  readonly clips: readonly Clip[];
  readonly recipe: Recipe;
  readonly rowShape: readonly number[];
  readonly cache: FeatureCache;
  readonly blobs: LocalBlobStore;
  /** Holds the files until they are whole. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Called with each clip written. */
  readonly onClip: () => void;
}

/**
 * Puts the cached rows of all clips together, clip by clip, as a matrix and its index, and stores both.
 * @throws the signal's reason when aborted; nothing is left behind
 */
export async function storeMatrix(request: MatrixRequest): Promise<{ matrixSha256: string; indexSha256: string }> {
  const { recipe, rowShape, blobs, folder, featureSetId } = request;
  await mkdir(folder, { recursive: true });
  const matrixPath = join(folder, `${featureSetId}.npy`);
  const indexPath = join(folder, `${featureSetId}.csv`);
  try {
    const index = await FeatureIndexWriter.create(indexPath, recipe, rowShape);
    try {
      await writeBoth(request, matrixPath, index);
    } finally {
      await index.close();
    }
    return { matrixSha256: await blobs.putFile(matrixPath), indexSha256: await blobs.putFile(indexPath) };
  } finally {
    await rm(matrixPath, { force: true });
    await rm(indexPath, { force: true });
  }
}

async function writeBoth(request: MatrixRequest, matrixPath: string, index: FeatureIndexWriter): Promise<void> {
  const { clips, recipe, rowShape, cache, signal, onClip } = request;
  await writeFeatureMatrix(matrixPath, {
    clips,
    rowsPerClip: recipe.rows.length,
    rowShape,
    cache,
    onClip: async (position, rows) => {
      signal.throwIfAborted();
      const clip = clips[position];
      if (clip) await index.append(clip, rows);
      onClip();
    },
  });
}
