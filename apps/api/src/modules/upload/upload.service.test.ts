import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@voxboard/db';
import { createTestDatabase, makeFactories, type TestDatabase } from '@voxboard/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReaders } from '../../readers.js';
import { IdempotencyService } from '../shared/idempotency.service.js';
import { UploadService } from './upload.service.js';

let test: TestDatabase;
let dataDir: string;
let uploads: UploadService;
let now = new Date('2026-06-01T00:00:00Z');

beforeAll(async () => {
  test = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'voxboard-uploads-'));
  uploads = new UploadService(test.db, createReaders(test.db), new IdempotencyService(test.db), dataDir, () => now);
  await makeFactories(test.db).project({ slug: 'demo' });
});
afterAll(async () => {
  await test.close();
  await rm(dataDir, { recursive: true, force: true });
});

it('removes uploads past their time and folders that nobody owns, and keeps what an import reads', async () => {
  const input = { projectSlug: 'demo', name: 'x', kind: 'FOLDER', fileCount: 1, totalBytes: 1 } as const;
  const [old, read] = [await uploads.create(input), await uploads.create(input)];
  now = new Date('2026-06-02T00:00:00Z');
  const young = await uploads.create(input);
  const orphan = newId();
  for (const id of [old.id, read.id, young.id, orphan]) {
    await mkdir(join(dataDir, 'uploads', id, 'incoming'), { recursive: true });
    await writeFile(join(dataDir, 'uploads', id, 'incoming', 'a'), 'x');
  }
  const { id: datasetId } = await makeFactories(test.db).dataset({ projectId: read.projectId });
  const reading = {
    id: newId(),
    projectId: read.projectId,
    datasetId,
    format: 'ravdess',
    source: 'x',
    uploadId: read.id,
  };
  await test.db.prisma.datasetImport.create({ data: reading });
  now = new Date('2026-06-03T00:00:01Z');
  expect(await uploads.removeExpired()).toBe(2);
  expect((await readdir(join(dataDir, 'uploads'))).sort()).toEqual([read.id, young.id].sort());
  expect([await uploads.byId(old.id), (await uploads.byId(read.id))?.id]).toEqual([null, read.id]);
  await test.db.prisma.datasetImport.update({ where: { id: reading.id }, data: { status: 'CANCELED' } });
  expect(await uploads.removeExpired()).toBe(1);
});

it('makes one upload for a key, and none where the disk has no room', async () => {
  const input = {
    projectSlug: 'demo',
    name: 'x',
    kind: 'ZIP',
    fileCount: 1,
    totalBytes: 10,
    idempotencyKey: 'once',
  } as const;
  expect((await uploads.create(input)).id).toBe((await uploads.create(input)).id);
  await expect(uploads.create({ ...input, totalBytes: 20 })).rejects.toMatchObject({ path: ['idempotencyKey'] });
  const free = await uploads.folders.freeBytes();
  const fits = Math.floor(free) < 200 * 2 ** 30;
  if (fits)
    await expect(uploads.create({ ...input, idempotencyKey: 'more', totalBytes: Math.floor(free) })).rejects.toThrow(
      /no room/,
    );
});
