import { canonicalJson } from './canonical-json.js';
import type { Fold, RowRef } from './protocol.js';

/** A row as it is stored and hashed: a pair takes a third of the bytes of an object. */
export type RowPair = readonly [clip: number, augmentation: number];

/**
 * Canonical text of a fold list. Its SHA-256 in lower-case hex (taken by the caller) is THE split hash, everywhere:
 * canonical JSON of `{version: 1, folds: [{train, validation, test}]}`, rows as pairs, ascending within a part. Equal
 * splits give equal text whatever the order of rows; folds keep their order. Row indices only mean something beside the
 * clips of the dataset version.
 */
export function splitManifest(folds: readonly Fold[]): string {
  return canonicalJson({
    version: 1,
    folds: folds.map((fold) => ({
      train: rowPairs(fold.train),
      validation: rowPairs(fold.validation),
      test: rowPairs(fold.test),
    })),
  });
}

/** Rows as pairs, ascending. */
export function rowPairs(rows: readonly RowRef[]): [number, number][] {
  return rows.map((row): [number, number] => [row.clip, row.augmentation]).sort(([a, i], [b, j]) => a - b || i - j);
}

/** The inverse of `rowPairs`. */
export function rowRefs(pairs: readonly RowPair[]): RowRef[] {
  return pairs.map(([clip, augmentation]) => ({ clip, augmentation }));
}
