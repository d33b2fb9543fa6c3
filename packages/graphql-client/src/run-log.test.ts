import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { VoxboardClient } from './client.js';
import { ApiUnreachableError, RejectedByApiError } from './errors.js';
import { createRunLog } from './run-log.js';

type Input = Record<string, unknown> & { clips?: number[]; idempotencyKey: string };

function fakeClient(url: string, unreachable: number) {
  const inputs: Input[] = [];
  const request = async (_: unknown, { input }: { input: Input }): Promise<unknown> => {
    inputs.push(input);
    if (inputs.length <= unreachable) throw new ApiUnreachableError(url, null);
    const total = inputs.reduce((sum, { clips }) => sum + (clips?.length ?? 0), 0);
    return {
      logParams: { __typename: 'LogParamsSuccess', run: { id: 'run', params: {} } },
      logLines: { __typename: 'InvalidInputError', code: 'INVALID_INPUT', message: 'no', path: ['lines'] },
      logPredictions: { __typename: 'LogPredictionsSuccess', total },
    };
  };
  return { client: { url, request } as unknown as VoxboardClient, inputs };
}

function runLog(client: VoxboardClient, waited: number[] = []) {
  let key = 0;
  const wait = async (ms: number) => void waited.push(ms);
  return createRunLog(client, { runId: 'run', createKey: () => `key-${++key}`, wait });
}

it('sends a call again under its key when no answer came, and gives up after four times', async () => {
  const waited: number[] = [];
  const { client, inputs } = fakeClient('http://nowhere', 2);
  await runLog(client, waited).logParams({ width: 256 });
  expect(inputs.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key-1', 'key-1', 'key-1']);
  expect(waited).toEqual([250, 1000]);
  const lost = fakeClient('http://nowhere', 99);
  await expect(runLog(lost.client).logParams({})).rejects.toThrow(ApiUnreachableError);
  expect(lost.inputs).toHaveLength(4);
});

it('passes on what the API turned down, at once', async () => {
  const { client, inputs } = fakeClient('http://nowhere', 0);
  await expect(runLog(client).logLines(['one'])).rejects.toThrow(RejectedByApiError);
  expect(inputs).toHaveLength(1);
});

it('sends any number of predictions, ten thousand a call', async () => {
  const { client, inputs } = fakeClient('http://nowhere', 0);
  const clips = Array.from({ length: 25_000 }, (_, i) => i);
  const names = clips.map(() => 'calm');
  const total = await runLog(client).logPredictions({ labels: ['calm'], clips, actual: names, predicted: names });
  expect([total, inputs.map(({ clips: sent }) => sent?.length)]).toEqual([25_000, [10_000, 10_000, 5000]]);
  expect(new Set(inputs.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
});

it('puts files where they belong, and says why one was refused', async () => {
  const seen: string[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push(`${request.method} ${request.url} ${request.headers['content-type']} ${Buffer.concat(chunks)}`);
    if (request.url?.endsWith('bad'))
      response.writeHead(400).end('{"error":"must be relative","code":"INVALID_INPUT"}');
    else response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const log = runLog(fakeClient(`http://127.0.0.1:${port}/graphql`, 0).client);
    await log.putArtifact('notes/grüße 1.txt', 'hello', 'text/plain');
    expect(seen).toEqual(['PUT /runs/run/artifacts/notes/gr%C3%BC%C3%9Fe%201.txt text/plain hello']);
    await expect(log.putArtifact('bad', 'x')).rejects.toThrow('must be relative');
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
