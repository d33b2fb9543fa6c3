import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Rng } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from './testing/api-under-test.js';
import { type BadRequest, badArtifactRequest, badMlflowRequest, badUploadRequest } from './testing/bad-requests.js';
import { databasePrint } from './testing/database-print.js';
import { type RawAnswer, rawRequest } from './testing/raw-request.js';

const CASES = 800;
const AT_ONCE = 8;
/** Nothing of the inside: stacks, statements, paths of the server, names of its parts. */
const INSIDE =
  /\bat .+:\d+:\d+|node_modules|\/work\/|\/tmp\/|\.[jt]s:\d|\b(SELECT|INSERT INTO|UPDATE) |prisma|violates|relation "/i;
/** Searches ask for everything when they say nothing. */
const READS = /\/(search|health)$/;

describe('what must be refused', () => {
  let api: ApiUnderTest;
  let runId: string;
  let launchedId: string;
  let experimentId: string;
  let uploadId: string;
  let before: Record<string, string>;
  let files: string[];

  beforeAll(async () => {
    api = await startTestApi();
    const project = await api.make.project({ slug: 'demo' });
    const experiment = await api.make.experiment({ projectId: project.id, source: 'EXTERNAL', featureSetId: null });
    runId = (await api.make.run({ experimentId: experiment.id, source: 'EXTERNAL', status: 'RUNNING' })).id;
    launchedId = (await api.make.run({ experimentId: experiment.id, source: 'LAUNCHED', status: 'RUNNING' })).id;
    experimentId = experiment.id.replaceAll('-', '');
    const { createUpload } = await api.ask<{ createUpload: { upload: { id: string } } }>(
      `mutation { createUpload(input: { projectSlug: "demo", name: "x", kind: FOLDER, fileCount: 3, totalBytes: 100 }) {
        ... on CreateUploadSuccess { upload { id } } } }`,
    );
    uploadId = createUpload.upload.id;
    before = await databasePrint(api.test.db.sql);
    files = await readdir(api.dataDir, { recursive: true });
  });
  afterAll(() => api.close());

  const send = ({ method, path, headers, body }: BadRequest) =>
    rawRequest(api.url, { method, path, headers: { ...headers }, ...(body !== null && { body }) }).catch(
      // A request that is refused before its body was sent may find the connection closed.
      (): RawAnswer => ({ status: 400, headers: {}, body: Buffer.alloc(0) }),
    );
  const sendAll = async (requests: readonly BadRequest[]) => {
    const answered = new Map<number, number>();
    for (let i = 0; i < requests.length; i += AT_ONCE) {
      const batch = requests.slice(i, i + AT_ONCE);
      const answers = await Promise.all(batch.map(send));
      for (const [at, answer] of answers.entries()) {
        const request = batch[at];
        const text = answer.body.toString();
        const complaint = `${request?.method} ${request?.path} ${JSON.stringify(request?.headers)}\n${String(request?.body).slice(0, 1000)}\ngot ${answer.status} ${text.slice(0, 1000)}\nlogged ${api.logged.at(-1)}`;
        answered.set(answer.status, (answered.get(answer.status) ?? 0) + 1);
        expect(answer.status, complaint).not.toBe(500);
        const isRead = READS.test(request?.path ?? '') || request?.method === 'OPTIONS';
        expect(answer.status, complaint).toBeGreaterThanOrEqual(isRead ? 200 : 400);
        expect(text, complaint).not.toMatch(INSIDE);
      }
    }
    return answered;
  };
  const isUnchanged = async () => {
    expect(await databasePrint(api.test.db.sql)).toEqual(before);
    expect(
      (await readdir(api.dataDir, { recursive: true })).filter((path) => !path.includes('.staging')).sort(),
    ).toEqual(files.filter((path) => !path.includes('.staging')).sort());
    expect(
      api.logged.filter((line) => line.includes('a request failed') || line.includes('could not be taken')),
    ).toEqual([]);
  };

  it(`is refused by the MLflow door and changes nothing (seed 11, ${CASES} requests)`, async () => {
    const rng = new Rng(11);
    const answered = await sendAll(
      Array.from({ length: CASES }, () => badMlflowRequest(rng, runId.replaceAll('-', ''), experimentId)),
    );
    expect(answered.get(400)).toBeGreaterThan(CASES / 2);
    await isUnchanged();
  }, 180_000);

  it(`is refused by the artifact routes and changes nothing (seed 12, ${CASES} requests)`, async () => {
    const rng = new Rng(12);
    await sendAll(Array.from({ length: CASES }, () => badArtifactRequest(rng, runId, launchedId, experimentId)));
    await isUnchanged();
  }, 180_000);

  it(`is refused by the uploads and changes nothing (seed 13, ${CASES} requests)`, async () => {
    const rng = new Rng(13);
    await sendAll(Array.from({ length: CASES }, () => badUploadRequest(rng, uploadId)));
    await isUnchanged();
  }, 180_000);

  it('is refused where it is large, deep, many or no text at all, and changes nothing', async () => {
    const json = { 'content-type': 'application/json' };
    const graphql = (body: string | Buffer): BadRequest => ({ method: 'POST', path: '/graphql', headers: json, body });
    const ask = (query: string, variables?: object) => graphql(JSON.stringify({ query, variables }));
    const mlflow = (body: string | Buffer): BadRequest => ({
      method: 'POST',
      path: '/mlflow/api/2.0/mlflow/runs/set-tag',
      headers: json,
      body,
    });
    const cursors = ['x', '', '!!!', 'WyJ4Il0', 'null', 'W10', 'WyJuZXdlc3QiLG51bGwsbnVsbF0', 'A'.repeat(9000)];
    await sendAll([
      ask('query($s: String!) { project(slug: $s) { id } }', { s: 'x'.repeat(10_000_000) }),
      mlflow(JSON.stringify({ run_id: runId, key: 'k', value: 'x'.repeat(10_000_000) })),
      mlflow(JSON.stringify({ run_id: runId, key: 'k', value: 'x'.repeat(25_000_000) })),
      graphql(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
      ask(`{ ${'project(slug: "demo") { runs { nodes { project { '.repeat(30)} id ${'} } } }'.repeat(30)} }`),
      ask(`{ ${Array.from({ length: 2000 }, (_, i) => `a${i}: projects { id }`).join(' ')} }`),
      ask(`{ projects { id ${'@include(if: true) '.repeat(2000)} } }`),
      ask(`query { ...F } fragment F on Query { ...G } fragment G on Query { ...F }`),
      graphql(`{"query":"{ projects { id } }","variables":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
      graphql(JSON.stringify(Array.from({ length: 50 }, () => ({ query: '{ projects { id } }' })))),
    ]);
    for (const after of cursors) {
      const { status, body } = await send(
        ask('query($a: String) { project(slug: "demo") { runs(after: $a) { nodes { id } } } }', { a: after }),
      );
      expect([status < 500, body.toString().includes('INTERNAL'), INSIDE.test(body.toString())], after).toEqual([
        true,
        false,
        false,
      ]);
    }
    await isUnchanged();
  }, 180_000);

  it('is refused to a token that is none, at every door', async () => {
    const authorization = [`Bearer vxb_${'0'.repeat(43)}`, `Bearer vxb_${'A'.repeat(43)}`];
    const paths = [
      '/graphql',
      '/mlflow/api/2.0/mlflow/runs/search',
      `/uploads/${uploadId}`,
      `/runs/${runId}/artifacts/a.txt`,
    ];
    for (const header of authorization) {
      for (const path of paths) {
        const method = path.startsWith('/runs') ? 'PUT' : 'POST';
        const headers = { authorization: header, 'content-type': 'application/json', 'tus-resumable': '1.0.0' };
        const { status, body } = await send({ method, path, headers, body: '{"query":"{ projects { id } }"}' });
        expect([status, INSIDE.test(body.toString())], `${path} ${header.slice(0, 20)}`).toEqual([401, false]);
      }
    }
    await isUnchanged();
  });

  it('is refused by its length, before its bytes come', async () => {
    const headers = { 'content-length': '9999999999' };
    const { status } = await send({ method: 'PUT', path: `/runs/${runId}/artifacts/big.bin`, headers, body: null });
    expect(status).toBeGreaterThanOrEqual(400);
    await isUnchanged();
  }, 60_000);

  it('leaves no file outside the data folder', async () => {
    expect(await readdir(join(api.dataDir, '..'))).not.toContain('x');
    await isUnchanged();
  });
});
