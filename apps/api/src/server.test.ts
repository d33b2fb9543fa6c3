import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, startTestApi } from './testing/api-under-test.js';
import { rawRequest } from './testing/raw-request.js';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the server', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  const post = (body: string, headers: Record<string, string> = JSON_TYPE) =>
    rawRequest(`${api.url}/graphql`, { method: 'POST', headers, body });
  const codeOf = (body: Buffer) => JSON.parse(body.toString()).errors[0].extensions.code;

  it('says that it lives and that it is ready', async () => {
    expect((await rawRequest(`${api.url}/healthz`)).status).toBe(200);
    expect(JSON.parse((await rawRequest(`${api.url}/readyz`)).body.toString())).toEqual({ status: 'ready' });
  });

  it('serves the query editor to browsers, with everything in the page', async () => {
    for (const path of ['/graphql', '/graphiql', '/graphql?query=%7Bprojects%7Bid%7D%7D']) {
      const { status, headers, body } = await rawRequest(`${api.url}${path}`, {
        headers: { accept: 'text/html,*/*;q=0.8' },
      });
      expect(status).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(body.toString()).not.toMatch(/<(script|link)[^>]+(src|href)="(https?:)?\/\//);
    }
  });

  it('answers queries by GET to scripts that say so, and never mutations', async () => {
    const get = (query: string, headers: Record<string, string>) =>
      rawRequest(`${api.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
    const script = { 'apollo-require-preflight': '1', accept: 'application/json' };
    expect(JSON.parse((await get('{ projects { id } }', script)).body.toString()).data).toEqual({ projects: [] });
    expect((await get('{ projects { id } }', { accept: 'application/json' })).status).toBe(400);
    expect((await get('mutation { heartbeat(runId: "1") }', script)).status).toBe(405);
  });

  it('refuses forms and batches', async () => {
    const query = JSON.stringify({ query: '{ projects { id } }' });
    expect((await post(query, { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await post(`[${query},${query}]`)).status).toBe(400);
  });

  it.each(['evil.example', 'evil.example:4000', '10.0.0.1'])(
    'refuses the host name %j, by which a page could reach it',
    async (host) => {
      const { status } = await rawRequest(`${api.url}/healthz`, { headers: { host } });
      expect(status).toBeGreaterThanOrEqual(400);
    },
  );

  it('refuses pages of other sites and lets those of the loopback in', async () => {
    const status = async (origin: string) =>
      (await post('{"query":"{ projects { id } }"}', { ...JSON_TYPE, origin })).status;
    expect(await status('https://evil.example')).toBe(403);
    expect(await status('null')).toBe(403);
    expect(await status('http://127.0.0.1:3000')).toBe(200);
    expect(await status('http://localhost:3000')).toBe(200);
  });

  it('answers bodies that are no requests with 400, however broken', async () => {
    for (const body of [
      '',
      '{',
      'null',
      '"x"',
      '[]',
      '{}',
      '{"query": 3}',
      '{"query": ""}',
      '{"query":"{ a"}',
      '{"query":"{ nothing }"}',
      '{"query":"{ projects { id } }","variables":3}',
    ]) {
      expect((await post(body)).status, body).toBe(400);
    }
  });

  it('refuses a body that is too large', async () => {
    expect((await post(JSON.stringify({ query: 'x'.repeat(5_000_000) }))).status).toBe(413);
  });

  it('refuses operations beyond the limits, before it runs them', async () => {
    const query = '{ projects { runs(first: 1000) { nodes { predictions(first: 1000) { nodes { actual } } } } } }';
    const { status, body } = await post(JSON.stringify({ query }));
    expect([status, codeOf(body)]).toEqual([400, 'QUERY_TOO_LARGE']);
    const long = await post(JSON.stringify({ query: `{ ${'projects { id } '.repeat(2000)} }` }));
    expect([long.status, codeOf(long.body)]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  });

  it('refuses text that the database cannot hold, in variables and in documents', async () => {
    const variables = await post(
      JSON.stringify({ query: 'query($s: String!) { project(slug: $s) { id } }', variables: { s: 'a\0b' } }),
    );
    expect([variables.status, codeOf(variables.body)]).toEqual([400, 'BAD_USER_INPUT']);
    const half = await post(
      JSON.stringify({ query: 'query($s: String!) { project(slug: $s) { id } }', variables: { s: 'a\ud800b' } }),
    );
    expect([half.status, codeOf(half.body)]).toEqual([400, 'BAD_USER_INPUT']);
    const literal = await post(JSON.stringify({ query: '{ project(slug: "a\\u0000b") { id } }' }));
    expect([literal.status, codeOf(literal.body)]).toEqual([400, 'BAD_USER_INPUT']);
    let nested: unknown = 1;
    for (let i = 0; i < 1000; i++) nested = [nested];
    const deep = await post(
      JSON.stringify({
        query: 'mutation($r: JSON) { computeFeatureSet(input: {datasetVersionId: "x", recipe: $r}) { __typename } }',
        variables: { r: nested },
      }),
    );
    expect([deep.status, codeOf(deep.body)]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('tells nothing of the inside when something breaks, but an id under which it is logged', async () => {
    const { default: pg } = await import('pg');
    const query = vi.spyOn(pg.Client.prototype, 'query').mockImplementationOnce(() => {
      throw new Error('secret address 10.1.2.3');
    });
    const { data, errors } = await api.send('{ projects { id } }');
    query.mockRestore();
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions?.code).toBe('INTERNAL');
    expect(JSON.stringify(errors)).not.toMatch(/secret|stack|node_modules/);
    const errorId = String(errors?.[0]?.extensions?.errorId);
    expect(api.logged.some((line) => line.includes(errorId) && line.includes('secret address'))).toBe(true);
  });

  it('does not give away what software it is, and lets nobody frame it', async () => {
    const { headers } = await post('{"query":"{ projects { id } }"}');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('says 404 where there is nothing', async () => {
    expect((await rawRequest(`${api.url}/nothing`)).status).toBe(404);
    expect((await rawRequest(api.url, { path: '//%' })).status).toBeGreaterThanOrEqual(400);
  });
});
