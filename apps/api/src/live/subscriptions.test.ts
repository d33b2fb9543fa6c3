import { DatasetRepository, newId, RunResultRepository } from '@voxboard/db';
import { type Client, createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';

interface SeriesEvent {
  readonly metricsAppended: {
    readonly runId: string;
    readonly key: string;
    readonly steps: number[];
    readonly values: (number | string)[];
    readonly lastStep: number;
  }[];
}

const LOG = `mutation($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }`;
const METRICS = `subscription($runIds: [ID!]!, $keys: [String!], $sinceStep: Int) { metricsAppended(runIds: $runIds, keys: $keys, sinceStep: $sinceStep) { runId key steps values lastStep } }`;

describe('subscriptions', () => {
  let api: ApiUnderTest;
  let client: Client;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());
  beforeEach(() => {
    client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
  });
  afterEach(async () => {
    await client.dispose();
  });

  const subscribe = <Data>(query: string, variables: Record<string, unknown>) =>
    client.iterate<Data>({ query, variables })[Symbol.asyncIterator]();
  const next = async <Data>(
    events: AsyncIterator<{ data?: Data | null; errors?: unknown }, unknown>,
  ): Promise<NonNullable<Data>> => {
    const { value, done } = await events.next();
    if (done || !value.data) throw new Error(`no event: ${JSON.stringify(value)}`);
    return value.data;
  };
  const log = (runId: string, steps: number[], key = 'loss') =>
    api.ask(LOG, { input: { runId, columns: [{ key, steps, values: steps.map((step) => step / 2) }] } });
  /** A subscription says nothing until something happens after it is there: so make it happen until it speaks. */
  const untilHeard = async <Data>(heard: Promise<Data>, act: () => Promise<unknown>): Promise<Data> => {
    let isHeard = false;
    const marked = heard.finally(() => {
      isHeard = true;
    });
    while (!isHeard) await act();
    return marked;
  };

  it('send the new points of a run and nothing twice', async () => {
    const { id } = await api.make.run();
    await log(id, [0, 1, 2]);
    const events = subscribe<SeriesEvent>(METRICS, { runIds: [id], sinceStep: 0 });
    expect((await next(events)).metricsAppended).toEqual([
      { runId: id, key: 'loss', steps: [1, 2], values: [0.5, 1], lastStep: 2 },
    ]);
    await log(id, [3]);
    expect((await next(events)).metricsAppended).toMatchObject([{ steps: [3] }]);
    await log(id, [4, 5]);
    await log(id, [0], 'late key');
    const seen = [...(await next(events)).metricsAppended];
    while (seen.length < 2) seen.push(...(await next(events)).metricsAppended);
    const stepsOf = (key: string) => seen.flatMap((series) => (series.key === key ? series.steps : []));
    expect([stepsOf('loss'), stepsOf('late key')]).toEqual([[4, 5], [0]]);
    await events.return?.();
  });

  it('send only what comes from now on when no step is named, of the metrics asked for', async () => {
    const { id } = await api.make.run();
    await log(id, [0, 1]);
    const events = subscribe<SeriesEvent>(METRICS, { runIds: [id], keys: ['loss'] });
    let step = 2;
    const heard = await untilHeard(next(events), async () => {
      await log(id, [step], 'other');
      await log(id, [step++]);
    });
    expect(heard.metricsAppended).toHaveLength(1);
    expect(heard.metricsAppended[0]).toMatchObject({ key: 'loss' });
    expect(heard.metricsAppended[0]?.steps.every((seen) => seen >= 2)).toBe(true);
    await events.return?.();
  });

  it('go on where a lost connection left them', async () => {
    const { id } = await api.make.run();
    await log(id, [0]);
    const before = subscribe<SeriesEvent>(METRICS, { runIds: [id], sinceStep: -1 });
    expect((await next(before)).metricsAppended[0]?.lastStep).toBe(0);
    await client.dispose();
    await log(id, [1, 2]);
    client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const after = subscribe<SeriesEvent>(METRICS, { runIds: [id], sinceStep: 0 });
    expect((await next(after)).metricsAppended[0]?.steps).toEqual([1, 2]);
    await after.return?.();
  });

  it('put many writes into few events', async () => {
    const { id } = await api.make.run();
    const events = subscribe<SeriesEvent>(METRICS, { runIds: [id], sinceStep: -1 });
    const steps: number[] = [];
    let eventCount = 0;
    const all = (async () => {
      while (steps.length < 40) {
        steps.push(...(await next(events)).metricsAppended.flatMap((series) => series.steps));
        eventCount++;
      }
    })();
    const begun = performance.now();
    for (let step = 0; step < 40; step++) await log(id, [step]);
    await all;
    const elapsedMs = performance.now() - begun;
    expect(steps).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(eventCount).toBeLessThanOrEqual(2 + elapsedMs / 100);
    await events.return?.();
  });

  it('send a run as it is after each change, with all its fields fresh', async () => {
    const project = await api.make.project({ slug: 'live' });
    const run = await api.make.run({ projectId: project.id });
    const other = await api.make.run({ projectId: project.id });
    const events = subscribe<{
      runChanged: { id: string; status: string; notes: string; experiment: { runCounts: { running: number } } };
    }>(
      'subscription($ids: [ID!]) { runChanged(projectSlug: "live", runIds: $ids) { id status notes experiment { runCounts { running } } } }',
      { ids: [run.id] },
    );
    const write = (runId: string, notes: string) =>
      api.ask('mutation($i: UpdateRunInput!) { updateRun(input: $i) { __typename } }', { i: { runId, notes } });
    const heard = await untilHeard(next(events), async () => {
      await write(other.id, 'not asked for');
      await write(run.id, 'hello');
    });
    expect(heard.runChanged).toMatchObject({
      id: run.id,
      notes: 'hello',
      experiment: { runCounts: { running: 1 } },
    });
    await api.ask('mutation($i: FinishRunInput!) { finishRun(input: $i) { __typename } }', {
      i: { runId: run.id, status: 'FINISHED' },
    });
    let { runChanged } = await next(events);
    while (runChanged.status === 'RUNNING') ({ runChanged } = await next(events));
    expect(runChanged).toMatchObject({ status: 'FINISHED', experiment: { runCounts: { running: 0 } } });
    await events.return?.();
  });

  it('send the log from a line on and then as it grows', async () => {
    const { id } = await api.make.run();
    const results = new RunResultRepository(api.test.db);
    const write = (...lines: string[]) =>
      results.appendLog(
        id,
        lines.map((line) => ({ line, loggedAt: new Date() })),
      );
    await write('one', 'two');
    const events = subscribe<{ runLogAppended: { number: number; line: string }[] }>(
      'subscription($id: ID!) { runLogAppended(runId: $id, afterNumber: 1) { number line } }',
      { id },
    );
    expect((await next(events)).runLogAppended).toEqual([{ number: 2, line: 'two' }]);
    await write('three');
    expect((await next(events)).runLogAppended).toEqual([{ number: 3, line: 'three' }]);
    await events.return?.();
  });

  it('follow an import and a feature set to their end and then complete', async () => {
    const dataset = await api.make.dataset();
    const datasets = new DatasetRepository(api.test.db);
    const row = await datasets.createImport(dataset.projectId, dataset.id, 'ravdess', '/x');
    const progress = subscribe<{ importProgressed: { status: string; filesDone: number } }>(
      'subscription($id: ID!) { importProgressed(importId: $id) { status filesDone } }',
      { id: row.id },
    );
    expect(await next(progress)).toEqual({ importProgressed: { status: 'QUEUED', filesDone: 0 } });
    await datasets.startImport(row.id, new Date());
    await datasets.failImport(row.id, 'no such folder', null, new Date());
    let last = await next(progress);
    if (last.importProgressed.status !== 'FAILED') last = await next(progress);
    expect(last.importProgressed.status).toBe('FAILED');
    expect((await progress.next()).done).toBe(true);

    const featureSet = await api.make.featureSet();
    const ready = subscribe<{ featureSetProgressed: { status: string } }>(
      'subscription($id: ID!) { featureSetProgressed(featureSetId: $id) { status } }',
      { id: featureSet.id },
    );
    expect(await next(ready)).toEqual({ featureSetProgressed: { status: 'READY' } });
    expect((await ready.next()).done).toBe(true);
  });

  it('are refused with a reason for what does not exist, and for what is no operation', async () => {
    const refusal = async (query: string, variables: Record<string, unknown> = {}) => {
      try {
        const { value } = await subscribe(query, variables).next();
        return JSON.stringify(value?.errors);
      } catch (error) {
        return JSON.stringify(error);
      }
    };
    expect(
      await refusal('subscription($id: ID!) { runLogAppended(runId: $id) { number } }', { id: newId() }),
    ).toContain('NOT_FOUND');
    expect(await refusal('subscription { runChanged(projectSlug: "nowhere") { id } }')).toContain('NOT_FOUND');
    expect(await refusal('subscription { nothing }')).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(await refusal('subscription {')).toContain('GRAPHQL_PARSE_FAILED');
    expect(
      await refusal('{ projects { runs(first: 1000) { nodes { predictions(first: 1000) { nodes { actual } } } } } }'),
    ).toContain('QUERY_TOO_LARGE');
    expect(await refusal('query($s: String!) { project(slug: $s) { id } }', { s: 'a\0' })).toContain('BAD_USER_INPUT');
  });

  it('cannot be opened by a page of another site', async () => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      origin: 'https://evil.example',
    });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('opened'));
      socket.on('error', () => undefined);
    });
    expect(status).toBe(403);
    socket.terminate();
  });

  it('give back everything when they end', async () => {
    const { id } = await api.make.run();
    const events = subscribe<SeriesEvent>(METRICS, { runIds: [id], sinceStep: -1 });
    await log(id, [0]);
    await next(events);
    await events.return?.();
    await log(id, [1]);
    expect(api.logged).toEqual([]);
  });
});
