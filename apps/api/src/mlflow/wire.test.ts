import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';

/** Requests as the Python client of MLflow 3.17.2 sends them, and what it reads in the answers. */
describe('the MLflow door on the wire', () => {
  let api: ApiUnderTest;
  let experimentId: string;
  beforeAll(async () => {
    api = await startTestApi();
    await api.make.project({ slug: 'demo' });
    experimentId = String((await post('experiments/create', { name: 'speech-emotion' })).body.experiment_id);
  });
  afterAll(() => api.close());

  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${api.url}/mlflow/api/2.0/mlflow/${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'user-agent': 'mlflow-python-client/3.17.2' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: Record<string, unknown> = JSON.parse(await response.text());
    return { status: response.status, body: answer };
  };
  const post = (path: string, body: object) => call('POST', path, body);
  const get = (path: string) => call('GET', path);
  const newRun = async (name: string): Promise<string> => {
    const tags = [
      { key: 'mlflow.user', value: 'root' },
      { key: 'mlflow.source.type', value: 'LOCAL' },
      { key: 'mlflow.runName', value: name },
    ];
    const made = await post('runs/create', {
      experiment_id: experimentId,
      user_id: 'root',
      run_name: name,
      start_time: 1_795_401_662_840,
      tags,
    });
    const run = made.body.run as { info: { run_id: string } };
    expect(run).toMatchObject({
      info: {
        run_name: name,
        status: 'RUNNING',
        start_time: 1_795_401_662_840,
        lifecycle_stage: 'active',
        user_id: 'root',
      },
      data: { tags: expect.arrayContaining(tags) },
    });
    return run.info.run_id;
  };

  it('says that it is there', async () => {
    expect(await (await fetch(`${api.url}/mlflow/health`)).text()).toBe('OK');
    expect(await (await fetch(`${api.url}/mlflow/version`)).text()).toMatch(/^\d+\.\d+\.\d+$/);
    const info = await fetch(`${api.url}/mlflow/api/3.0/mlflow/server-info`);
    expect(await info.json()).toMatchObject({ workspaces_enabled: false });
  });

  it('gives errors the form that the client raises them in', async () => {
    expect(await get('experiments/get-by-name?experiment_name=none')).toEqual({
      status: 404,
      body: { error_code: 'RESOURCE_DOES_NOT_EXIST', message: "Could not find experiment with name 'none'" },
    });
    expect(await post('experiments/create', { name: 'speech-emotion' })).toMatchObject({
      status: 400,
      body: { error_code: 'RESOURCE_ALREADY_EXISTS' },
    });
    expect(await get(`runs/get?run_id=${'0'.repeat(32)}`)).toMatchObject({
      status: 404,
      body: { error_code: 'RESOURCE_DOES_NOT_EXIST' },
    });
    expect(await post('runs/search', { filter: 'metrics.x ~ 1' })).toMatchObject({
      status: 400,
      body: { error_code: 'INVALID_PARAMETER_VALUE', message: expect.stringContaining('character 11') },
    });
    expect(await post('registered-models/create', { name: 'x' })).toMatchObject({
      status: 404,
      body: { error_code: 'ENDPOINT_NOT_FOUND' },
    });
  });

  it('keeps experiments of projects apart by their name, and knows "0" before anybody logged to it', async () => {
    const { body } = await post('experiments/create', { name: 'demo/of a project' });
    const { project } = await api.ask<{ project: unknown }>(
      '{ project(slug: "demo") { experiments(first: 5) { nodes { name } } } }',
    );
    expect(project).toMatchObject({ experiments: { nodes: [{ name: 'of a project' }] } });
    expect(await get('experiments/get-by-name?experiment_name=demo/of%20a%20project')).toMatchObject({
      body: { experiment: { experiment_id: body.experiment_id, name: 'demo/of a project' } },
    });
    expect(await get('experiments/get?experiment_id=0')).toMatchObject({ body: { experiment: { name: 'Default' } } });
    const made = await post('runs/create', { experiment_id: '0', start_time: '1795401662840' });
    expect(made.body).toMatchObject({ run: { info: { experiment_id: '0' } } });
  });

  it('takes a batch whole or not at all, as far as params and limits go', async () => {
    const runId = await newRun('batch');
    const metrics = [
      { key: 'val_loss', value: 0.5, timestamp: 1000, step: 2 },
      { key: 'val_loss', value: 'NaN', timestamp: 1001, step: 0 },
      { key: 'val_loss', value: '-Infinity', timestamp: '1002', step: '1' },
      { key: 'training_accuracy_score', value: 1, timestamp: 1003 },
    ];
    expect(
      await post('runs/log-batch', { run_id: runId, metrics, params: [{ key: 'a', value: '1' }], tags: [] }),
    ).toEqual({ status: 200, body: {} });
    expect(
      await get(`metrics/get-history?run_uuid=${runId}&run_id=${runId}&metric_key=val_loss&max_results=2`),
    ).toEqual({
      status: 200,
      body: {
        metrics: [
          { key: 'val_loss', value: 'NaN', timestamp: 1001, step: 0 },
          { key: 'val_loss', value: '-Infinity', timestamp: 1002, step: 1 },
        ],
        next_page_token: '1',
      },
    });
    expect(await get(`metrics/get-history?run_id=${runId}&metric_key=val_loss&page_token=1`)).toMatchObject({
      body: { metrics: [{ step: 2, value: 0.5 }] },
    });
    const refused = {
      run_id: runId,
      metrics: [{ key: 'late', value: 1, timestamp: 1, step: 0 }],
      params: [{ key: 'a', value: '2' }],
    };
    expect(await post('runs/log-batch', refused)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("value='1'") },
    });
    expect(await get(`metrics/get-history?run_id=${runId}&metric_key=late`)).toMatchObject({ body: { metrics: [] } });
    const many = Array.from({ length: 1001 }, (_, step) => ({ key: 'm', value: 1, timestamp: 1, step }));
    expect(await post('runs/log-batch', { run_id: runId, metrics: many })).toMatchObject({ status: 400 });
    expect(
      await get(
        `metrics/get-history-bulk-interval?run_ids=${runId}&run_ids=${'0'.repeat(32)}&metric_key=val_loss&start_step=1`,
      ),
    ).toMatchObject({
      body: {
        metrics: [
          { run_id: runId, step: 1 },
          { run_id: runId, step: 2 },
        ],
      },
    });
  });

  it('searches by text, numbers, lists and what is missing, newest first, page after page', async () => {
    for (const [i, name] of ['s0', 's1', 's2'].entries()) {
      const run_id = await newRun(name);
      await post('runs/log-metric', { run_id, key: 'test_uar', value: i / 10, timestamp: 1, step: 0 });
      if (i > 0) await post('runs/set-tag', { run_id, key: 'group', value: `it's ${i}` });
      await post('runs/update', { run_uuid: run_id, run_id, status: 'KILLED', end_time: 1_795_401_663_000 + i });
    }
    const search = async (filter: string, more: object = {}) => {
      const { body } = await post('runs/search', {
        experiment_ids: [experimentId],
        run_view_type: 'ACTIVE_ONLY',
        filter,
        ...more,
      });
      const runs = (body.runs ?? []) as { info: { run_name: string } }[];
      return [runs.map(({ info }) => info.run_name), body.next_page_token ?? null];
    };
    const order = { order_by: ['metrics.test_uar DESC'] };
    expect(await search("attributes.status = 'KILLED'", order)).toEqual([['s2', 's1', 's0'], null]);
    expect(await search('metrics.test_uar >= 0.1 and metrics.test_uar != 0.2')).toEqual([['s1'], null]);
    expect(await search("tags.group = 'it''s 2'")).toEqual([['s2'], null]);
    expect(await search('tags.group IS NULL and metrics.test_uar < 1')).toEqual([['s0'], null]);
    expect(await search("attributes.run_name IN ('s0', 's1')", { order_by: ['attributes.end_time ASC'] })).toEqual([
      ['s0', 's1'],
      null,
    ]);
    expect(await search("run_name NOT IN ('s0') and status = 'KILLED'", order)).toEqual([['s2', 's1'], null]);
    const [first, token] = await search("status = 'KILLED'", { ...order, max_results: 2 });
    expect([first, await search("status = 'KILLED'", { ...order, max_results: 2, page_token: token })]).toEqual([
      ['s2', 's1'],
      [['s0'], null],
    ]);
  });

  it('keeps the files of a run and of its models, and says in its own words that there is no other way in', async () => {
    const runId = await newRun('files');
    const at = `${api.url}/mlflow/api/2.0/mlflow-artifacts`;
    const root = `${experimentId}/${runId}/artifacts`;
    const put = await fetch(`${at}/artifacts/${root}/conf/a.json`, {
      method: 'PUT',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(put.status).toBe(200);
    const { body } = await post('logged-models', { experiment_id: experimentId, name: 'model', source_run_id: runId });
    const { info } = body.model as { info: { model_id: string; artifact_uri: string } };
    expect(info.artifact_uri).toBe(`mlflow-artifacts:/${experimentId}/models/${info.model_id}/artifacts`);
    await fetch(`${at}/artifacts/${experimentId}/models/${info.model_id}/artifacts/MLmodel`, {
      method: 'PUT',
      body: 'flavors:',
    });
    const list = async (path: string): Promise<unknown> =>
      (await fetch(`${at}/artifacts?path=${encodeURIComponent(path)}`)).json();
    expect(await list(root)).toEqual({ files: [{ path: 'conf', is_dir: true }] });
    expect(await list(`${root}/conf`)).toEqual({ files: [{ path: 'a.json', is_dir: false, file_size: 2 }] });
    expect(await list(`${root}/conf/a.json`)).toEqual({ files: [] });
    expect(await list(`${experimentId}/models/${info.model_id}/artifacts`)).toEqual({
      files: [{ path: 'MLmodel', is_dir: false, file_size: 8 }],
    });
    expect(await get(`artifacts/list?run_id=${runId}&path=conf`)).toMatchObject({
      body: { files: [{ path: 'conf/a.json' }] },
    });
    expect(
      await call('PATCH', `logged-models/${info.model_id}`, { model_id: info.model_id, status: 'LOGGED_MODEL_READY' }),
    ).toMatchObject({
      body: { model: { info: { status: 'LOGGED_MODEL_READY' } } },
    });
    const missing = await fetch(`${at}/artifacts/${root}/model`);
    expect([missing.status, await missing.json()]).toMatchObject([404, { error_code: 'RESOURCE_DOES_NOT_EXIST' }]);
    const parts = await fetch(`${at}/mpu/create/${root}`, { method: 'POST', body: '{}' });
    expect([parts.status, await parts.json()]).toMatchObject([501, { error_code: 'NOT_IMPLEMENTED' }]);
    expect((await fetch(`${at}/artifacts/${root}/conf`, { method: 'DELETE' })).status).toBe(200);
    expect(await list(root)).toEqual({ files: [] });
  });
});
