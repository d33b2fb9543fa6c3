import { type FileHandle, open } from 'node:fs/promises';
import { npyHeader } from '@voxboard/audio-dsp';
import type { ExtractedClip } from './extracted-clip.js';
import type { FeatureCache } from './feature-cache.js';

/**
 * Writes a feature matrix clip by clip to an `.npy` file (float32, shape [rows, …rowShape]), so that memory does not
 * grow with the number of clips.
 */
export class FeatureMatrixWriter {
  private constructor(
    private readonly file: FileHandle,
    private readonly rowShape: readonly number[],
    private readonly rowsPerClip: number,
  ) {}

  static async create(
    path: string,
    clipCount: number,
    rowsPerClip: number,
    rowShape: readonly number[],
  ): Promise<FeatureMatrixWriter> {
    const file = await open(path, 'w');
    await file.write(npyHeader([clipCount * rowsPerClip, ...rowShape], 4));
    return new FeatureMatrixWriter(file, rowShape, rowsPerClip);
  }

  /** Rows of the next clip; shorter frame rows are padded with zeros at the end, longer ones are cut. */
  async append(clip: { readonly rowShape: readonly number[]; readonly values: Float32Array }): Promise<void> {
    const rowSize = sizeOf(this.rowShape);
    const givenSize = sizeOf(clip.rowShape);
    const block = new Float32Array(this.rowsPerClip * rowSize);
    for (let row = 0; row < this.rowsPerClip; row++) {
      const start = row * givenSize;
      block.set(clip.values.subarray(start, start + Math.min(givenSize, rowSize)), row * rowSize);
    }
    await this.#write(block);
  }

  /** A clip no features could be computed from: NaN, so that nobody trains on it unnoticed. */
  async appendMissing(): Promise<void> {
    await this.#write(new Float32Array(this.rowsPerClip * sizeOf(this.rowShape)).fill(Number.NaN));
  }

  async close(): Promise<void> {
    await this.file.sync();
    await this.file.close();
  }

  async #write(block: Float32Array): Promise<void> {
    await this.file.write(new Uint8Array(block.buffer));
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export interface MatrixParts {
  readonly clips: readonly { readonly sha256: string }[];
  readonly rowsPerClip: number;
  readonly rowShape: readonly number[];
  readonly cache: FeatureCache;
  /** Called after each clip, with null for one without features. What it throws ends the writing. */
  readonly onClip?: (position: number, rows: ExtractedClip | null) => void | Promise<void>;
}

/** Writes the matrix of a corpus from its clips' cached rows, clip by clip. */
export async function writeFeatureMatrix(path: string, parts: MatrixParts): Promise<void> {
  const writer = await FeatureMatrixWriter.create(path, parts.clips.length, parts.rowsPerClip, parts.rowShape);
  try {
    for (const [position, clip] of parts.clips.entries()) {
      const rows = await parts.cache.find(clip.sha256);
      if (rows) await writer.append(rows);
      else await writer.appendMissing();
      await parts.onClip?.(position, rows);
    }
  } finally {
    await writer.close();
  }
}
