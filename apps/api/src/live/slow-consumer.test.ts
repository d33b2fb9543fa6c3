import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';

interface Delta {
  readonly appended: readonly { readonly steps: readonly number[] }[];
  readonly cursor: string;
}
interface Message {
  readonly type: string;
  readonly payload?: { readonly data?: { readonly seriesChanges: Delta } };
}

const LOG = 'mutation($input: LogMetricsInput!) { logMetrics(input: $input) { ... on LogMetricsSuccess { stored } } }';
const POINTS = 20_000;
/** One event of some ten megabytes: more than the kernel keeps for a client that does not read. */
const COPIES = Array.from({ length: 12 }, (_, i) => `copy${i}: replaced { steps values timestampsMs }`).join(' ');
const FOLLOW = `subscription($ids: [ID!]!, $after: String) { seriesChanges(runIds: $ids, after: $after, resolution: 100000) {
  appended { steps } ${COPIES} cursor } }`;

describe('a subscriber that does not take its events', () => {
  let api: ApiUnderTest;
  let runId: string;
  let nextStep = 0;

  const log = (count: number) => {
    const steps = Int32Array.from({ length: count }, (_, i) => nextStep + i);
    nextStep += count;
    const base64 = (numbers: Int32Array | Float64Array) => Buffer.from(numbers.buffer).toString('base64');
    const column = { key: 'loss', steps: base64(steps), values: base64(Float64Array.from(steps, Math.sin)) };
    return api.ask(LOG, { input: { runId, packedColumns: [column] } });
  };
  const dropped = () =>
    expect.poll(() => api.logged.filter((line) => line.includes('did not take')).length, { timeout: 30_000 });

  beforeAll(async () => {
    api = await startTestApi({ guards: { slowConsumerMs: 300 } });
    runId = (await api.make.run()).id;
    for (let i = 0; i < POINTS / 10_000; i++) await log(10_000);
  });
  afterAll(() => api.close());
  beforeEach(() => {
    (api.logged as string[]).length = 0;
  });

  const socket = async () => {
    const client = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(client, 'open');
    client.send(JSON.stringify({ type: 'connection_init' }));
    await once(client, 'message');
    return client;
  };
  const subscribe = (client: WebSocket, after: string | null) =>
    client.send(
      JSON.stringify({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables: { ids: [runId], after } } }),
    );
  const deltaOf = (text: string) => {
    const delta = (JSON.parse(text) as Message).payload?.data?.seriesChanges;
    if (!delta) throw new Error(`no event: ${text.slice(0, 500)}`);
    return delta;
  };

  it('on a socket is dropped with the reason, and goes on after the cursor it got', async () => {
    const slow = await socket();
    const first = once(slow, 'message');
    const closed = once(slow, 'close');
    subscribe(slow, null);
    slow.pause();
    await dropped().toBe(1);
    slow.resume();
    const { cursor } = deltaOf(String((await first)[0]));
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([4413, expect.stringContaining('after the last cursor')]);

    const missed = nextStep;
    await log(1);
    const again = await socket();
    const next = once(again, 'message');
    subscribe(again, cursor);
    expect(deltaOf(String((await next)[0])).appended).toEqual([{ steps: [missed] }]);
    again.terminate();
  });

  const stream = (after: string | null) => {
    const sent = request(`${api.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    });
    sent.end(JSON.stringify({ query: FOLLOW, variables: { ids: [runId], after } }));
    return once(sent, 'response').then(([response]) => response as IncomingMessage);
  };
  const eventsOf = (text: string) =>
    text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice('data: '.length)] : []));

  it('of an event stream is dropped with the reason, and goes on after the cursor it got', async () => {
    const slow = await stream(null);
    const missed = nextStep;
    await log(1);
    await dropped().toBe(1);
    let text = '';
    for await (const chunk of slow) text += String(chunk);
    const [first = '', last = ''] = eventsOf(text);
    expect(JSON.parse(last)).toMatchObject({ errors: [{ extensions: { code: 'SLOW_CONSUMER' } }] });
    expect(text).toContain('event: complete');

    const { cursor } = (JSON.parse(first) as NonNullable<Message['payload']>).data?.seriesChanges ?? {};
    const again = await stream(cursor ?? '');
    again.setEncoding('utf8');
    let received = '';
    for await (const chunk of again) {
      received += chunk;
      if (received.includes('cursor')) break;
    }
    expect(received).toContain(`"appended":[{"steps":[${missed}]}]`);
  });
});
