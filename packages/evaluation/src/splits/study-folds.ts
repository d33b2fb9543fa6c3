import type { Fold, RowRef } from '@voxboard/domain';
import type { SplitContext } from './clip-parts.js';
import { TooFewGroupsError } from './splits.errors.js';

const DEFAULT_TEST_FRACTION = 0.25;

/**
 * The source study's split, mistakes kept: ROWS, augmented copies included, are cut at random, so that a clip's noisy
 * twin may train while its plain row is tested; and the test part serves as validation, unless the protocol asks for
 * rows of its own (one of the study's models had them). Part sizes as sklearn `train_test_split`: the test part is
 * rounded up. @throws TooFewGroupsError
 */
export function studyFolds(context: SplitContext, rowsPerClip: number): Fold[] {
  const { protocol, labelled, rng } = context;
  const rows = labelled.flatMap((clip) =>
    Array.from({ length: rowsPerClip }, (_, augmentation): RowRef => ({ clip, augmentation })),
  );
  const needed = protocol.validationFraction === undefined ? 2 : 3;
  if (rows.length < needed) throw new TooFewGroupsError('row', rows.length, needed, 'Protocol study');
  rng.fork('test').shuffle(rows);
  const testCount = cut(rows.length, protocol.testFraction ?? DEFAULT_TEST_FRACTION, needed - 1);
  const test = sorted(rows.slice(0, testCount));
  const rest = rows.slice(testCount);
  if (protocol.validationFraction === undefined) return [{ train: sorted(rest), validation: test, test }];
  const validationCount = cut(rest.length, protocol.validationFraction, 1);
  return [{ train: sorted(rest.slice(validationCount)), validation: sorted(rest.slice(0, validationCount)), test }];
}

/** Rounded up, at least 1, and leaving `spare` rows. */
function cut(count: number, fraction: number, spare: number): number {
  return Math.min(Math.ceil(count * fraction), count - spare);
}

function sorted(rows: readonly RowRef[]): RowRef[] {
  return [...rows].sort((a, b) => a.clip - b.clip || a.augmentation - b.augmentation);
}
