import { canonicalJson, type Fold, type RowRef } from '@voxboard/domain';

/**
 * Canonical text of a fold list; its SHA-256 (taken by the caller) is the split's hash. Equal splits give equal text
 * whatever the order of rows within a part; folds keep their order. Row indices only mean something beside the feature
 * set's own hash.
 */
export function splitManifest(folds: readonly Fold[]): string {
  return canonicalJson({
    version: 1,
    folds: folds.map((fold) => ({
      train: pairs(fold.train),
      validation: pairs(fold.validation),
      test: pairs(fold.test),
    })),
  });
}

function pairs(rows: readonly RowRef[]): [number, number][] {
  return rows.map((row): [number, number] => [row.clip, row.augmentation]).sort(([a, i], [b, j]) => a - b || i - j);
}
