import type { ClipLabels } from '@voxboard/domain';
import { MissingSpeakerError, UnknownSpeakerError } from './splits.errors.js';

/** RAVDESS actor numbers of one fold. */
interface PublishedFold {
  readonly test: readonly number[];
  /** null where the publication has no official validation actors. */
  readonly validation: readonly number[] | null;
}

export type PublishedProtocol = 'upm-5' | 'emobox-6';

/**
 * `upm-5`: subject-wise 5-fold lists of Luna-Jiménez et al. (Sensors 2021; Applied Sciences 2022), with the validation
 * actors that later work on the same folds published. `emobox-6`: test actors of EmoBox (Interspeech 2024), which has
 * no official validation set; note that its second fold tests female actors only.
 */
export const PUBLISHED_FOLDS: Readonly<Record<PublishedProtocol, readonly PublishedFold[]>> = {
  'upm-5': [
    { test: [2, 5, 14, 15, 16], validation: [3, 6] },
    { test: [3, 6, 7, 13, 18], validation: [10, 11] },
    { test: [10, 11, 12, 19, 20], validation: [8, 17] },
    { test: [8, 17, 21, 23, 24], validation: [1, 14] },
    { test: [1, 4, 9, 22], validation: [2, 5] },
  ],
  'emobox-6': [
    { test: [1, 11, 20, 21], validation: null },
    { test: [4, 10, 12, 14], validation: null },
    { test: [8, 9, 19, 23], validation: null },
    { test: [3, 5, 7, 24], validation: null },
    { test: [2, 15, 16, 18], validation: null },
    { test: [6, 13, 17, 22], validation: null },
  ],
};

/** One published fold in the dataset's own speaker names. */
export interface NamedFold {
  readonly test: ReadonlySet<string>;
  readonly validation: ReadonlySet<string> | null;
}

/**
 * The published folds in the speaker names of a dataset ("01" and "1" both are actor 1).
 * @throws UnknownSpeakerError, MissingSpeakerError
 */
export function publishedFolds(protocol: PublishedProtocol, clips: readonly ClipLabels[]): NamedFold[] {
  const lists = PUBLISHED_FOLDS[protocol];
  const listed = new Set(lists.flatMap((fold) => fold.test));
  const speakers = [...new Set(clips.map((clip) => clip.speaker))].sort();
  const unknown = speakers.filter((speaker) => !listed.has(actorNumber(speaker)));
  if (unknown.length > 0) throw new UnknownSpeakerError(protocol, unknown);
  const present = new Set(speakers.map(actorNumber));
  const missing = [...listed].filter((actor) => !present.has(actor)).sort((a, b) => a - b);
  if (missing.length > 0) throw new MissingSpeakerError(protocol, missing.map(String));
  const named = (actors: readonly number[]) =>
    new Set(speakers.filter((speaker) => actors.includes(actorNumber(speaker))));
  return lists.map((fold) => ({
    test: named(fold.test),
    validation: fold.validation === null ? null : named(fold.validation),
  }));
}

function actorNumber(speaker: string): number {
  return /^\d{1,4}$/.test(speaker) ? Number(speaker) : Number.NaN;
}
