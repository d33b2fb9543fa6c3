import { DomainError } from './errors.js';

/** Content-addressed bytes: audio, feature matrices, models. A blob's name is the SHA-256 of its bytes, in hex. */
export interface BlobStore {
  /** Stores the bytes (once; storing again is free) and returns their SHA-256. */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws BlobNotFoundError, BlobCorruptError when the bytes no longer match the name. */
  get(sha256: string): Promise<Uint8Array>;
  /** A part of a blob, unverified: for range requests on audio. @throws BlobNotFoundError */
  getRange(sha256: string, start: number, endExclusive: number): Promise<Uint8Array>;
  /** Size in bytes, or null when there is no such blob. */
  size(sha256: string): Promise<number | null>;
  delete(sha256: string): Promise<void>;
}

/** Thrown by `get` when no blob has that name; the caller decides whether that is a lost file or a wrong hash. */
export class BlobNotFoundError extends DomainError {
  readonly code = 'BLOB_NOT_FOUND';
  constructor(readonly sha256: string) {
    super(`No stored file has the SHA-256 ${sha256}. Check that the blob folder is the one the data was imported to.`);
  }
}

/** Thrown by `get` when stored bytes no longer match their name: the disk or somebody changed them. */
export class BlobCorruptError extends DomainError {
  readonly code = 'BLOB_CORRUPT';
  constructor(readonly sha256: string) {
    super(`The stored file ${sha256} no longer matches its hash. Restore it from a backup or import it again.`);
  }
}
