import { DomainError } from '@voxboard/domain';

/** Thrown when a name given for a blob is not a SHA-256 in lower-case hex: nothing else may become part of a path. */
export class InvalidBlobNameError extends DomainError {
  readonly code = 'INVALID_BLOB_NAME';
  constructor(name: string) {
    super(
      `"${name.slice(0, 80)}" does not name a stored file: expected a SHA-256, 64 lower-case hexadecimal digits. Use the hash that put() returned.`,
    );
  }
}

/**
 * Where a blob lies below the store's root, with forward slashes: `ab/cd/abcd…`. Two levels keep folders small (65,536
 * of them), and the same text serves as an object key.
 * @throws InvalidBlobNameError
 */
export function blobKey(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new InvalidBlobNameError(sha256);
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}
