import { mkdir, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isMissingFile } from './file-error.js';

/** A file of an upload, as far as it has come. */
export interface UploadedFile {
  /** The uploader's name for it among the upload's files. */
  readonly key: string;
  /** Where it belongs in the folder. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
}

/** What is noted beside each file that comes in. */
interface FileNote {
  readonly path: string;
  readonly sizeBytes: number;
}

/**
 * Recordings on their way in: `root/<upload>/incoming/<key>` as they arrive, `root/<upload>/content/<path>` once all are
 * there. The API writes, the worker reads, so both must see the folder.
 */
export class UploadFolders {
  readonly root: string;

  constructor(dataDir: string) {
    this.root = resolve(dataDir, 'uploads');
  }

  /** Where the files lie by their paths, once `assemble` has put them there. */
  content(uploadId: string): string {
    return join(this.root, uploadId, 'content');
  }

  /** @param noteOf reads what is noted beside a file, from its JSON */
  async files(uploadId: string, noteOf: (json: unknown) => FileNote | null): Promise<UploadedFile[]> {
    const folder = join(this.root, uploadId, 'incoming');
    const names = await listed(folder);
    const files: UploadedFile[] = [];
    for (const name of names.filter((one) => one.endsWith('.json'))) {
      const key = name.slice(0, -'.json'.length);
      const note = await readFile(join(folder, name), 'utf8')
        .then((text) => noteOf(JSON.parse(text)))
        .catch(() => null);
      const size = await stat(join(folder, key)).catch(() => null);
      if (note && size) files.push({ key, ...note, receivedBytes: size.size });
    }
    return files;
  }

  /** Moves the files to their places. Doing it again moves what was left. */
  async assemble(uploadId: string, files: readonly UploadedFile[]): Promise<void> {
    const made = new Set<string>();
    for (const { key, path } of files) {
      const target = join(this.content(uploadId), ...path.split('/'));
      const folder = dirname(target);
      if (!made.has(folder)) await mkdir(folder, { recursive: true });
      made.add(folder);
      await rename(join(this.root, uploadId, 'incoming', key), target).catch((error: unknown) => {
        if (!isMissingFile(error)) throw error;
      });
    }
  }

  /** Whether `assemble` has been through. */
  async isAssembled(uploadId: string): Promise<boolean> {
    return (await listed(this.content(uploadId))).length > 0;
  }

  async remove(uploadId: string): Promise<void> {
    await rm(join(this.root, uploadId), { recursive: true, force: true });
  }

  /** Ids of the uploads that have a folder. */
  async ids(): Promise<string[]> {
    return listed(this.root);
  }

  /** Bytes that this process may still write to the disk. */
  async freeBytes(): Promise<number> {
    await mkdir(this.root, { recursive: true });
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }
}

async function listed(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}
