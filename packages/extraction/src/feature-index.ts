import { type FileHandle, open } from 'node:fs/promises';
import { countValidFrames, type IndexedClip, ROW_INDEX_COLUMNS, rowIndexOf } from '@voxboard/audio-dsp';
import { csvLine, type Recipe } from '@voxboard/domain';
import type { ExtractedClip } from './extracted-clip.js';

/**
 * Writes what each row of a feature matrix is, beside the matrix and in its order, clip by clip. `frames` is how many
 * frames of the row are not padding; empty where the clip gave no features and the row is NaN.
 */
export class FeatureIndexWriter {
  private constructor(
    private readonly file: FileHandle,
    private readonly recipe: Recipe,
    private readonly frameLimit: number,
  ) {}

  /** @param rowShape shape of one row of the matrix: longer rows were cut to it */
  static async create(path: string, recipe: Recipe, rowShape: readonly number[]): Promise<FeatureIndexWriter> {
    const file = await open(path, 'w');
    await file.write(csvLine([...ROW_INDEX_COLUMNS, 'frames']));
    return new FeatureIndexWriter(file, recipe, rowShape.length === 1 ? 1 : (rowShape[0] ?? 1));
  }

  async append(clip: IndexedClip, rows: ExtractedClip | null): Promise<void> {
    const lines = rowIndexOf(clip, this.recipe).map((entry, row) => csvLine([...entry, this.#frames(rows, row)]));
    await this.file.write(lines.join(''));
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  #frames(rows: ExtractedClip | null, row: number): number | null {
    if (rows === null) return null;
    if (rows.rowShape.length === 1) return 1;
    const size = rows.values.length / rows.rowCount;
    const values = rows.values.subarray(row * size, (row + 1) * size);
    return Math.min(this.frameLimit, countValidFrames(values, rows.rowShape[1] ?? 1));
  }
}
