import { Rng } from '@voxboard/domain';
import { describe, expect, it } from 'vitest';
import { orthogonalMatrix } from './orthogonal-initializer.js';

describe('orthogonalMatrix', () => {
  it.each([
    [8, 32],
    [32, 8],
    [5, 5],
  ])('makes the shorter side of %i × %i orthonormal', (rows, columns) => {
    const m = orthogonalMatrix(rows, columns, new Rng(2));
    const short = Math.min(rows, columns);
    const at = (vector: number, k: number) => (rows <= columns ? m[vector * columns + k] : m[k * columns + vector]);
    for (let i = 0; i < short; i++) {
      for (let j = 0; j <= i; j++) {
        let dot = 0;
        for (let k = 0; k < Math.max(rows, columns); k++) dot += at(i, k) * at(j, k);
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 5);
      }
    }
  });
});
