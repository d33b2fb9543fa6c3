import type { Rng } from '@voxboard/domain';

/** A request that must be refused, whatever is there. */
export interface BadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

const NULL = 'a\u0000b';
const HALF = '\ud800';
const LONG = 'x'.repeat(20_000);
const NOBODY = '0'.repeat(32);

/** Values that a field of a kind must refuse. */
const BAD = {
  id: ['', 'x', '../../etc/passwd', NOBODY, 12_345, {}, [], LONG, NULL, HALF, true],
  name: ['', ' ', 5, {}, [], LONG, NULL, HALF],
  key: ['', LONG, 3, {}, [[]], NULL, HALF],
  number: ['abc', {}, [], true, '1e', null, '', 'infinity'],
  step: [-1, 2 ** 31, 1.5, 'x', {}, '9'.repeat(40), 1e308, true],
  time: [-1, 8.65e15, 1.5, 'x', {}, 1e308, [1]],
  filter: [
    'metrics',
    'metrics.x >',
    `params.a = '`,
    LONG,
    'metrics.`x < 1',
    'a.b = 1',
    `tags.x = 'a' OR tags.y = 'b'`,
    '('.repeat(500),
    NULL,
    7,
  ],
  count: [0, -1, 1e9, 'x', 1.5, {}],
  token: ['x', '!!!', 'cDk5OTk5OTk5OTk5', '../..', 5, {}, NULL],
  orders: [['x y z'], ['metrics.'], 'text', [5], Array.from({ length: 30 }, () => 'start_time'), [NULL], [HALF]],
  status: ['DONE', 99, {}, '', 1.5],
  pairs: ['x', 5, [5], [{ key: '' }], [{ key: LONG, value: 'v' }], [{ key: 'k', value: LONG }], [{ value: 'v' }], [[]]],
  metrics: [
    [{ key: 'k' }],
    [{ key: '', value: 1, timestamp: 1 }],
    [{ key: 'k', value: 'x', timestamp: 1 }],
    'x',
    Array.from({ length: 1001 }, () => ({ key: 'k', value: 1, timestamp: 1 })),
  ],
} as const;
type Kind = keyof typeof BAD;

interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  /** A request that would be taken. */
  readonly good: Readonly<Record<string, unknown>>;
  readonly fields: Readonly<Record<string, Kind>>;
}

