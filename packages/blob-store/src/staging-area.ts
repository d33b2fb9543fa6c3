import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissingFile } from './file-error.js';

/** A write in progress anywhere keeps its file younger than this; what is older was left by a crash. */
const LEFTOVER_AGE_MS = 60 * 60 * 1000;

/**
 * The folder where blobs are written before they get their name. It lies inside the store, because a rename is atomic
 * only within one file system.
 */
export class StagingArea {
  #swept = false;

  constructor(private readonly folder: string) {}

  /** A new empty file, open for writing. The first call also removes what crashed processes left behind. */
  async create(): Promise<StagedFile> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, randomUUID());
    const handle = await open(path, 'wx');
    if (!this.#swept) {
      this.#swept = true;
      try {
        // Our own new file tells the file system's present, which on a network share is not this machine's.
        await this.#removeLeftovers((await handle.stat()).mtimeMs - LEFTOVER_AGE_MS);
      } catch (cause) {
        await handle.close();
        await rm(path, { force: true });
        throw cause;
      }
    }
    return new StagedFile(path, handle);
  }

  /** The present as the file system tells it, which on a network share is not this machine's. */
  async presentMs(): Promise<number> {
    const staged = await this.create();
    try {
      return (await staged.handle.stat()).mtimeMs;
    } finally {
      await staged.discard();
    }
  }

  async #removeLeftovers(olderThanMs: number): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      try {
        if ((await stat(path)).mtimeMs < olderThanMs) await rm(path, { force: true });
      } catch (cause) {
        // Another process finished or swept it in between.
        if (!isMissingFile(cause)) throw cause;
      }
    }
  }
}

/** One file on its way into the store: write to `handle`, then `commit` it; `discard` afterwards in any case. */
export class StagedFile {
  #closed = false;
  #committed = false;

  constructor(
    private readonly path: string,
    readonly handle: FileHandle,
  ) {}

  /** Moves the file to its final name once its bytes are on the disk. */
  async commit(target: string): Promise<void> {
    await this.handle.sync();
    await this.#close();
    await rename(this.path, target);
    this.#committed = true;
    await syncFolder(dirname(target));
  }

  /** Closes and removes the file; after `commit` there is nothing left to do. */
  async discard(): Promise<void> {
    await this.#close();
    if (!this.#committed) await rm(this.path, { force: true });
  }

  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.handle.close();
  }
}

/** A rename survives a power cut only once the folder is on the disk; Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
