import { WorkerRepository } from '@voxboard/db';
import { type Client, createClient } from 'graphql-ws';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startApi } from '../server.js';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';
import { statementsOf } from '../testing/statements.js';

interface Series {
  readonly runId: string;
  readonly key: string;
  readonly steps: number[];
  readonly values: number[];
}
interface Delta {
  readonly seriesChanges: { appended: Series[]; replaced: Series[]; cursor: string };
}
interface RunsDelta {
  readonly runChanges: {
    runs: { id: string; notes: string }[];
    removedIds: string[];
    cursor: string;
    hasMore: boolean;
  };
}

const COLUMNS = '{ appended { runId key steps values } replaced { runId key steps values } cursor }';
const DELTA = `($ids: [ID!]!, $after: String) { seriesChanges(runIds: $ids, after: $after) ${COLUMNS} }`;
const RUNS = `($slug: String!, $after: String) { runChanges(projectSlug: $slug, after: $after) { runs { id notes } removedIds cursor hasMore } }`;
const LOG = `mutation($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }`;

describe('deltas', () => {
  let api: ApiUnderTest;
  let client: Client;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());
  const connect = (url: string) =>
    createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
  beforeEach(() => {
    client = connect(api.url);
  });
  afterEach(async () => {
    await client.dispose();
  });

  const log = (runId: string, steps: number[], key = 'loss', url = api) =>
    url.ask(LOG, { input: { runId, columns: [{ key, steps, values: steps.map((step) => step / 2) }] } });
  const poll = async (ids: string[], after: string | null = null) =>
    (await api.ask<Delta>(`query${DELTA}`, { ids, after })).seriesChanges;
  const follow = <Data>(query: string, variables: Record<string, unknown>, from = client) =>
    from.iterate<Data>({ query, variables })[Symbol.asyncIterator]();
  const next = async <Data>(
    events: AsyncIterator<{ data?: Data | null; errors?: unknown }, unknown>,
  ): Promise<NonNullable<Data>> => {
    const { value, done } = await events.next();
    if (done || !value.data) throw new Error(`no event: ${JSON.stringify(value)}`);
    return value.data;
  };

  it('give everything first and then what is new, in one statement', async () => {
    const [a, b] = [await api.make.run(), await api.make.run()];
    await log(a.id, [0, 1]);
    const first = await poll([a.id, b.id]);
    expect(first).toMatchObject({ appended: [], replaced: [{ runId: a.id, steps: [0, 1], values: [0, 0.5] }] });
    await log(a.id, [2]);
    await log(b.id, [7], 'uar');
    let second = first;
    const statements = await statementsOf(async () => {
      second = await poll([a.id, b.id], first.cursor);
    });
    // What the logging set off in the background may still be asking for other things.
    expect(statements.filter((name) => name.startsWith('read'))).toEqual(['readBlocks']);
    expect(second).toMatchObject({
      appended: [{ runId: a.id, key: 'loss', steps: [2] }],
      replaced: [{ runId: b.id, key: 'uar', steps: [7] }],
    });
    expect(await poll([a.id, b.id], second.cursor)).toEqual({ appended: [], replaced: [], cursor: second.cursor });
  });

  it('send a series anew when a step that was there is logged again or late', async () => {
    const { id } = await api.make.run();
    await log(id, [0, 2, 3]);
    const { cursor } = await poll([id]);
    await log(id, [1]);
    await log(id, [3]);
    expect(await poll([id], cursor)).toMatchObject({ appended: [], replaced: [{ steps: [0, 1, 2, 3] }] });
  });

  it('refuse what is no cursor, by request and by subscription', async () => {
    const { errors } = await api.send(`query${DELTA}`, { ids: [], after: 'x' });
    expect(errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
    const { errors: ofRuns } = await api.send(`query${RUNS}`, { slug: (await api.make.project()).slug, after: 'x' });
    expect(ofRuns?.[0]?.extensions?.code).toBe('INVALID_INPUT');
    const refused = await follow(`subscription${DELTA}`, { ids: [], after: 'x' })
      .next()
      .catch((error: unknown) => error);
    expect(JSON.stringify(refused)).toContain('INVALID_INPUT');
  });

  it('are pushed with a cursor from which another replica goes on', async () => {
    const other = await startApi({
      databaseUrl: api.test.connectionString,
      dataDir: api.dataDir,
      log: pino({ level: 'silent' }),
    });
    try {
      const { id } = await api.make.run();
      await log(id, [0]);
      const events = follow<Delta>(`subscription${DELTA}`, { ids: [id] });
      const { seriesChanges: first } = await next(events);
      expect(first.replaced).toMatchObject([{ steps: [0] }]);
      await client.dispose();
      await log(id, [1]);

      client = connect(other.url);
      const resumed = follow<Delta>(`subscription${DELTA}`, { ids: [id], after: first.cursor });
      expect((await next(resumed)).seriesChanges).toMatchObject({ appended: [{ steps: [1] }], replaced: [] });
      // Logged through the first replica, heard at the second.
      await log(id, [2]);
      expect((await next(resumed)).seriesChanges).toMatchObject({ appended: [{ steps: [2] }] });
      await resumed.return?.();
    } finally {
      await client.dispose();
      await other.stop();
    }
  });

  it('follow the runs of a project: new, changed, deleted, each once', async () => {
    const project = await api.make.project();
    const ask = async (after: string | null) =>
      (await api.ask<RunsDelta>(`query${RUNS}`, { slug: project.slug, after })).runChanges;
    const start = await ask(null);
    expect(start).toMatchObject({ runs: [], removedIds: [], hasMore: false });
    const events = follow<RunsDelta>(`subscription${RUNS}`, { slug: project.slug, after: start.cursor });
    await next(events);
    const run = await api.make.run({ projectId: project.id });
    const set = (notes: string) =>
      api.ask('mutation($i: UpdateRunInput!) { updateRun(input: $i) { __typename } }', { i: { runId: run.id, notes } });
    await set('first');
    expect((await next(events)).runChanges.runs).toEqual([{ id: run.id, notes: 'first' }]);
    await set('second');
    expect((await next(events)).runChanges.runs).toEqual([{ id: run.id, notes: 'second' }]);
    await events.return?.();
    const all = await ask(start.cursor);
    expect(all.runs).toEqual([{ id: run.id, notes: 'second' }]);
    await api.test.db.pool.query('DELETE FROM run WHERE id = $1', [run.id]);
    expect(await ask(all.cursor)).toMatchObject({ runs: [], removedIds: [run.id] });
  });

  it('show the queue and the workers at once and when they change', async () => {
    const run = await api.make.run({ source: 'EXTERNAL' });
    const { rows } = await api.test.db.pool.query<{ slug: string }>('SELECT slug FROM project WHERE id = $1', [
      run.projectId,
    ]);
    const queue = follow<{ queueChanged: object }>(
      'subscription($slug: String!) { queueChanged(projectSlug: $slug) { waitingCount trainingCount waiting { id } } }',
      { slug: rows[0]?.slug },
    );
    expect((await next(queue)).queueChanged).toEqual({ waitingCount: 0, trainingCount: 0, waiting: [] });
    await queue.return?.();
    const workers = follow<{ workersChanged: { name: string; isAlive: boolean }[] }>(
      'subscription { workersChanged { name isAlive currentRun { id } } }',
      {},
    );
    expect((await next(workers)).workersChanged).toEqual([]);
    await new WorkerRepository(api.test.db).register({ name: 'w1', host: 'h', pid: 1 }, new Date());
    expect((await next(workers)).workersChanged).toMatchObject([{ name: 'w1', isAlive: true }]);
    await workers.return?.();
  });
});
