import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeNpy, encodeNpy } from '@voxboard/audio-dsp';
import type { ExtractedClip } from './extracted-clip.js';

/**
 * Rows of single clips on disk, by recipe and recording: a set that was interrupted goes on where it was, and a new
 * dataset version computes only the clips that are new. Losing the folder costs time, never a result.
 */
export class FeatureCache {
  constructor(
    private readonly root: string,
    private readonly recipeHash: string,
  ) {}

  /** null when absent or damaged: then it is computed again. */
  async find(clipSha256: string): Promise<ExtractedClip | null> {
    const bytes = await readFile(this.#path(clipSha256)).catch(() => null);
    if (!bytes) return null;
    try {
      const { shape, data } = decodeNpy(bytes);
      const [rowCount, ...rowShape] = shape;
      if (rowCount === undefined || !(data instanceof Float32Array)) return null;
      return { rowCount, rowShape, values: data };
    } catch {
      return null;
    }
  }

  async store(clipSha256: string, clip: ExtractedClip): Promise<void> {
    const path = this.#path(clipSha256);
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    await writeFile(temporary, encodeNpy([clip.rowCount, ...clip.rowShape], clip.values));
    await rename(temporary, path);
  }

  #path(clipSha256: string): string {
    return join(this.root, this.recipeHash, clipSha256.slice(0, 2), `${clipSha256}.npy`);
  }
}
