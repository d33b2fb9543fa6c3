import { DomainError } from '@voxboard/domain';

/** Thrown when there is nothing at the path a corpus should be imported from. */
export class CorpusNotFoundError extends DomainError {
  readonly code = 'CORPUS_NOT_FOUND';
  constructor(readonly source: string) {
    super(`There is no folder or file at ${source}. Check the path; on a server it must be a path of the server.`);
  }
}

/** Thrown when the archive as a whole cannot be read: no zip file, cut short, or encrypted throughout. */
export class UnreadableArchiveError extends DomainError {
  readonly code = 'UNREADABLE_ARCHIVE';
  constructor(
    readonly source: string,
    cause: unknown,
  ) {
    super(
      `${source} cannot be read as a zip file (${cause instanceof Error ? cause.message : String(cause)}). Download or pack it again, or unpack it and import the folder.`,
      { cause },
    );
  }
}

/** Thrown when an archive is built to exhaust memory or disk (a "zip bomb") or is simply larger than allowed. */
export class ArchiveLimitError extends DomainError {
  readonly code = 'ARCHIVE_LIMIT';
}

/** Thrown when a manifest as a whole is unusable: missing columns, no CSV. Single bad rows are skipped and reported. */
export class InvalidManifestError extends DomainError {
  readonly code = 'INVALID_MANIFEST';
}
