import type { ImportNote, SkippedFile, SkipReason } from './import-report.js';

/** A file found in a folder or archive, not yet read. */
export interface SourceFile {
  /** Relative to the source, with forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  /** @throws UnusableFileError when this one file cannot be had. */
  read(): Promise<Uint8Array>;
}

/** An opened folder or archive. */
export interface CorpusSource {
  readonly files: readonly SourceFile[];
  /** What was found on the way but cannot be read as a file. */
  readonly skipped: readonly SkippedFile[];
  readonly notes: readonly ImportNote[];
  close(): Promise<void>;
}

/** Thrown by `SourceFile.read`: this file is skipped with the reason, the import goes on. */
export class UnusableFileError extends Error {
  constructor(
    readonly reason: SkipReason,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.name = 'UnusableFileError';
  }
}

/** Files that operating systems leave in folders and archives; they belong to no corpus. */
export function isSystemPath(path: string): boolean {
  return path
    .split('/')
    .some((part) => part.startsWith('.') || part === '__MACOSX' || /^(thumbs\.db|desktop\.ini)$/i.test(part));
}

/** The note about system files, or none when there were none. */
export function systemFilesNote(paths: readonly string[]): ImportNote[] {
  if (paths.length === 0) return [];
  return [
    {
      code: 'system-files',
      detail: `${paths.length} hidden or system files (such as __MACOSX, .DS_Store) were ignored.`,
      paths: [...paths].sort(),
    },
  ];
}