/** Calls of MLflow's client, on a run and an experiment that are there. */
function mlflowCalls(runId: string, experimentId: string): Call[] {
  const run = { run_id: runId };
  const point = { key: 'loss', value: 1, timestamp: 1, step: 0 };
  const pointFields = { key: 'key', value: 'number', timestamp: 'time', step: 'step', run_id: 'id' } as const;
  return [
    { method: 'POST', path: 'experiments/create', good: { name: 'new' }, fields: { name: 'name', tags: 'pairs' } },
    {
      method: 'POST',
      path: 'experiments/update',
      good: { experiment_id: experimentId, new_name: 'new' },
      fields: { experiment_id: 'id', new_name: 'name' },
    },
    {
      method: 'POST',
      path: 'experiments/set-experiment-tag',
      good: { experiment_id: experimentId, key: 'k', value: 'v' },
      fields: { experiment_id: 'id', key: 'key' },
    },
    {
      method: 'POST',
      path: 'experiments/delete',
      good: { experiment_id: experimentId },
      fields: { experiment_id: 'id' },
    },
    {
      method: 'POST',
      path: 'experiments/search',
      good: { max_results: 10 },
      fields: { max_results: 'count', filter: 'filter', page_token: 'token', order_by: 'orders' },
    },
    {
      method: 'POST',
      path: 'runs/create',
      good: { experiment_id: experimentId, start_time: 1 },
      fields: { experiment_id: 'id', start_time: 'time', tags: 'pairs' },
    },
    {
      method: 'POST',
      path: 'runs/update',
      good: { ...run, status: 'FINISHED' },
      fields: { run_id: 'id', status: 'status', end_time: 'time' },
    },
    { method: 'POST', path: 'runs/delete', good: run, fields: { run_id: 'id' } },
    { method: 'POST', path: 'runs/restore', good: run, fields: { run_id: 'id' } },
    {
      method: 'POST',
      path: 'runs/search',
      good: { experiment_ids: [experimentId] },
      fields: { filter: 'filter', max_results: 'count', order_by: 'orders', page_token: 'token' },
    },
    { method: 'POST', path: 'runs/log-metric', good: { ...run, ...point }, fields: pointFields },
    {
      method: 'POST',
      path: 'runs/log-batch',
      good: { ...run, metrics: [point] },
      fields: { run_id: 'id', metrics: 'metrics', tags: 'pairs' },
    },
    {
      method: 'POST',
      path: 'runs/log-parameter',
      good: { ...run, key: 'k', value: 'v' },
      fields: { run_id: 'id', key: 'key' },
    },
    {
      method: 'POST',
      path: 'runs/set-tag',
      good: { ...run, key: 'k', value: 'v' },
      fields: { run_id: 'id', key: 'key' },
    },
    { method: 'POST', path: 'runs/delete-tag', good: { ...run, key: 'k' }, fields: { run_id: 'id', key: 'key' } },
    { method: 'POST', path: 'runs/log-inputs', good: { ...run, datasets: [] }, fields: { run_id: 'id' } },
    {
      method: 'POST',
      path: 'logged-models',
      good: { experiment_id: experimentId, name: 'm' },
      fields: { experiment_id: 'id', params: 'pairs', tags: 'pairs' },
    },
    {
      method: 'POST',
      path: 'logged-models/search',
      good: { experiment_ids: [] },
      fields: { filter: 'filter', max_results: 'count', page_token: 'token' },
    },
  ];
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Requests to the MLflow door, each with one field that must be refused. */
export function badMlflowRequest(rng: Rng, runId: string, experimentId: string): BadRequest {
  const calls = mlflowCalls(runId, experimentId);
  const call = pick(calls, rng);
  const [field, kind] = pick(Object.entries(call.fields), rng);
  const values: readonly unknown[] = BAD[kind];
  // An experiment "0" is always there; "" asks for what is left out.
  const body = { ...call.good, [field]: pick(values, rng) };
  const at = { method: call.method, path: `/mlflow/api/2.0/mlflow/${call.path}`, headers: JSON_TYPE };
  const text = JSON.stringify(body);
  switch (rng.below(12)) {
    case 0:
      return { ...at, body: text.slice(0, 1 + rng.below(text.length - 1)) };
    case 1:
      return {
        ...at,
        body: Buffer.concat([Buffer.from('{"run_id":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]),
      };
    case 2:
      return { ...at, body: `${'['.repeat(5000)}${']'.repeat(5000)}` };
    case 3:
      return { ...at, headers: { 'content-type': 'text/plain' }, body: text };
    case 4:
      return { ...at, path: `${at.path}${pick(['x', '/..', '/%00', '%ff', '/../../graphql/x'], rng)}`, body: text };
    default:
      return { ...at, body: text };
  }
}

const PATHS = [
  '../x',
  '..%2fx',
  '%2e%2e/x',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  'a/../../x',
  'a/./b',
  'a//b',
  '/abs',
  '%2fabs',
  'a%00b',
  'a%5cb',
  'a%0ab',
  '..',
  '.',
  '%',
  '%ff',
  '%c0%ae%c0%ae/x',
  'C:%5cx',
  'C:/x',
  'a/',
  `${'x'.repeat(300)}`,
  `${'y/'.repeat(600)}z`,
  '%7f',
  '%ed%a0%80',
  'a/%2e%2e/b',
];

/** Requests for artifacts whose path, run or length must be refused. */
export function badArtifactRequest(rng: Rng, runId: string, launchedId: string, experimentId: string): BadRequest {
  const mlflowRun = runId.replaceAll('-', '');
  const roots = [
    `/runs/${runId}/artifacts/`,
    `/mlflow/api/2.0/mlflow-artifacts/artifacts/${experimentId}/${mlflowRun}/artifacts/`,
  ];
  const strangers = [
    `/runs/${launchedId}/artifacts/a.txt`,
    `/runs/${NOBODY}/artifacts/a.txt`,
    '/runs/..%2f/artifacts/a.txt',
    `/mlflow/api/2.0/mlflow-artifacts/artifacts/${experimentId}/${launchedId.replaceAll('-', '')}/artifacts/a.txt`,
    `/mlflow/api/2.0/mlflow-artifacts/artifacts/9/${mlflowRun}/artifacts/a.txt`,
    `/mlflow/api/2.0/mlflow-artifacts/artifacts/${experimentId}/models/m-${NOBODY}/artifacts/a`,
    `/mlflow/api/2.0/mlflow-artifacts/artifacts/${experimentId}/${mlflowRun}/artifacts/mlflow-models/x/y`,
    '/mlflow/api/2.0/mlflow-artifacts/artifacts/x',
    `/mlflow/api/2.0/mlflow-artifacts/mpu/create/${experimentId}/${mlflowRun}/artifacts`,
  ];
  const isStranger = rng.below(3) === 0;
  const path = isStranger ? pick(strangers, rng) : `${pick(roots, rng)}${pick(PATHS, rng)}`;
  const method = pick(['PUT', 'PUT', 'GET', 'DELETE', 'POST'], rng);
  return { method, path, headers: {}, body: method === 'PUT' ? 'content' : null };
}

/** Requests by the tus protocol that must be refused. */
export function badUploadRequest(rng: Rng, uploadId: string): BadRequest {
  const metadata = (path: string, key: string) =>
    `path ${Buffer.from(path).toString('base64')},key ${Buffer.from(key).toString('base64')}`;
  const tus = { 'tus-resumable': '1.0.0' };
  const url = `/uploads/${uploadId}`;
  const make = (length: string, path: string, key: string): BadRequest => ({
    method: 'POST',
    path: url,
    headers: { ...tus, 'upload-length': length, 'upload-metadata': metadata(path, key) },
    body: null,
  });
  switch (rng.below(7)) {
    case 0:
      return make('1', pick(['../x', '/etc/x', 'a//b', 'a\\b', '.', '', 'a\nb', LONG], rng), 'k');
    case 1:
      return make('1', 'a.wav', pick(['', '..', 'A', 'a/b', LONG, 'ü', '%2e'], rng));
    case 2:
      return make(pick(['-1', 'x', '1e3', '99999999999999999999', '1.5', '1000000'], rng), 'a.wav', 'k');
    case 3:
      return {
        method: 'PATCH',
        path: `${url}/${pick(['missing', '..', '%2e%2e', 'a%2fb', 'x'.repeat(500)], rng)}`,
        headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
        body: 'x',
      };
    case 4:
      return {
        method: pick(['GET', 'PUT', 'POST', 'DELETE', 'HEAD'], rng),
        path: pick(
          ['/uploads', '/uploads/', '/uploads/x', `/uploads/${NOBODY}`, '/uploads/..%2f..', `${url}/none`],
          rng,
        ),
        headers: tus,
        body: null,
      };
    case 5:
      return {
        method: 'POST',
        path: url,
        headers: {
          ...tus,
          'upload-length': '1',
          'upload-metadata': pick(['path', 'path ===', ',,,', 'key !!', LONG.slice(0, 9000)], rng),
        },
        body: null,
      };
    default:
      return {
        method: 'POST',
        path: url,
        headers: { ...tus, 'upload-defer-length': '1', 'upload-metadata': metadata('a.wav', 'k') },
        body: null,
      };
  }
}

function pick<Item>(items: readonly Item[], rng: Rng): Item {
  const item = items[rng.below(items.length)];
  if (item === undefined) throw new RangeError('there is nothing to pick from');
  return item;
}
