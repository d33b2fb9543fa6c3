import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadFolders } from '@voxboard/blob-store';
import { type DatasetImport, type RootDatabase, UploadRepository } from '@voxboard/db';
import { DomainError } from '@voxboard/domain';

/** Thrown when the files of an upload are not where the API put them, or not what the import reads. */
export class UploadGoneError extends DomainError {
  readonly code = 'UPLOAD_GONE';
}

/** The folder, zip or CSV that an import reads, on this machine. @throws UploadGoneError */
export async function importSource(
  { uploadId, source, format }: Pick<DatasetImport, 'uploadId' | 'source' | 'format'>,
  db: Pick<RootDatabase, 'sql'>,
  folders: UploadFolders,
): Promise<string> {
  if (uploadId === null) return source;
  const upload = await new UploadRepository(db).byId(uploadId);
  const content = folders.content(uploadId);
  const paths = await listed(content);
  if (!upload || paths.length === 0) {
    throw new UploadGoneError(
      'The uploaded files are not there: they were removed, or this worker has another data folder than the API. Upload them again.',
    );
  }
  if (upload.kind === 'ZIP') return join(content, paths[0] ?? '');
  if (format !== 'manifest') return content;
  const [manifest] = paths
    .filter((path) => path.toLowerCase().endsWith('.csv'))
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  if (manifest === undefined) {
    throw new UploadGoneError('The folder holds no CSV manifest. Put one into it and upload it again.');
  }
  return join(content, manifest);
}

/** Paths of all files below a folder; none where there is no folder. */
async function listed(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
