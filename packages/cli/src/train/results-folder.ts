import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ResultsExistError, ResultsNotWrittenError } from './train.errors.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room',
  EDQUOT: 'your share of the disk is used up. Make room',
  EACCES: 'it may not be written to. Check its permissions',
  EPERM: 'it may not be written to. Check its permissions',
  EROFS: 'the file system is read-only. Choose another folder',
  ENOTDIR: 'a file lies where a folder is needed. Choose another folder',
  EEXIST: 'a file lies where a folder is needed. Choose another folder',
};

/**
 * A folder of results that appears under its name whole or not at all: everything is written into a folder beside it,
 * which takes its name at the end.
 */
export class ResultsFolder {
  private constructor(
    readonly target: string,
    private readonly staging: string,
    private readonly overwrite: boolean,
  ) {}

  /** @throws ResultsExistError, ResultsNotWrittenError */
  static async open(folder: string, overwrite: boolean): Promise<ResultsFolder> {
    const target = resolve(folder);
    return named(target, async () => {
      if (!overwrite && (await holdsAnything(target))) throw new ResultsExistError(folder);
      await mkdir(dirname(target), { recursive: true });
      const staging = await mkdtemp(join(dirname(target), `.${basename(target)}.unfinished-`));
      return new ResultsFolder(target, staging, overwrite);
    });
  }

  /** A path for a file that is not a result: gone when the folder is finished or discarded. */
  scratch(name: string): string {
    return join(this.staging, `.scratch-${name}`);
  }

  /** @param path relative, with forward slashes · @throws ResultsNotWrittenError */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    await named(this.target, async () => {
      const file = join(this.staging, ...path.split('/'));
      await mkdir(dirname(file), { recursive: true });
      const handle = await open(file, 'w');
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }

  /** Gives the folder its name. @throws ResultsNotWrittenError, ResultsExistError */
  async finish(): Promise<void> {
    await named(this.target, async () => {
      for (const name of await readdir(this.staging)) {
        if (name.startsWith('.scratch-')) await rm(join(this.staging, name), { recursive: true });
      }
      if (await holdsAnything(this.target)) {
        // Somebody else may have written results there in the meantime.
        if (!this.overwrite) throw new ResultsExistError(this.target);
        const replaced = `${this.staging}-replaced`;
        await rename(this.target, replaced);
        await rename(this.staging, this.target);
        await rm(replaced, { recursive: true, force: true });
      } else {
        await rm(this.target, { recursive: true, force: true });
        await rename(this.staging, this.target);
      }
    });
  }

  /** Leaves nothing behind; after `finish` it does nothing. */
  async discard(): Promise<void> {
    await rm(this.staging, { recursive: true, force: true });
  }
}

async function holdsAnything(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** What to say of a full disk wherever it was met (features are written too); null of any other error. */
export function diskFullError(error: unknown): ResultsNotWrittenError | null {
  if (!(error instanceof Error) || !('code' in error) || (error.code !== 'ENOSPC' && error.code !== 'EDQUOT'))
    return null;
  return new ResultsNotWrittenError(`${REASONS[error.code]} and train again; features computed so far are kept.`, {
    cause: error,
  });
}

async function named<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? REASONS[String(cause.code)] : undefined;
    if (reason === undefined) throw cause;
    throw new ResultsNotWrittenError(`The results cannot be written to ${folder}: ${reason} and train again.`, {
      cause,
    });
  }
}
