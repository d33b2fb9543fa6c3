import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../testing/errors-of.js';

const CREATE = `mutation($input: CreateUploadInput!) { createUpload(input: $input) { ${ERROR_FIELDS}
  ... on CreateUploadSuccess { upload { id url isComplete files { key path receivedBytes } } } } }`;
const IMPORT = `mutation($input: ImportDatasetInput!) { importDataset(input: $input) { ${ERROR_FIELDS}
  ... on ImportDatasetSuccess { import { id status source } } } }`;

interface Created extends ResultOf {
  readonly upload: { readonly id: string; readonly url: string };
}

describe('resumable uploads', () => {
  let api: ApiUnderTest;
  let now = new Date('2026-06-01T00:00:00Z');
  beforeAll(async () => {
    api = await startTestApi({ now: () => now });
    await api.make.project({ slug: 'demo' });
  });
  afterAll(() => api.close());

  const create = async (input: object): Promise<Created> => {
    const defaults = { projectSlug: 'demo', name: 'mine', kind: 'FOLDER', fileCount: 2, totalBytes: 30 };
    const data = await api.ask<{ createUpload: Created }>(CREATE, { input: { ...defaults, ...input } });
    return data.createUpload;
  };
  const metadata = (values: Record<string, string>) =>
    Object.entries(values)
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',');
  const tus = (url: string, method: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(`${api.url}${url}`, {
      method,
      headers: { 'tus-resumable': '1.0.0', ...headers },
      ...(body !== undefined && { body }),
    });
  const begin = (url: string, key: string, path: string, size: number) =>
    tus(url, 'POST', { 'upload-length': String(size), 'upload-metadata': metadata({ key, path }) });
  const append = (url: string, offset: number, body: string) =>
    tus(url, 'PATCH', { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body);

  it('go on where they were interrupted, and are imported once all is there', async () => {
    const { upload } = await create({});
    const first = await begin(upload.url, 'a1', 'Actor_01/a.wav', 10);
    expect([first.status, first.headers.get('location')]).toEqual([201, `${upload.url}/a1`]);
    expect((await append(`${upload.url}/a1`, 0, '0123')).status).toBe(204);
    const asked = await tus(`${upload.url}/a1`, 'HEAD');
    expect([asked.status, asked.headers.get('upload-offset')]).toEqual([200, '4']);
    const early = await api.ask<{ importDataset: ResultOf }>(IMPORT, {
      input: { projectSlug: 'demo', name: 'corpus', uploadId: upload.id },
    });
    expect(early.importDataset).toMatchObject({ __typename: 'NotReadyError', code: 'NOT_READY' });
    expect((await append(`${upload.url}/a1`, 4, '456789')).headers.get('upload-offset')).toBe('10');
    await begin(upload.url, 'b2', 'Actor_02/b.wav', 20);
    await append(`${upload.url}/b2`, 0, 'x'.repeat(20));
    const shown = await api.ask<{ upload: unknown }>(
      'query($id: ID!) { upload(id: $id) { isComplete files { path receivedBytes } } }',
      {
        id: upload.id,
      },
    );
    expect(shown.upload).toMatchObject({ isComplete: true, files: [{ receivedBytes: 10 }, { receivedBytes: 20 }] });
    const done = await api.ask<{ importDataset: { import: { id: string } } }>(IMPORT, {
      input: { projectSlug: 'demo', name: 'corpus', uploadId: upload.id },
    });
    expect(done.importDataset).toMatchObject({ import: { status: 'QUEUED', source: 'mine' } });
    const content = join(api.dataDir, 'uploads', upload.id, 'content');
    expect((await readdir(content, { recursive: true })).sort()).toEqual([
      'Actor_01',
      'Actor_01/a.wav',
      'Actor_02',
      'Actor_02/b.wav',
    ]);
    const canceled = await api.ask<{ cancelImport: unknown }>(
      `mutation($input: CancelImportInput!) { cancelImport(input: $input) { ${ERROR_FIELDS} ... on CancelImportSuccess { import { status } } } }`,
      { input: { importId: done.importDataset.import.id } },
    );
    expect(canceled.cancelImport).toMatchObject({ import: { status: 'CANCELED' } });
  });

  it('take no more than was announced, no path that leads out, and no file twice', async () => {
    const { upload } = await create({ fileCount: 1, totalBytes: 10 });
    expect((await begin(upload.url, 'a', '../../etc/passwd', 5)).status).toBe(400);
    expect((await begin(upload.url, 'a', '/etc/passwd', 5)).status).toBe(400);
    expect((await begin(upload.url, '..', 'a.wav', 5)).status).toBe(400);
    expect((await begin(upload.url, 'a', 'a.wav', 11)).status).toBe(413);
    expect((await begin(upload.url, 'a', 'a.wav', 10)).status).toBe(201);
    expect((await begin(upload.url, 'a', 'a.wav', 10)).status).toBe(409);
    expect((await begin(upload.url, 'b', 'b.wav', 0)).status).toBe(413);
    expect((await append(`${upload.url}/a`, 0, 'x'.repeat(11))).status).toBe(413);
    expect((await append(`${upload.url}/a`, 3, 'xyz')).status).toBe(409);
    expect((await fetch(`${api.url}${upload.url}/a`)).status).toBe(400);
  });

  it('are 404 where there are none, and go when they are canceled or old', async () => {
    expect((await begin('/uploads/00000000-0000-4000-8000-000000000000', 'a', 'a.wav', 1)).status).toBe(404);
    expect((await begin('/uploads/../../etc', 'a', 'a.wav', 1)).status).toBe(404);
    const gone = (await create({})).upload;
    await begin(gone.url, 'a', 'a.wav', 1);
    await api.ask(`mutation($id: ID!) { cancelUpload(uploadId: $id) { ${ERROR_FIELDS} } }`, { id: gone.id });
    expect((await tus(`${gone.url}/a`, 'HEAD')).status).toBe(404);
    expect(await readdir(join(api.dataDir, 'uploads'))).not.toContain(gone.id);
  });

  it('are refused when they cannot be taken', async () => {
    await mkdir(join(api.dataDir, 'uploads'), { recursive: true });
    expect(await create({ kind: 'ZIP', fileCount: 2 })).toMatchObject({ code: 'INVALID_INPUT', path: ['fileCount'] });
    expect(await create({ totalBytes: 2e14 })).toMatchObject({ code: 'INVALID_INPUT', path: ['totalBytes'] });
    expect(await create({ projectSlug: 'none' })).toMatchObject({ code: 'NOT_FOUND' });
    const both = await api.ask<{ importDataset: ResultOf }>(IMPORT, {
      input: { projectSlug: 'demo', name: 'x', source: '/data', uploadId: '00000000-0000-4000-8000-000000000000' },
    });
    expect(both.importDataset).toMatchObject({ code: 'INVALID_INPUT', path: ['source'] });
    now = new Date('2026-06-10T00:00:00Z');
  });
});
