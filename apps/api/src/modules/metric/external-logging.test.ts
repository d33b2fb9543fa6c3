import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../../testing/errors-of.js';

interface Series {
  readonly key: string;
  readonly split: string;
  readonly steps: number[];
  readonly values: (number | string)[];
  readonly timestampsMs: number[];
  readonly totalCount: number;
  readonly isThinned: boolean;
  readonly lastStep: number;
}

const CREATE = `mutation($input: CreateRunInput!) { createRun(input: $input) { ${ERROR_FIELDS}
  ... on CreateRunSuccess { run { id name status source params tags seed foldIndex startedAt experiment { name task source } } } } }`;
const LOG = `mutation($input: LogMetricsInput!) { logMetrics(input: $input) { ${ERROR_FIELDS} ... on LogMetricsSuccess { stored wasDuplicate } } }`;
const FINISH = `mutation($input: FinishRunInput!) { finishRun(input: $input) { ${ERROR_FIELDS} ... on FinishRunSuccess { run { status errorMessage finishedAt } } } }`;
const MATRIX = `mutation($input: LogConfusionMatrixInput!) { logConfusionMatrix(input: $input) { ${ERROR_FIELDS} ... on LogConfusionMatrixSuccess { confusionMatrix { uar accuracy classes { label recall support } } } } }`;
const READ = `query($id: ID!, $keys: [String!], $splits: [Split!], $from: Int, $to: Int, $since: Int, $resolution: Int) { run(id: $id) {
  epochsDone heartbeatAt
  metrics(keys: $keys, splits: $splits) { key split count last min max best bestStep isLowerBetter lastStep }
  series(keys: $keys, splits: $splits, fromStep: $from, toStep: $to, sinceStep: $since, resolution: $resolution) { key split steps values timestampsMs totalCount isThinned lastStep } } }`;

