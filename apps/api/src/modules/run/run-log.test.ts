import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../../testing/errors-of.js';

describe('what scripts log besides metrics', () => {
  let api: ApiUnderTest;
  let now = new Date('2026-06-01T00:00:00Z');
  beforeAll(async () => {
    api = await startTestApi({ now: () => now });
    await api.make.project({ slug: 'demo' });
  });
  afterAll(() => api.close());

  const mutate = async (field: string, input: object, selection = ''): Promise<ResultOf & Record<string, unknown>> => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
    const data = await api.ask<Record<string, ResultOf & Record<string, unknown>>>(
      `mutation($input: ${type}Input!) { result: ${field}(input: $input) { ${ERROR_FIELDS} ... on ${type}Success { ${selection || 'run { id status }'} } } }`,
      { input },
    );
    return data.result ?? { __typename: 'nothing' };
  };
  const newRun = async (): Promise<string> => {
    const { createRun } = await api.ask<{ createRun: { run: { id: string } } }>(
      `mutation { createRun(input: { projectSlug: "demo", experiment: "mine", params: { width: 256 } }) { ... on CreateRunSuccess { run { id } } } }`,
    );
    return createRun.run.id;
  };

  it('parameters are set once, unless they may be overwritten', async () => {
    const runId = await newRun();
    const params = 'run { params }';
    expect(await mutate('logParams', { runId, params: { lr: 0.1, width: 256 } }, params)).toMatchObject({
      run: { params: { lr: 0.1, width: 256 } },
    });
    expect(await mutate('logParams', { runId, params: { width: 512, other: 1 } })).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['params', 'width'],
    });
    expect(await mutate('logParams', { runId, params: { width: 512 }, overwrite: true }, params)).toMatchObject({
      run: { params: { lr: 0.1, width: 512 } },
    });
  });

  it('lines come in order, and once for a key', async () => {
    const runId = await newRun();
    const first = { runId, lines: ['one', 'two'], idempotencyKey: `lines ${runId}` };
    await mutate('logLines', first);
    await mutate('logLines', first);
    await mutate('logLines', { runId, lines: ['three'] });
    expect(await mutate('logLines', { ...first, lines: ['else'] })).toMatchObject({ path: ['idempotencyKey'] });
    const { run } = await api.ask<{ run: { log: unknown } }>(
      'query($id: ID!) { run(id: $id) { log { number line } } }',
      {
        id: runId,
      },
    );
    expect(run.log).toEqual(['one', 'two', 'three'].map((line, i) => ({ number: i + 1, line })));
  });

  it('predictions come in batches and make the confusion matrix', async () => {
    const runId = await newRun();
    const labels = ['calm', 'happy'];
    const batch = {
      runId,
      labels,
      clips: [0, 1, 1],
      actual: ['calm', 'happy', 'happy'],
      predicted: ['calm', 'calm', 'happy'],
    };
    expect(await mutate('logPredictions', batch, 'total')).toMatchObject({ total: 2 });
    const rest = { runId, labels, clips: [2], actual: ['happy'], predicted: ['calm'], probabilities: [[0.75, 0.25]] };
    expect(await mutate('logPredictions', rest, 'total')).toMatchObject({ total: 3 });
    const { run } = await api.ask<{ run: unknown }>(
      `query($id: ID!) { run(id: $id) { confusionMatrix { labels counts }
        predictions(first: 10) { nodes { clipPosition actual predicted probabilities } } } }`,
      { id: runId },
    );
    expect(run).toMatchObject({
      confusionMatrix: {
        labels,
        counts: [
          [1, 0],
          [1, 1],
        ],
      },
      predictions: {
        nodes: [
          { clipPosition: 0, actual: 'calm', predicted: 'calm' },
          { clipPosition: 1, actual: 'happy', predicted: 'happy' },
          { clipPosition: 2, actual: 'happy', predicted: 'calm', probabilities: [0.75, 0.25] },
        ],
      },
    });
    const refusals = [
      { ...rest, labels: ['happy', 'calm'] },
      { ...rest, predicted: ['angry'] },
      { ...rest, clips: [1, 2] },
      { ...rest, probabilities: [[1]] },
      { ...rest, probabilities: [[2, 0]] },
    ];
    for (const input of refusals)
      expect(await mutate('logPredictions', input, 'total')).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('a run that has ended goes on, and one that falls silent is marked', async () => {
    const runId = await newRun();
    await mutate('finishRun', { runId, status: 'FAILED', errorMessage: 'lost' });
    expect(await mutate('reopenRun', { runId })).toMatchObject({ run: { status: 'RUNNING' } });
    const stalled = async () =>
      (await api.ask<{ run: { isStalled: boolean } }>('query($id: ID!) { run(id: $id) { isStalled } }', { id: runId }))
        .run.isStalled;
    expect(await stalled()).toBe(false);
    now = new Date(now.getTime() + 11 * 60_000);
    expect(await stalled()).toBe(true);
    await api.ask('mutation($id: ID!) { heartbeat(runId: $id) }', { id: runId });
    expect(await stalled()).toBe(false);
  });

  it('files are put, listed by folder, replaced, sent safely and removed', async () => {
    const runId = await newRun();
    const at = `${api.url}/runs/${runId}/artifacts`;
    const put = (path: string, body: string, type = 'text/html') =>
      fetch(`${at}/${path}`, { method: 'PUT', body, headers: { 'content-type': type } });
    expect(await (await put('figures/gr%C3%BC%C3%9Fe.html', '<p>one</p>')).json()).toMatchObject({
      path: 'figures/grüße.html',
      sizeBytes: 10,
      mediaType: 'text/html',
    });
    await put('figures/gr%C3%BC%C3%9Fe.html', '<p>two!</p>');
    await put('model.bin', 'bytes', 'nonsense');
    const listed = async (path: string) => (await (await fetch(`${at}?path=${path}`)).json()) as unknown;
    expect(await listed('')).toEqual({
      entries: [
        { path: 'figures', isFolder: true, sizeBytes: null },
        { path: 'model.bin', isFolder: false, sizeBytes: 5 },
      ],
    });
    expect(await listed('figures/')).toEqual({
      entries: [{ path: 'figures/grüße.html', isFolder: false, sizeBytes: 11 }],
    });
    const sent = await fetch(`${at}/figures/gr%C3%BC%C3%9Fe.html`);
    expect([await sent.text(), sent.headers.get('content-disposition')?.startsWith('attachment')]).toEqual([
      '<p>two!</p>',
      true,
    ]);
    expect((await put('figures', 'a file where a folder is')).status).toBe(400);
    expect((await put('model.bin/x', 'a folder where a file is')).status).toBe(400);
    expect((await put('a%2f..%2fb', 'x')).status).toBe(400);
    const removed = await fetch(`${at}/figures`, { method: 'DELETE' });
    expect(await removed.json()).toEqual({ removed: 1 });
    expect((await fetch(`${at}/figures/gr%C3%BC%C3%9Fe.html`)).status).toBe(404);
  });
});
