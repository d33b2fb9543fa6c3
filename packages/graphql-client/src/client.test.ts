import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createClient, type VoxboardClient } from './client.js';
import { ApiUnreachableError, GraphQLOperationError, UnexpectedResponseError } from './errors.js';
import { type StubApi, startStubApi } from './testing/stub-api.js';

const SDL = `
  type Query { double(value: Int!): Int! broken: Int! }
  type Subscription { count(to: Int!): Int! }
`;
const Double: TypedDocumentNode<{ double: number }, { value: number }> = parse(
  'query Double($value: Int!) { double(value: $value) }',
);
const Broken: TypedDocumentNode<{ broken: number }, Record<string, never>> = parse('query Broken { broken }');
const Count: TypedDocumentNode<{ count: number }, { to: number }> = parse(
  'subscription Count($to: Int!) { count(to: $to) }',
);

let api: StubApi | null = null;
let client: VoxboardClient | null = null;

afterEach(async () => {
  await client?.close();
  await api?.[Symbol.asyncDispose]();
  api = null;
  client = null;
});

async function start(): Promise<VoxboardClient> {
  api = await startStubApi(SDL, {
    double: ({ value }: { value: number }) => value * 2,
    broken: () => {
      throw new Error('the cable is loose');
    },
    count: async function* ({ to }: { to: number }) {
      for (let count = 1; count <= to; count += 1) yield { count };
    },
  });
  client = createClient({ url: api.url, webSocketImpl: WebSocket });
  return client;
}

describe('createClient', () => {
  it('sends the variables and returns the data', async () => {
    const started = await start();
    expect(await started.request(Double, { value: 21 })).toEqual({ double: 42 });
  });

  it('throws a named error with the API’s own message when the operation fails', async () => {
    const started = await start();
    const failure = await started.request(Broken, {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(GraphQLOperationError);
    expect(String(failure)).toContain('Broken failed: the cable is loose');
  });

  it('says that nothing answers when nothing listens', async () => {
    const nowhere = createClient({ url: 'http://127.0.0.1:9/graphql' });
    await expect(nowhere.request(Double, { value: 1 })).rejects.toBeInstanceOf(ApiUnreachableError);
  });

  it('does not take a web page for a result', async () => {
    const server = createServer((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const wrong = createClient({ url: `http://127.0.0.1:${port}/` });
    const failure = await wrong.request(Double, { value: 1 }).catch((error: unknown) => error);
    await new Promise((resolve) => server.close(resolve));
    expect(failure).toBeInstanceOf(UnexpectedResponseError);
    expect(failure).toMatchObject({ status: 502 });
  });

  it('passes an abort on as an abort, not as an unreachable API', async () => {
    const started = await start();
    const failure = await started
      .request(Double, { value: 1 }, { signal: AbortSignal.abort() })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'AbortError' });
  });

  it('yields every result of a subscription and then ends', async () => {
    const started = await start();
    const counts: number[] = [];
    for await (const { count } of started.subscribe(Count, { to: 3 })) counts.push(count);
    expect(counts).toEqual([1, 2, 3]);
  });
});
