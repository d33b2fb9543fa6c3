import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';

const LOG = `mutation($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }`;
const FOLLOW = `subscription($ids: [ID!]!, $after: String) { seriesChanges(runIds: $ids, after: $after) { appended { steps } replaced { steps } cursor } }`;

interface Event {
  readonly data?: { readonly seriesChanges: { appended: { steps: number[] }[]; replaced: object[]; cursor: string } };
  readonly errors?: unknown;
}

describe('subscriptions as server-sent events', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  const open = (body: object, headers = {}) =>
    fetch(`${api.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      body: JSON.stringify(body),
    });
  const log = (runId: string, steps: number[]) =>
    api.ask(LOG, { input: { runId, columns: [{ key: 'loss', steps, values: steps }] } });

  it('come as they happen, and go on after a cursor', async () => {
    const { id } = await api.make.run();
    await log(id, [0]);
    const client = createClient({ url: `${api.url}/graphql/stream` });
    const events = client.iterate<Event['data'] & object>({ query: FOLLOW, variables: { ids: [id] } });
    const first = (await events.next()).value as Event;
    expect(first.data?.seriesChanges.replaced).toEqual([{ steps: [0] }]);
    await log(id, [1]);
    const second = (await events.next()).value as Event;
    expect(second.data?.seriesChanges.appended).toEqual([{ steps: [1] }]);
    await events.return?.(undefined);
    await log(id, [2]);
    const variables = { ids: [id], after: second.data?.seriesChanges.cursor };
    const resumed = client.iterate<Event['data'] & object>({ query: FOLLOW, variables });
    expect(((await resumed.next()).value as Event).data?.seriesChanges.appended).toEqual([{ steps: [2] }]);
    await resumed.return?.(undefined);
    client.dispose();
  });

  it.each([
    ['a query', { query: '{ __typename }' }, 'BAD_REQUEST'],
    [
      'a mutation',
      { query: 'mutation { createProject(input: {slug: "x", name: "x"}) { __typename } }' },
      'BAD_REQUEST',
    ],
    ['what is no operation', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
    ['a field there is not', { query: 'subscription { nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a bad cursor', { query: FOLLOW, variables: { ids: [], after: 'x' } }, 'INVALID_INPUT'],
  ])('refuse %s with the reason, and end', async (_, body, code) => {
    const text = await (await open(body)).text();
    expect(text).toContain(code);
    expect(text).toContain('event: complete');
  });

  it('are no way around the checks of other sites and of bodies', async () => {
    expect((await open({ query: FOLLOW }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await open({ query: 7 })).status).toBe(400);
    expect((await open({})).status).toBe(400);
    const plain = await fetch(`${api.url}/graphql/stream`);
    expect(plain.status).toBe(404);
  });
});
