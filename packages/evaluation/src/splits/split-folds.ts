import {
  claimsSpeakerIndependence,
  type Fold,
  labelOf,
  type Protocol,
  type ProtocolName,
  Rng,
  type RowRef,
  type Task,
} from '@voxboard/domain';
import { type BalanceTable, balanceTable, presentClasses } from './balance-table.js';
import {
  byClipParts,
  bySpeakerParts,
  byStatementParts,
  type ClipParts,
  losoParts,
  publishedParts,
  type SplitContext,
} from './clip-parts.js';
import type { SplitClip } from './split-clip.js';
import { ClassAbsentError, ProtocolOptionError, SpeakerTaskError, TooFewClassesError } from './splits.errors.js';
import { studyFolds } from './study-folds.js';

export interface SplitResult {
  readonly folds: readonly Fold[];
  readonly balance: BalanceTable;
}

/**
 * Splits a dataset version into folds under a protocol. The same arguments give the same folds on every machine; the
 * published validation and test lists do not depend on the seed. Augmented rows follow their clip and only ever train,
 * except under `study`. Clips without a label under the task are in no part; `balance` says how many.
 *
 * @param clips index = clip index of the feature set; pass their hashes too, so that duplicates stay together
 * @param rowsPerClip rows of a clip in the feature set: the plain one and its augmented copies
 * @throws UnknownSpeakerError, MissingSpeakerError, TooFewGroupsError, TooFewClassesError, ClassAbsentError,
 *   MissingFieldError, SpeakerTaskError, ProtocolOptionError, RangeError (rowsPerClip)
 */
export function splitFolds(
  protocol: Protocol,
  clips: readonly SplitClip[],
  rowsPerClip: number,
  task: Task,
  seed: number,
): SplitResult {
  if (!Number.isInteger(rowsPerClip) || rowsPerClip < 1) {
    throw new RangeError(`rowsPerClip must be a positive integer, got ${rowsPerClip}`);
  }
  checkOptions(protocol);
  if (task === 'SPEAKER' && claimsSpeakerIndependence(protocol.name)) throw new SpeakerTaskError(protocol.name);
  const classes = presentClasses(clips, task);
  if (classes.length < 2) throw new TooFewClassesError(task, classes);
  const labelled = Array.from(clips.keys()).filter((index) => labelOf(clips[index], task) !== null);
  const context = { protocol, clips, labelled, task, rng: new Rng(seed).fork(`split ${protocol.name}`) };
  const folds =
    protocol.name === 'study'
      ? studyFolds(context, rowsPerClip)
      : clipPartsOf(protocol.name, context).map((parts) => foldOf(parts, rowsPerClip));
  const balance = balanceTable(folds, clips, task);
  balance.folds.forEach(({ train }, index) => {
    const absent = classes.filter((name) => train.classes[name] === 0);
    if (absent.length > 0) throw new ClassAbsentError(index, absent);
  });
  return { folds, balance };
}

function clipPartsOf(name: Exclude<ProtocolName, 'study'>, context: SplitContext): ClipParts[] {
  switch (name) {
    case 'by-clip':
      return byClipParts(context);
    case 'by-speaker':
      return bySpeakerParts(context);
    case 'loso':
      return losoParts(context);
    case 'by-statement':
      return byStatementParts(context);
    case 'upm-5':
    case 'emobox-6':
      return publishedParts(context, name);
  }
}

function foldOf(parts: ClipParts, rowsPerClip: number): Fold {
  const plain = (clips: readonly number[]) => clips.map((clip): RowRef => ({ clip, augmentation: 0 }));
  return {
    train: parts.train.flatMap((clip) =>
      Array.from({ length: rowsPerClip }, (_, augmentation): RowRef => ({ clip, augmentation })),
    ),
    validation: plain(parts.validation),
    test: plain(parts.test),
  };
}

function checkOptions({ name, foldCount, testFraction, validationFraction }: Protocol): void {
  if (foldCount !== undefined && name !== 'by-clip' && name !== 'by-speaker') {
    throw new ProtocolOptionError(name, 'foldCount', 'its number of folds is fixed');
  }
  if (testFraction !== undefined && name !== 'by-clip' && name !== 'study') {
    throw new ProtocolOptionError(name, 'testFraction', 'its test parts follow from its folds');
  }
  if (testFraction !== undefined && foldCount !== undefined) {
    throw new ProtocolOptionError(name, 'testFraction', 'foldCount already says how much is tested');
  }
  if (validationFraction !== undefined && name === 'upm-5') {
    throw new ProtocolOptionError(name, 'validationFraction', 'its validation actors are published');
  }
}
