import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalBlobStore } from '@voxboard/blob-store';
import type { FileRemover } from '@voxboard/db';

/** Whoever stores a blob writes down within this time whose it is. */
const BLOB_AGE_MS = 3_600_000;
/** Figures that were computed so long ago are computed again when somebody asks. */
const FIGURE_AGE_MS = 30 * 86_400_000;
const PRUNE_EVERY_MS = 86_400_000;

/** Removes files below the data folder. */
export class LocalFileRemover implements FileRemover {
  #prunedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly dataDir: string,
    private readonly blobs: LocalBlobStore,
    private readonly now: () => Date,
    private readonly blobAgeMs = BLOB_AGE_MS,
  ) {}

  removeBlob(sha256: string, isWanted: () => Promise<boolean>): Promise<'REMOVED' | 'WANTED' | 'YOUNG'> {
    return this.blobs.reclaim(sha256, this.blobAgeMs, isWanted);
  }

  /** Also what a killed worker was writing. */
  async removeCheckpoint(runId: string): Promise<void> {
    const folder = join(this.dataDir, 'checkpoints');
    for (const name of await namesIn(folder)) {
      if (name.startsWith(`${runId}.`)) await rm(join(folder, name), { force: true });
    }
  }

  async removeFeatureCache(recipeHash: string): Promise<void> {
    // A name with anything else in it could leave the folder.
    if (!/^[0-9a-f]{64}$/.test(recipeHash)) return;
    await rm(join(this.dataDir, 'feature-cache', recipeHash), { recursive: true, force: true });
  }

  async pruneFigures(): Promise<void> {
    const nowMs = this.now().getTime();
    if (nowMs - this.#prunedMs < PRUNE_EVERY_MS) return;
    this.#prunedMs = nowMs;
    const root = join(this.dataDir, 'figure-cache');
    for (const folder of await namesIn(root)) {
      for (const name of await namesIn(join(root, folder))) {
        const path = join(root, folder, name);
        const found = await stat(path).catch(() => null);
        if (found !== null && nowMs - found.mtimeMs > FIGURE_AGE_MS) await rm(path, { force: true });
      }
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((): string[] => []);
}
