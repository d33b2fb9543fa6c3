import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encodeWav16 } from '@voxboard/audio-dsp';
import { Rng } from '@voxboard/domain';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from './testing/api-under-test.js';
import { ERROR_FIELDS } from './testing/errors-of.js';

/** The compiled worker, as `npm start` runs it. */
const WORKER = fileURLToPath(new URL('../../worker/dist/index.js', import.meta.url));
const TUS = { 'tus-resumable': '1.0.0' };

interface Shown {
  readonly status: string;
  readonly error: string | null;
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly version: { readonly clipCount: number } | null;
}

describe('a zip that is uploaded', { timeout: 60_000 }, () => {
  let api: ApiUnderTest;
  let worker: ChildProcess;

  beforeAll(async () => {
    api = await startTestApi();
    await api.make.project({ slug: 'demo' });
    worker = spawn(process.execPath, [WORKER], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {
        DATABASE_URL: api.test.connectionString,
        VOXBOARD_DATA_DIR: api.dataDir,
        VOXBOARD_SUPERVISED: '1',
        VOXBOARD_LOG_LEVEL: 'silent',
      },
    });
    if (!worker.stdout) throw new Error('the worker has no output');
    await once(createInterface({ input: worker.stdout }), 'line');
  });
  afterAll(async () => {
    const ended = once(worker, 'close');
    worker.kill('SIGTERM');
    await ended;
    await api.close();
  });

  const rng = new Rng(8);
  const wav = () =>
    encodeWav16(
      Float32Array.from({ length: 8000 }, () => 0.3 * rng.between(-1, 1)),
      8000,
    );
  const clip = (actor: number, emotion: number) => `03-01-0${emotion}-01-01-01-0${actor}.wav`;

  const begin = async (name: string, bytes: Uint8Array) => {
    const { createUpload } = await api.ask<{ createUpload: { upload: { id: string; url: string } } }>(
      `mutation($input: CreateUploadInput!) { createUpload(input: $input) { ${ERROR_FIELDS} ... on CreateUploadSuccess { upload { id url } } } }`,
      { input: { projectSlug: 'demo', name, kind: 'ZIP', fileCount: 1, totalBytes: bytes.length } },
    );
    const { id, url } = createUpload.upload;
    const metadata = `key ${Buffer.from('a').toString('base64')},path ${Buffer.from(name).toString('base64')}`;
    const headers = { ...TUS, 'upload-length': String(bytes.length), 'upload-metadata': metadata };
    expect((await fetch(api.url + url, { method: 'POST', headers })).status).toBe(201);
    return { id, address: `${api.url}${url}/a` };
  };
  const patchFrom = (offset: number) => ({
    ...TUS,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  });
  const offsetOf = async (address: string) =>
    Number((await fetch(address, { method: 'HEAD', headers: TUS })).headers.get('upload-offset'));
  const upload = async (name: string, bytes: Uint8Array) => {
    const { id, address } = await begin(name, bytes);
    expect((await fetch(address, { method: 'PATCH', headers: patchFrom(0), body: Buffer.from(bytes) })).status).toBe(
      204,
    );
    return id;
  };
  /** Imports it and waits for the worker. */
  const imported = async (name: string, uploadId: string): Promise<Shown> => {
    const { importDataset } = await api.ask<{ importDataset: { import: { id: string } } }>(
      `mutation($input: ImportDatasetInput!) { importDataset(input: $input) { ${ERROR_FIELDS} ... on ImportDatasetSuccess { import { id } } } }`,
      { input: { projectSlug: 'demo', name, uploadId } },
    );
    const { id } = importDataset.import;
    const show = async () =>
      (
        await api.ask<{ datasetImport: Shown }>(
          'query($id: ID!) { datasetImport(id: $id) { status error skipped { path reason } version { clipCount } } }',
          { id },
        )
      ).datasetImport;
    await expect.poll(async () => (await show()).status, { timeout: 40_000 }).toMatch(/READY|FAILED/);
    return show();
  };

  it('in two pieces, the line broken between them, is imported by the worker and then removed', async () => {
    const files = Object.fromEntries([1, 2, 3].flatMap((n) => [[`Actor_0${n}/${clip(n, n)}`, wav()]]));
    const bytes = Buffer.from(zipSync(files));
    const { id, address } = await begin('good.zip', bytes);
    const sent = request(address, {
      method: 'PATCH',
      headers: { ...patchFrom(0), 'content-length': String(bytes.length) },
    });
    const broken = new Promise<void>((resolve) => sent.once('close', resolve));
    sent.on('error', () => undefined);
    sent.write(bytes.subarray(0, bytes.length / 2), () => sent.destroy());
    await broken;
    await expect.poll(() => offsetOf(address), { timeout: 20_000 }).toBeGreaterThan(0);
    // A server that has not noticed yet holds the file: what it has then is where it goes on.
    const resume = async () => {
      const offset = await offsetOf(address);
      const rest = bytes.subarray(offset);
      return (await fetch(address, { method: 'PATCH', headers: patchFrom(offset), body: rest })).status;
    };
    await expect.poll(resume, { timeout: 20_000 }).toBe(204);
    expect(await imported('good', id)).toMatchObject({ status: 'READY', error: null, version: { clipCount: 3 } });
    expect(await readdir(join(api.dataDir, 'uploads'))).not.toContain(id);
  });

  it('is refused with the reason when it is none, or cut off', async () => {
    const garbage = Uint8Array.from({ length: 50_000 }, () => rng.below(256));
    const cut = zipSync({ [`Actor_01/${clip(1, 1)}`]: wav() }).subarray(0, 9000);
    for (const [name, bytes] of [['garbage', garbage] as const, ['cut', cut] as const]) {
      const shown = await imported(name, await upload(`${name}.zip`, bytes));
      expect(shown, name).toMatchObject({ status: 'FAILED', version: null });
      expect(shown.error, name).toMatch(/zip/i);
      expect(shown.error, name).not.toContain(api.dataDir);
    }
  });

  it('writes nothing outside, whatever its entries are called', async () => {
    const tricks = [
      '../../../evil.wav',
      '/tmp/evil.wav',
      'Actor_01/../../evil.wav',
      '..\\..\\evil.wav',
      'C:\\evil.wav',
    ];
    const before = await readdir(join(api.dataDir, '..'));
    const files = Object.fromEntries([`Actor_01/${clip(1, 1)}`, ...tricks].map((path) => [path, wav()]));
    const shown = await imported('tricks', await upload('tricks.zip', zipSync(files)));
    expect(shown).toMatchObject({ status: 'READY', version: { clipCount: 1 } });
    const named = tricks.map((path) => path.replaceAll('\\', '/'));
    expect(shown.skipped.map(({ path }) => path).sort()).toEqual(named.sort());
    expect((await readdir(join(api.dataDir, '..'))).filter((name) => name.includes('evil'))).toEqual([]);
    expect((await readdir(api.dataDir, { recursive: true })).filter((name) => name.includes('evil'))).toEqual([]);
    expect(before).toEqual(expect.not.arrayContaining(['evil.wav']));
  });
});
