import type { ClipLabels } from '@voxboard/domain';

/**
 * What a split needs of a clip. Where the hash of the recording is given, byte-identical clips are kept in one part when
 * clips are dealt one by one (RAVDESS has such a pair: actor 07, happy, statement 02, repetitions 01 and 02).
 */
export type SplitClip = ClipLabels & { readonly sha256?: string };
