import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { BlobCorruptError, BlobNotFoundError, type BlobStore } from '@voxboard/domain';
import { blobKey } from './blob-key.js';
import { isMissingFile } from './file-error.js';
import { StagingArea } from './staging-area.js';

/**
 * Blobs as files in a local (or mounted) folder, by SHA-256: `root/ab/cd/abcd…`. A file appears under its name whole or
 * not at all (temporary file, fsync, rename), so several processes may share the folder.
 */
export class LocalBlobStore implements BlobStore {
  readonly root: string;
  readonly #staging: StagingArea;

  constructor(root: string) {
    this.root = resolve(root);
    this.#staging = new StagingArea(join(this.root, '.staging'));
  }

  async put(bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes);
    const target = this.#path(sha256);
    // An existing file is compared, not trusted, so that storing again repairs a damaged one.
    if ((await holds(target, bytes)) && (await this.#claim(target))) return sha256;
    await mkdir(dirname(target), { recursive: true });
    const staged = await this.#staging.create();
    try {
      await staged.handle.writeFile(bytes);
      await staged.commit(target);
    } finally {
      await staged.discard();
    }
    return sha256;
  }

  /**
   * Stores a file of any size in bounded memory and returns its SHA-256. The source is left as it is.
   * @throws the file system's error when the source cannot be read.
   */
  async putFile(path: string): Promise<string> {
    const source = await open(path);
    try {
      return await this.putStream(source.createReadStream({ autoClose: false }));
    } finally {
      await source.close();
    }
  }

  /** Stores what a stream yields, in bounded memory, and returns its SHA-256. Nothing is stored when the stream fails. */
  async putStream(chunks: AsyncIterable<Uint8Array>): Promise<string> {
    const hash = createHash('sha256');
    const staged = await this.#staging.create();
    try {
      for await (const chunk of chunks) {
        hash.update(chunk);
        await staged.handle.writeFile(chunk);
      }
      const sha256 = hash.digest('hex');
      const target = this.#path(sha256);
      await mkdir(dirname(target), { recursive: true });
      await staged.commit(target);
      return sha256;
    } finally {
      await staged.discard();
    }
  }

  async get(sha256: string): Promise<Uint8Array> {
    const bytes = await readFile(this.#path(sha256)).catch((cause: unknown) => missingAsNotFound(cause, sha256));
    if (sha256Of(bytes) !== sha256) throw new BlobCorruptError(sha256);
    return bytes;
  }

  /**
   * Path of a blob's file, whose bytes were compared with its name piece by piece: for files too large to hold.
   * @throws BlobNotFoundError, BlobCorruptError
   */
  async verifiedPath(sha256: string): Promise<string> {
    const path = this.#path(sha256);
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk);
    } catch (cause) {
      missingAsNotFound(cause, sha256);
    }
    if (hash.digest('hex') !== sha256) throw new BlobCorruptError(sha256);
    return path;
  }

  /**
   * Bytes `start` (inclusive) to `endExclusive`, cut at the end of the blob; unverified.
   * @throws BlobNotFoundError, InvalidBlobNameError, RangeError when the bounds are no non-negative ordered integers.
   */
  async getRange(sha256: string, start: number, endExclusive: number): Promise<Uint8Array> {
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(endExclusive) || start < 0 || endExclusive < start) {
      throw new RangeError(`a byte range needs 0 <= start <= end, got ${start} to ${endExclusive}`);
    }
    const handle = await open(this.#path(sha256)).catch((cause: unknown) => missingAsNotFound(cause, sha256));
    try {
      const { size } = await handle.stat();
      const wanted = new Uint8Array(Math.max(0, Math.min(endExclusive, size) - start));
      let filled = 0;
      while (filled < wanted.length) {
        const { bytesRead } = await handle.read(wanted, filled, wanted.length - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return wanted.subarray(0, filled);
    } finally {
      await handle.close();
    }
  }

  async size(sha256: string): Promise<number | null> {
    try {
      return (await stat(this.#path(sha256))).size;
    } catch (cause) {
      if (isMissingFile(cause)) return null;
      throw cause;
    }
  }

  /**
   * Removes a blob that nobody refers to any more, safe against whoever stores the same bytes meanwhile, in this or
   * another process: the file is set aside, where no `put` finds it, before it is looked at for the last time. Storing
   * again makes a blob young. Calling it again after a crash ends what was begun.
   * @param minAgeMs how long ago it must have been stored: whoever stored it later may not have written down yet that it is wanted
   * @param isWanted whether anybody refers to it
   */
  async reclaim(
    sha256: string,
    minAgeMs: number,
    isWanted: () => Promise<boolean>,
  ): Promise<'REMOVED' | 'WANTED' | 'YOUNG'> {
    const path = this.#path(sha256);
    const aside = join(this.root, '.reclaim', sha256);
    const limit = (await this.#staging.presentMs()) - minAgeMs;
    if (await isWanted()) {
      await this.#bringBack(aside, path);
      return 'WANTED';
    }
    const found = await modifiedMs(path);
    if (found !== null && found > limit) return 'YOUNG';
    await mkdir(dirname(aside), { recursive: true });
    if (found !== null) await rename(path, aside).catch(ignoreMissing);
    const setAside = await modifiedMs(aside);
    if (setAside === null) return 'REMOVED';
    if (setAside > limit || (await isWanted())) {
      await this.#bringBack(aside, path);
      return setAside > limit ? 'YOUNG' : 'WANTED';
    }
    await rm(aside, { force: true });
    return 'REMOVED';
  }

  /** What a crash left aside, unless the same bytes have been stored again. */
  async #bringBack(aside: string, path: string): Promise<void> {
    if ((await modifiedMs(path)) === null) await rename(aside, path).catch(ignoreMissing);
    else await rm(aside, { force: true });
  }

  /** Makes the blob young, so that `reclaim` leaves it; false when it has just been set aside. */
  async #claim(path: string): Promise<boolean> {
    try {
      const present = new Date(await this.#staging.presentMs());
      await utimes(path, present, present);
      return true;
    } catch (cause) {
      if (isMissingFile(cause)) return false;
      throw cause;
    }
  }

  /** Removes a blob; one that is not there is no error. */
  async delete(sha256: string): Promise<void> {
    await rm(this.#path(sha256), { force: true });
  }

  #path(sha256: string): string {
    return join(this.root, ...blobKey(sha256).split('/'));
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    if ((await stat(path)).size !== bytes.length) return false;
    return (await readFile(path)).equals(bytes);
  } catch (cause) {
    if (isMissingFile(cause)) return false;
    throw cause;
  }
}

function missingAsNotFound(cause: unknown, sha256: string): never {
  throw isMissingFile(cause) ? new BlobNotFoundError(sha256) : cause;
}

function ignoreMissing(cause: unknown): void {
  if (!isMissingFile(cause)) throw cause;
}

async function modifiedMs(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (cause) {
    if (isMissingFile(cause)) return null;
    throw cause;
  }
}
