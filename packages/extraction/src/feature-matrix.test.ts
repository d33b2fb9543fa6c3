import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FeatureCache, FeatureMatrixReader, UnreadableMatrixError, writeFeatureMatrix } from './index.js';

describe('a feature matrix file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxboard-matrix-'));
    path = join(folder, 'matrix.npy');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Three clips of two rows of 2 × 2; the second has no features, the third was cut short. */
  const write = async () => {
    const cache = new FeatureCache(join(folder, 'cache'), 'recipe');
    await cache.store('a'.repeat(64), {
      rowCount: 2,
      rowShape: [2, 2],
      values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    });
    await cache.store('c'.repeat(64), { rowCount: 2, rowShape: [1, 2], values: Float32Array.of(9, 10, 11, 12) });
    const clips = ['a', 'b', 'c'].map((letter) => ({ sha256: letter.repeat(64) }));
    await writeFeatureMatrix(path, { clips, rowsPerClip: 2, rowShape: [2, 2], cache });
  };

  it.each([
    ['from the file', 0],
    ['from memory', 1e6],
  ])('gives its rows %s, short clips padded and missing ones NaN', async (_, residentBytes) => {
    await write();
    const matrix = new FeatureMatrixReader(path, residentBytes);
    expect([matrix.rowCount, matrix.shape]).toEqual([6, [2, 2]]);
    expect([...matrix.row(1)]).toEqual([5, 6, 7, 8]);
    expect([...matrix.row(2)]).toEqual(new Array(4).fill(Number.NaN));
    expect([...matrix.row(5)]).toEqual([11, 12, 0, 0]);
    expect([...matrix.row(0)]).toEqual([1, 2, 3, 4]);
    matrix.close();
  });

  it('is refused when it was cut short, and a cut while it is read is noticed', async () => {
    await write();
    const matrix = new FeatureMatrixReader(path, 0);
    await truncate(path, 200);
    expect(() => matrix.row(5)).toThrow(UnreadableMatrixError);
    matrix.close();
    expect(() => new FeatureMatrixReader(path)).toThrow(UnreadableMatrixError);
  });
});
