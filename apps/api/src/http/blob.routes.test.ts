import { join } from 'node:path';
import { LocalBlobStore } from '@voxboard/blob-store';
import { newId } from '@voxboard/db';
import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';
import { rawRequest } from '../testing/raw-request.js';

describe('files of the blob store', () => {
  let api: ApiUnderTest;
  let sha256: string;
  let audioUrl: string;
  let runId: string;
  const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => (i * 31) % 251));

  beforeAll(async () => {
    api = await startTestApi();
    sha256 = await new LocalBlobStore(join(api.dataDir, 'blobs')).put(bytes);
    const [clip] = makeClips(1, { sha256, path: 'Actor_01/grüße "1".wav' });
    const version = await api.make.datasetVersion({}, clip ? [clip, ...makeClips(2).slice(1)] : []);
    const data = await api.ask<{ datasetVersion: { clips: { nodes: { audioUrl: string }[] } } }>(
      'query($id: ID!) { datasetVersion(id: $id) { clips { nodes { audioUrl } } } }',
      { id: version.id },
    );
    audioUrl = `${api.url}${data.datasetVersion.clips.nodes[0]?.audioUrl}`;
    runId = (await api.make.run()).id;
  });
  afterAll(() => api.close());

  const artifact = async (path: string, mediaType: string, content: Buffer) => {
    const stored = await new LocalBlobStore(join(api.dataDir, 'blobs')).put(content);
    await api.test.db.prisma.artifact.create({
      data: { id: newId(), runId, path, sha256: stored, sizeBytes: content.length, mediaType },
    });
    const data = await api.ask<{ run: { artifacts: { path: string; url: string }[] } }>(
      'query($id: ID!) { run(id: $id) { artifacts { path url } } }',
      { id: runId },
    );
    return `${api.url}${data.run.artifacts.find((one) => one.path === path)?.url}`;
  };

  it('come whole, with their type, a safe name and their hash as tag', async () => {
    const { status, headers, body } = await rawRequest(audioUrl);
    expect(status).toBe(200);
    expect(body.equals(bytes)).toBe(true);
    expect(headers).toMatchObject({ 'content-type': 'audio/wav', 'accept-ranges': 'bytes', etag: `"${sha256}"` });
    expect(headers['content-disposition']).toBe(
      `inline; filename="gr__e _1_.wav"; filename*=UTF-8''gr%C3%BC%C3%9Fe%20%221%22.wav`,
    );
  });

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=2999990-', 2_999_990, 3_000_000],
    ['bytes=-5', 2_999_995, 3_000_000],
    ['bytes=1048570-1048590', 1_048_570, 1_048_591],
  ])('come in the range %s', async (range, start, end) => {
    const { status, headers, body } = await rawRequest(audioUrl, { headers: { range } });
    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${start}-${end - 1}/3000000`);
    expect(body.equals(bytes.subarray(start, end))).toBe(true);
  });

  it('refuse a range beyond their end and ignore what is no range', async () => {
    const beyond = await rawRequest(audioUrl, { headers: { range: 'bytes=3000000-' } });
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */3000000']);
    expect((await rawRequest(audioUrl, { headers: { range: 'lines=1-2' } })).status).toBe(200);
  });

  it('are not sent again to who has them, and a range only of the same bytes', async () => {
    expect((await rawRequest(audioUrl, { headers: { 'if-none-match': `"${sha256}"` } })).status).toBe(304);
    expect((await rawRequest(audioUrl, { headers: { range: 'bytes=0-1', 'if-range': '"other"' } })).status).toBe(200);
    expect((await rawRequest(audioUrl, { headers: { range: 'bytes=0-1', 'if-range': `"${sha256}"` } })).status).toBe(
      206,
    );
  });

  it('state their size to HEAD without sending anything', async () => {
    const { status, headers, body } = await rawRequest(audioUrl, { method: 'HEAD' });
    expect([status, headers['content-length'], body.length]).toEqual([200, '3000000', 0]);
  });

  it('are 404 when there is no such clip, and when the file has gone', async () => {
    for (const id of [newId(), 'x', '..%2f..%2fetc%2fpasswd'])
      expect((await rawRequest(`${api.url}/audio/${id}`)).status).toBe(404);
    const version = await api.make.datasetVersion();
    const clip = await api.test.db.prisma.clip.findFirstOrThrow({ where: { datasetVersionId: version.id } });
    expect((await rawRequest(`${api.url}/audio/${clip.id}`)).status).toBe(404);
  });

  it('of a run find each other by relative addresses', async () => {
    await artifact('model/weights 1.bin', 'application/octet-stream', Buffer.from('weights'));
    const url = await artifact('model/model.json', 'application/json', Buffer.from('{}'));
    expect((await rawRequest(url)).body.toString()).toBe('{}');
    expect((await rawRequest(new URL('weights%201.bin', url).href)).body.toString()).toBe('weights');
    expect((await rawRequest(new URL('other.bin', url).href)).status).toBe(404);
    expect((await rawRequest(url.replace(/\/model\/.*/, ''))).body.toString()).toBe('{}');
  });

  it('never run in the browser as a page of this server', async () => {
    const { headers } = await rawRequest(await artifact('report.html', 'text/html', Buffer.from('<script>1</script>')));
    expect(headers['content-disposition']).toMatch(/^attachment/);
    expect(headers['content-security-policy']).toContain('sandbox');
  });

  it('of no bytes are sent too', async () => {
    const { status, body } = await rawRequest(await artifact('empty', 'text/plain', Buffer.alloc(0)));
    expect([status, body.length]).toEqual([200, 0]);
  });
});
