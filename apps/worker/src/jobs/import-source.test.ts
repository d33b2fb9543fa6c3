import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UploadFolders } from '@voxboard/blob-store';
import { UploadRepository } from '@voxboard/db';
import { createTestDatabase, makeFactories, type TestDatabase } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importSource } from './import-source.js';

describe('importSource', () => {
  let test: TestDatabase;
  let folder: string;
  let folders: UploadFolders;
  let projectId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'voxboard-import-source-'));
    folders = new UploadFolders(folder);
    projectId = (await makeFactories(test.db).project()).id;
  });
  afterAll(async () => {
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** An upload whose files lie where the API puts them. */
  const uploaded = async (kind: 'ZIP' | 'FOLDER', paths: readonly string[]): Promise<string> => {
    const expiresAt = new Date('2030-01-01T00:00:00Z');
    const columns = { projectId, name: 'x', kind, fileCount: paths.length, totalBytes: paths.length, expiresAt };
    const id = await new UploadRepository(test.db).create(columns);
    for (const path of paths) {
      await mkdir(dirname(join(folders.content(id), path)), { recursive: true });
      await writeFile(join(folders.content(id), path), 'x');
    }
    return id;
  };
  const sourceOf = (uploadId: string | null, format = 'ravdess') =>
    importSource({ uploadId, source: '/data/corpus', format }, test.db, folders);

  it('is the path that was named where nothing was uploaded', async () => {
    expect(await sourceOf(null)).toBe('/data/corpus');
  });

  it('is the zip, or the folder with all its files', async () => {
    const zip = await uploaded('ZIP', ['my corpus.zip']);
    expect(await sourceOf(zip)).toBe(join(folders.content(zip), 'my corpus.zip'));
    const files = await uploaded('FOLDER', ['Actor_01/a.wav', 'Actor_02/b.wav']);
    expect(await sourceOf(files)).toBe(folders.content(files));
  });

  it('is the manifest that lies least deep, and of those the first by name', async () => {
    const id = await uploaded('FOLDER', ['a/deep/a.csv', 'set/z.csv', 'set/list.CSV', 'set/a.wav']);
    expect(await sourceOf(id, 'manifest')).toBe(join(folders.content(id), 'set/list.CSV'));
    expect(await sourceOf(id)).toBe(folders.content(id));
  });

  it('is refused with the remedy where there is no manifest, no file or no upload any more', async () => {
    const noManifest = await uploaded('FOLDER', ['a.wav']);
    await expect(sourceOf(noManifest, 'manifest')).rejects.toMatchObject({
      code: 'UPLOAD_GONE',
      message: expect.stringContaining('no CSV manifest'),
    });
    const gone = { code: 'UPLOAD_GONE', message: expect.stringContaining('Upload them again') };
    await expect(sourceOf(await uploaded('FOLDER', []))).rejects.toMatchObject(gone);
    const deleted = await uploaded('ZIP', ['x.zip']);
    await new UploadRepository(test.db).delete(deleted);
    await expect(sourceOf(deleted)).rejects.toMatchObject(gone);
  });
});
