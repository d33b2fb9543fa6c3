import { DomainError } from '@voxboard/domain';

/** Thrown when the data folder can take no more: the run ends with this reason, and can be resumed. */
export class StorageError extends DomainError {
  readonly code = 'STORAGE';
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'its disk is full. Make room',
  EDQUOT: 'its share of the disk is used up. Make room',
  EROFS: 'its file system is read-only. Mount it for writing',
  EACCES: 'a file of it may not be read or written. Check its permissions',
  ENOTDIR: 'a file lies where it needs a folder. Move the file',
  EEXIST: 'a file lies where it needs a folder. Move the file',
  EIO: 'its disk has an error. Replace it',
};

/** The error that a person can act on, where the file system's own names nothing but a code; else the same error. */
export function namedStorageError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError || !('code' in error)) return error;
  const reason = REASONS[String(error.code)];
  if (reason === undefined) return error;
  return new StorageError(`The data folder cannot be used: ${reason}, then resume.`, { cause: error });
}