describe('runs of outside scripts', () => {
  let api: ApiUnderTest;
  let made = 0;
  beforeAll(async () => {
    api = await startTestApi({ now: () => new Date('2026-05-01T10:00:00.000Z') });
    await api.make.project({ slug: 'lab' });
  });
  afterAll(() => api.close());

  const mutate = async <Extra = object>(document: string, input: object) => {
    const data = await api.ask<Record<string, ResultOf & Extra>>(document, { input });
    const [result] = Object.values(data);
    if (!result) throw new Error('no result');
    return result;
  };
  const create = async (overrides: object = {}) => {
    const { run } = await mutate<{ run: { id: string; name: string } }>(CREATE, {
      projectSlug: 'lab',
      experiment: `e${++made}`,
      ...overrides,
    });
    return run;
  };
  const log = (runId: string, columns: object[], more: object = {}) => mutate(LOG, { runId, columns, ...more });
  const read = async (id: string, variables: object = {}) =>
    (
      await api.ask<{ run: { epochsDone: number; heartbeatAt: string; metrics: object[]; series: Series[] } }>(READ, {
        id,
        ...variables,
      })
    ).run;

  it('begin running, in an experiment that is made for them', async () => {
    const result = await mutate(CREATE, {
      projectSlug: 'lab',
      experiment: 'cnn',
      task: 'EMOTION',
      params: { lr: 0.1, net: { depth: 3 } },
      tags: ['a', 'a', 'b'],
      seed: 4,
      foldIndex: 1,
    });
    expect(result).toMatchObject({
      run: {
        name: 'cnn 1',
        status: 'RUNNING',
        source: 'EXTERNAL',
        params: { lr: 0.1, net: { depth: 3 } },
        tags: ['a', 'b'],
        seed: 4,
        foldIndex: 1,
        startedAt: '2026-05-01T10:00:00.000Z',
        experiment: { name: 'cnn', task: 'EMOTION', source: 'EXTERNAL' },
      },
    });
    expect(await mutate(CREATE, { projectSlug: 'lab', experiment: 'cnn' })).toMatchObject({ run: { name: 'cnn 2' } });
  });

  it('are made once under an idempotency key, even when both requests come together', async () => {
    const key = { experiment: 'once', idempotencyKey: 'run-once' };
    const [a, b] = await Promise.all([create(key), create(key)]);
    expect(a.id).toBe(b.id);
  });

  it('carry NaN and infinities there and back as strings, and numbers as numbers', async () => {
    const { id } = await create();
    const values = [0.1, 'NaN', 'Infinity', '-Infinity', 1e-300, -0];
    expect(await log(id, [{ key: 'loss', steps: [0, 1, 2, 3, 4, 5], values }])).toMatchObject({
      stored: 6,
      wasDuplicate: false,
    });
    const { series, metrics } = await read(id);
    expect(series[0]?.values).toEqual([0.1, 'NaN', 'Infinity', '-Infinity', 1e-300, 0]);
    expect(series[0]?.timestampsMs[0]).toBe(Date.parse('2026-05-01T10:00:00.000Z'));
    expect(metrics).toMatchObject([
      {
        key: 'loss',
        split: 'TRAIN',
        count: 6,
        min: '-Infinity',
        max: 'Infinity',
        best: '-Infinity',
        bestStep: 3,
        isLowerBetter: true,
        lastStep: 5,
      },
    ]);
  });

  it('take the same numbers written into the document', async () => {
    const { id } = await create();
    const data = await api.ask<{ logMetrics: ResultOf }>(
      `mutation { logMetrics(input: {runId: "${id}", columns: [{key: "uar", split: TEST, steps: [3], values: ["NaN"]}, {key: "n", steps: [1, 2], values: [1, -2.5]}]}) { ${ERROR_FIELDS} ... on LogMetricsSuccess { stored } } }`,
    );
    expect(data.logMetrics).toMatchObject({ stored: 3 });
  });

  it('give columns packed as well, number for number', async () => {
    const { id } = await api.make.run();
    const values = [0.1, 'NaN', '-Infinity'];
    const columns = [{ key: 'p', steps: [0, 1, 7], values, timestampsMs: [1, 2, 3] }];
    await api.ask(`mutation ($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }`, {
      input: { runId: id, columns },
    });
    const { series } = await api.ask<{ series: Record<string, string>[] }>(
      'query ($id: ID!) { series(runIds: [$id]) { packedSteps packedValues packedTimestampsMs } }',
      { id },
    );
    const bytes = (name: string) => new Uint8Array(Buffer.from(series[0]?.[name] ?? '', 'base64')).buffer;
    expect([...new Int32Array(bytes('packedSteps'))]).toEqual([0, 1, 7]);
    expect([...new Float64Array(bytes('packedValues'))]).toEqual([0.1, Number.NaN, Number.NEGATIVE_INFINITY]);
    expect([...new Float64Array(bytes('packedTimestampsMs'))]).toEqual([1, 2, 3]);
  });

  it('take packed numbers for the same', async () => {
    const { id } = await create();
    const base64 = (numbers: Int32Array | Float64Array) => Buffer.from(numbers.buffer).toString('base64');
    const packedColumns = [
      {
        key: 'p',
        split: 'TEST',
        steps: base64(new Int32Array([0, 70_000])),
        values: base64(new Float64Array([Number.NaN, 0.1])),
        timestampsMs: base64(new Float64Array([1e12, 1e12 + 1])),
      },
    ];
    expect(await mutate(LOG, { runId: id, packedColumns })).toMatchObject({ stored: 2 });
    expect((await read(id)).series).toMatchObject([
      { key: 'p', split: 'TEST', steps: [0, 70_000], values: ['NaN', 0.1], timestampsMs: [1e12, 1e12 + 1] },
    ]);
    for (const steps of ['AAAA', 'AAAAA===', 'not base64', '====', 3]) {
      const { errors } = await api.send(LOG, {
        input: { runId: id, packedColumns: [{ key: 'p', steps, values: '' }] },
      });
      expect(errors?.[0]?.extensions?.code, String(steps)).toBe('BAD_USER_INPUT');
    }
    expect(
      await mutate(LOG, { runId: id, packedColumns: [{ key: 'p', steps: 'AAAAAA==', values: '' }] }),
    ).toMatchObject({ __typename: 'InvalidInputError', path: ['packedColumns', '0'] });
  });

  it('replace a point that is logged again and keep steps in order', async () => {
    const { id } = await create();
    await log(id, [{ key: 'a', steps: [5, 1, 3], values: [5, 1, 3] }]);
    await log(id, [{ key: 'a', steps: [3, 2], values: [33, 2] }]);
    const { series } = await read(id);
    expect(series[0]).toMatchObject({ steps: [1, 2, 3, 5], values: [1, 2, 33, 5], lastStep: 5 });
  });

  it('store a batch once under its key and raise the epochs done', async () => {
    const { id } = await create();
    const send = () => log(id, [{ key: 'a', steps: [0], values: [1] }], { batchKey: 'b1', epochsDone: 3 });
    expect([await send(), await send()]).toMatchObject([
      { stored: 1, wasDuplicate: false },
      { stored: 0, wasDuplicate: true },
    ]);
    expect((await read(id)).epochsDone).toBe(3);
  });

  it('store nothing of another batch under a key that was used', async () => {
    const { id } = await create();
    const points = { key: 'a', steps: [0, 1], values: [1, 'NaN'] };
    const send = (columns: object[], more: object = {}) => log(id, columns, { idempotencyKey: 'e1', ...more });
    expect(await send([points])).toMatchObject({ stored: 2 });
    expect(await send([points])).toMatchObject({ stored: 0, wasDuplicate: true });
    const refused = { __typename: 'InvalidInputError', path: ['idempotencyKey'] };
    const others = [
      { ...points, values: [1, 2] },
      { ...points, steps: [0, 2] },
      { ...points, key: 'b' },
      { ...points, split: 'TEST' },
      { ...points, timestampsMs: [1, 2] },
    ];
    for (const other of others) expect(await send([other])).toMatchObject(refused);
    expect(await send([points], { epochsDone: 5 })).toMatchObject(refused);
    expect((await read(id)).series).toMatchObject([{ key: 'a', steps: [0, 1], values: [1, 'NaN'] }]);
  });

  it('are read in ranges, after a step, and thinned without losing a spike', async () => {
    const { id } = await create();
    const steps = Array.from({ length: 3000 }, (_, i) => i);
    const values = steps.map((step) => (step === 1234 ? 99 : step % 10));
    await log(id, [{ key: 'a', split: 'VALIDATION', steps, values }]);
    const [range] = (await read(id, { from: 10, to: 12, splits: ['VALIDATION'] })).series;
    expect(range).toMatchObject({ steps: [10, 11, 12], totalCount: 3, isThinned: false, lastStep: 2999 });
    expect((await read(id, { since: 2997 })).series[0]?.steps).toEqual([2998, 2999]);
    expect((await read(id, { since: 2999 })).series).toEqual([]);
    expect((await read(id, { splits: ['TEST'] })).series).toEqual([]);
    expect((await read(id, { keys: ['b'] })).series).toEqual([]);
    const [thinned] = (await read(id, { resolution: 90 })).series;
    expect(thinned).toMatchObject({ totalCount: 3000, isThinned: true, lastStep: 2999 });
    expect(thinned?.steps.length).toBeLessThanOrEqual(90);
    expect(thinned?.values).toContain(99);
  });

  it('come together in one answer, by run', async () => {
    const ids = [(await create()).id, (await create()).id];
    for (const id of ids) await log(id, [{ key: 'a', steps: [0], values: [1] }]);
    const { series } = await api.ask<{ series: { runId: string }[] }>(
      'query($ids: [ID!]!) { series(runIds: $ids) { runId } }',
      { ids: [...ids, 'nobody'] },
    );
    expect(series.map(({ runId }) => runId).sort()).toEqual([...ids].sort());
  });

  it.each<[string, object[], object, string[]]>([
    ['columns of unequal length', [{ key: 'a', steps: [1], values: [] }], {}, ['columns', '0']],
    ['a negative step', [{ key: 'a', steps: [-1], values: [0] }], {}, ['columns', '0', 'steps', '0']],
    ['an empty key', [{ key: '', steps: [1], values: [0] }], {}, ['columns', '0', 'key']],
    ['a control character in a key', [{ key: 'a\nb', steps: [1], values: [0] }], {}, ['columns', '0', 'key']],
    [
      'a fraction of a millisecond',
      [{ key: 'a', steps: [1], values: [0], timestampsMs: [0.5] }],
      {},
      ['columns', '0', 'timestampsMs', '0'],
    ],
    ['too many points', [{ key: 'a', steps: Array(10_001).fill(0), values: Array(10_001).fill(0) }], {}, ['columns']],
    ['negative epochs', [], { epochsDone: -1 }, ['epochsDone']],
    ['an empty batch key', [{ key: 'a', steps: [1], values: [0] }], { batchKey: '' }, ['batchKey']],
  ])('refuse %s and store nothing', async (_, columns, more, path) => {
    const { id } = await create();
    expect(await log(id, columns, more)).toMatchObject({ __typename: 'InvalidInputError', path });
    expect((await read(id)).series).toEqual([]);
  });

  it('take no more points once they have ended, and none that Voxboard trains', async () => {
    const { id } = await create();
    await mutate(FINISH, { runId: id, status: 'FINISHED' });
    const points = [{ key: 'a', steps: [0], values: [0] }];
    expect(await log(id, points)).toMatchObject({ __typename: 'IllegalTransitionError' });
    expect(await log('01890000-0000-7000-8000-000000000000', points)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await log('nothing', points)).toMatchObject({ __typename: 'NotFoundError' });
    const launched = await api.make.run({ source: 'LAUNCHED', status: 'QUEUED' });
    expect(await log(launched.id, points)).toMatchObject({ __typename: 'InvalidInputError', path: ['runId'] });
  });

  it('end as they say, once, and the same way again without complaint', async () => {
    const { id } = await create();
    const end = (status: string, errorMessage?: string) => mutate(FINISH, { runId: id, status, errorMessage });
    expect(await end('RUNNING')).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await end('FAILED', 'out of memory')).toMatchObject({
      run: { status: 'FAILED', errorMessage: 'out of memory' },
    });
    expect(await end('FAILED')).toMatchObject({ run: { status: 'FAILED', errorMessage: 'out of memory' } });
    expect(await end('FINISHED')).toMatchObject({ __typename: 'IllegalTransitionError' });
  });

  it('say that they live, until they have ended', async () => {
    const { id } = await create();
    const beat = async (runId: string) =>
      (await api.ask<{ heartbeat: boolean }>('mutation($runId: ID!) { heartbeat(runId: $runId) }', { runId }))
        .heartbeat;
    expect(await beat(id)).toBe(true);
    await mutate(FINISH, { runId: id, status: 'CANCELED' });
    expect([await beat(id), await beat('nobody')]).toEqual([false, false]);
  });

  it('are renamed and tagged by people, who may change one thing alone', async () => {
    const { id } = await create({ tags: ['old'] });
    const change = (input: object) =>
      mutate(
        `mutation($input: UpdateRunInput!) { updateRun(input: $input) { ${ERROR_FIELDS} ... on UpdateRunSuccess { run { name notes tags } } } }`,
        { runId: id, ...input },
      );
    expect(await change({ notes: 'good', name: 'best' })).toMatchObject({
      run: { name: 'best', notes: 'good', tags: ['old'] },
    });
    expect(await change({ tags: [] })).toMatchObject({ run: { name: 'best', notes: 'good', tags: [] } });
    expect(await change({ name: '' })).toMatchObject({ __typename: 'InvalidInputError', path: ['name'] });
    expect(await change({ runId: 'nobody' })).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('pool their confusion matrices into the score of the experiment', async () => {
    const runs = [
      await create({ experiment: 'pooled' }),
      await create({ experiment: 'pooled' }),
      await create({ experiment: 'pooled' }),
    ];
    const counts = [
      [
        [8, 2],
        [1, 9],
      ],
      [
        [6, 4],
        [3, 7],
      ],
      [
        [10, 0],
        [0, 10],
      ],
    ];
    for (const [i, run] of runs.entries()) {
      expect(await mutate(MATRIX, { runId: run.id, labels: ['a', 'b'], counts: counts[i] })).toMatchObject({
        __typename: 'LogConfusionMatrixSuccess',
      });
    }
    const score = async () =>
      (
        await api.ask<{ run: { experiment: { score: object | null } } }>(
          'query($id: ID!) { run(id: $id) { experiment { score { uar accuracy perRunUar uarSd uarLow runsPooled runsPlanned clipCount confusion { counts split } } } } }',
          { id: runs[0]?.id },
        )
      ).run.experiment.score;
    expect(await score()).toBeNull();
    for (const run of runs.slice(0, 2)) await mutate(FINISH, { runId: run.id, status: 'FINISHED' });
    const pooled = await score();
    expect(pooled).toMatchObject({
      accuracy: 0.75,
      runsPooled: 2,
      runsPlanned: 3,
      clipCount: 40,
      uarLow: null,
      confusion: {
        counts: [
          [14, 6],
          [4, 16],
        ],
        split: null,
      },
    });
    expect(pooled).toMatchObject({
      uar: expect.closeTo(0.75, 12),
      perRunUar: [expect.closeTo(0.85, 12), expect.closeTo(0.65, 12)],
      uarSd: expect.closeTo(Math.SQRT2 / 10, 12),
    });
    await mutate(MATRIX, { runId: runs[1]?.id, labels: ['a', 'b'], counts: counts[2] });
    expect(await score()).toMatchObject({ clipCount: 40, accuracy: 37 / 40 });
  });

  it.each<[string, string[], number[][], string[]]>([
    ['one class', ['a'], [[1]], ['labels']],
    [
      'a class twice',
      ['a', 'a'],
      [
        [1, 0],
        [0, 1],
      ],
      ['labels'],
    ],
    ['a missing row', ['a', 'b'], [[1, 0]], ['counts']],
    [
      'a negative count',
      ['a', 'b'],
      [
        [1, -1],
        [0, 1],
      ],
      ['counts', '0', '1'],
    ],
    [
      'counts beyond what is stored',
      ['a', 'b'],
      [
        [2147483647, 1],
        [0, 1],
      ],
      ['counts'],
    ],
  ])('refuse a confusion matrix with %s', async (_, labels, counts, path) => {
    const { id } = await create();
    expect(await mutate(MATRIX, { runId: id, labels, counts })).toMatchObject({
      __typename: 'InvalidInputError',
      path,
    });
  });
});
