import type { Clip } from '@voxboard/domain';

/** Why a file did not become a clip. */
export const SKIP_REASONS = [
  /** No extension of a recording. */
  'not-audio',
  /** A recording whose name does not follow the corpus, or contradicts itself. */
  'bad-name',
  /** The file lies in the folder of another speaker than its name says. */
  'wrong-folder',
  'song',
  'video',
  /** No bytes, or no samples. */
  'empty',
  'broken-audio',
  /** The file promises more samples than there are. */
  'truncated-audio',
  /** A coding that only ffmpeg decodes, which is not installed where the import runs. */
  'no-decoder',
  'too-short',
  'silent',
  'too-large',
  /** Another file with the same place in the corpus but other content was taken. */
  'conflicting-path',
  /** The same recording is there in another format, which was taken. */
  'other-format',
  /** The path points outside the corpus. */
  'unsafe-path',
  'symbolic-link',
  'encrypted',
  /** The archive's copy does not unpack to what it promises. */
  'corrupt-entry',
  /** The file system refused to read it. */
  'unreadable',
  /** A manifest names a file that is not there. */
  'missing-file',
  /** A manifest row with a wrong value. */
  'bad-row',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export interface SkippedFile {
  /** As found in the folder, archive or manifest, with forward slashes. */
  readonly path: string;
  readonly reason: SkipReason;
  /** A sentence for people: what is wrong with this file. */
  readonly detail: string;
  /** Line of the manifest, from 1; null without a manifest. */
  readonly line: number | null;
}

/** Something worth knowing about the import that cost no clip. */
export interface ImportNote {
  readonly code: 'mixed-down' | 'several-sample-rates' | 'same-recording' | 'system-files' | 'unknown-columns';
  readonly detail: string;
  /** The files concerned, sorted. */
  readonly paths: readonly string[];
}

/** A file with the bytes and the place of a clip that was taken: the same corpus lies there in two layouts. */
export interface DuplicateFile {
  /** As found in the source. */
  readonly path: string;
  /** Path of the clip that was taken. */
  readonly sameAs: string;
}

export interface ImportReport {
  /** Sorted by path. */
  readonly clips: readonly Clip[];
  /** Sorted by path. */
  readonly skipped: readonly SkippedFile[];
  readonly notes: readonly ImportNote[];
  /** Sorted by path. */
  readonly duplicates: readonly DuplicateFile[];
}

export interface ImportProgress {
  /** Files dealt with, skipped ones included. */
  readonly done: number;
  readonly total: number;
  readonly path: string;
}

export interface ImportOptions {
  /** Stops between two files; the promise is then rejected with the signal's reason. What is stored stays stored. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly limits?: Partial<ImportLimits>;
}

export interface ImportLimits {
  readonly minDurationSec: number;
  /** A file whose largest sample stays below this (of 1) is silent. */
  readonly silencePeak: number;
  readonly maxFileBytes: number;
  /** Compressed recordings that unpack to more are refused. */
  readonly maxDurationSec: number;
  /** Entries an archive may have, and bytes it may unpack to. */
  readonly maxEntryCount: number;
  readonly maxUnpackedBytes: number;
}

export const DEFAULT_LIMITS: ImportLimits = {
  minDurationSec: 0.5,
  // −60 dBFS: the quietest clip of RAVDESS peaks at −44 dBFS.
  silencePeak: 0.001,
  maxFileBytes: 64 * 2 ** 20,
  maxDurationSec: 3600,
  maxEntryCount: 500_000,
  maxUnpackedBytes: 256 * 2 ** 30,
};
