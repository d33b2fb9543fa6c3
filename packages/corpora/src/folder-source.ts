import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CorpusSource,
  isSystemPath,
  type SourceFile,
  systemFilesNote,
  UnusableFileError,
} from './corpus-source.js';
import type { SkippedFile, SkipReason } from './import-report.js';

/** Lists a folder with everything below it. Links to files are followed, links to folders are not (they may loop). */
export async function openFolder(root: string, signal?: AbortSignal): Promise<CorpusSource> {
  const files: SourceFile[] = [];
  const skipped: SkippedFile[] = [];
  const systemPaths: string[] = [];
  const skip = (path: string, reason: SkipReason, detail: string) => skipped.push({ path, reason, detail, line: null });
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    signal?.throwIfAborted();
    let entries: Awaited<ReturnType<typeof listFolder>>;
    try {
      entries = await listFolder(join(root, folder));
    } catch (cause) {
      if (folder === '') throw cause;
      skip(folder, 'unreadable', `The folder cannot be listed: ${messageOf(cause)}.`);
      continue;
    }
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (isSystemPath(entry.name)) {
        systemPaths.push(path);
      } else if (entry.isDirectory()) {
        pending.push(path);
      } else {
        const size = await sizeOfFile(join(root, path));
        if (typeof size === 'number') files.push(folderFile(root, path, size));
        else skip(path, size.reason, size.detail);
      }
    }
  }
  return { files, skipped, notes: systemFilesNote(systemPaths), close: async () => {} };
}

function listFolder(folder: string) {
  return readdir(folder, { withFileTypes: true });
}

async function sizeOfFile(path: string): Promise<number | { reason: SkipReason; detail: string }> {
  try {
    const stats = await stat(path);
    if (stats.isFile()) return stats.size;
    if (stats.isDirectory()) {
      return { reason: 'symbolic-link', detail: 'A link to a folder is not followed: import that folder by itself.' };
    }
    return { reason: 'unreadable', detail: 'This is neither a file nor a folder.' };
  } catch (cause) {
    return { reason: 'unreadable', detail: `The file cannot be read: ${messageOf(cause)}.` };
  }
}

/** A file below `root`, read whole when asked for. */
export function folderFile(root: string, path: string, sizeBytes: number): SourceFile {
  return {
    path,
    sizeBytes,
    async read() {
      try {
        return await readFile(join(root, path));
      } catch (cause) {
        throw new UnusableFileError('unreadable', `The file cannot be read: ${messageOf(cause)}.`, { cause });
      }
    },
  };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
