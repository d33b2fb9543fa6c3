import { type Protocol, type Rng, type Task } from '@voxboard/domain';
import { dealGroups, groupClips } from './clip-groups.js';
import { type PublishedProtocol, publishedFolds } from './published-folds.js';
import type { SplitClip } from './split-clip.js';
import { MissingFieldError, TooFewGroupsError } from './splits.errors.js';
import { dealStratified, takeStratified } from './stratified-clips.js';

/** One fold in clip indices, ascending. */
export interface ClipParts {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

/** Folds of `by-clip` and `by-speaker` where the protocol does not say. */
export const DEFAULT_FOLD_COUNT = 5;
/** Share of the training clips (speakers) kept for validation where the protocol does not say: 2 of RAVDESS's 19. */
export const DEFAULT_VALIDATION_FRACTION = 0.1;

/** What every protocol needs to know; `labelled` are the clips that have a label under the task. */
export interface SplitContext {
  readonly protocol: Protocol;
  readonly clips: readonly SplitClip[];
  readonly labelled: readonly number[];
  readonly task: Task;
  readonly rng: Rng;
}

/** k folds of clips, or one hold-out when only `testFraction` is given; classes and genders in proportion. */
export function byClipParts(context: SplitContext): ClipParts[] {
  const { protocol, clips, labelled, task, rng } = context;
  const holdOut = protocol.foldCount === undefined ? protocol.testFraction : undefined;
  const foldCount = protocol.foldCount ?? DEFAULT_FOLD_COUNT;
  const needed = Math.max(holdOut === undefined ? foldCount : 1, 3);
  if (labelled.length < needed) throw new TooFewGroupsError('clip', labelled.length, needed, 'Protocol by-clip');
  const tests =
    holdOut === undefined
      ? dealStratified(labelled, clips, task, foldCount, rng.fork('test'))
      : [takeStratified(labelled, clips, task, holdOut, rng.fork('test')).taken];
  const filled = tests.filter((test) => test.length > 0).length;
  if (filled < tests.length) throw new TooFewGroupsError('clip', filled, tests.length, 'Protocol by-clip');
  return tests.map((test, fold) => withClipValidation(context, test, fold));
}

/** k folds of whole speakers, balanced by gender and emotion. */
export function bySpeakerParts(context: SplitContext): ClipParts[] {
  const { protocol, clips, labelled, rng } = context;
  const foldCount = protocol.foldCount ?? DEFAULT_FOLD_COUNT;
  const speakers = groupClips(labelled, clips, 'speaker');
  const shares = new Array<number>(foldCount).fill(1 / foldCount);
  const purpose = `Protocol by-speaker with ${foldCount} folds`;
  const tests = dealGroups(speakers, clips, shares, 'speaker', purpose, rng.fork('test'));
  return tests.map((test, fold) => withSpeakerValidation(context, test, fold));
}

/** One fold per speaker, in the order of their names. */
export function losoParts(context: SplitContext): ClipParts[] {
  const speakers = groupClips(context.labelled, context.clips, 'speaker');
  if (speakers.length < 3) throw new TooFewGroupsError('speaker', speakers.length, 3, 'Protocol loso');
  return speakers.map((speaker, fold) => withSpeakerValidation(context, speaker.clips, fold));
}

/** The published actor lists; validation actors as published, or carved from the training actors. */
export function publishedParts(context: SplitContext, name: PublishedProtocol): ClipParts[] {
  const { clips, labelled } = context;
  return publishedFolds(name, clips).map((named, fold) => {
    const inSet = (set: ReadonlySet<string>) => labelled.filter((clip) => set.has(clips[clip].speaker));
    const test = inSet(named.test);
    if (named.validation === null) return withSpeakerValidation(context, test, fold);
    const validation = inSet(named.validation);
    return { test, validation, train: without(without(labelled, test), validation) };
  });
}

/**
 * Two folds of statements. Validation takes whole statements while at least two are left for training, and clips of the
 * training statement where there is only one (RAVDESS has two in all).
 */
export function byStatementParts(context: SplitContext): ClipParts[] {
  const { clips, labelled, rng, protocol } = context;
  const unstated = labelled.filter((clip) => clips[clip].statement === null).length;
  if (unstated > 0) throw new MissingFieldError('statement', unstated);
  const statements = groupClips(labelled, clips, 'statement');
  const tests =
    statements.length === 2
      ? statements.map((statement) => [...statement.clips])
      : dealGroups(statements, clips, [0.5, 0.5], 'statement', 'Protocol by-statement', rng.fork('test'));
  const share = protocol.validationFraction ?? DEFAULT_VALIDATION_FRACTION;
  return tests.map((test, fold) => {
    const rest = without(labelled, test);
    const training = groupClips(rest, clips, 'statement');
    if (training.length < 3) return withClipValidation(context, test, fold);
    const fork = rng.fork(`validation ${fold}`);
    const [train, validation] = dealGroups(training, clips, [1 - share, share], 'statement', 'Validation', fork);
    return { train, validation, test };
  });
}

function withClipValidation(context: SplitContext, test: readonly number[], fold: number): ClipParts {
  const { clips, task, rng, protocol } = context;
  const rest = without(context.labelled, test);
  if (rest.length === 0) throw new TooFewGroupsError('clip', 0, 2, 'Training and validation');
  const share = protocol.validationFraction ?? DEFAULT_VALIDATION_FRACTION;
  const { taken, left } = takeStratified(rest, clips, task, share, rng.fork(`validation ${fold}`));
  if (taken.length === 0) throw new TooFewGroupsError('clip', 1, 2, 'Training and validation');
  return { train: left, validation: taken, test };
}

function withSpeakerValidation(context: SplitContext, test: readonly number[], fold: number): ClipParts {
  const { clips, rng, protocol } = context;
  const speakers = groupClips(without(context.labelled, test), clips, 'speaker');
  const share = protocol.validationFraction ?? DEFAULT_VALIDATION_FRACTION;
  const fork = rng.fork(`validation ${fold}`);
  const purpose = `Training and validation of fold ${fold}`;
  const [train, validation] = dealGroups(speakers, clips, [1 - share, share], 'speaker', purpose, fork);
  return { train, validation, test };
}

function without(indices: readonly number[], removed: readonly number[]): number[] {
  const set = new Set(removed);
  return indices.filter((index) => !set.has(index));
}
