import { InvalidInputError, type MetricColumn, NotFoundError } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Factories, makeFactories } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { METRIC_LIMITS } from './metric-limits.js';
import { MetricStore } from './metric-store.js';
import { reopenRunMetrics, settleRunMetrics } from './run-metrics.js';

const T0 = 1_750_000_000_000;

function column(
  key: string,
  steps: readonly number[],
  values: readonly number[],
  ts?: readonly number[],
): MetricColumn {
  return { key, split: 'TRAIN', steps, values, timestampsMs: ts ?? steps.map((step) => T0 + step * 1000) };
}
const range = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

describe('MetricStore', () => {
  let test: TestDatabase;
  let make: Factories;
  let store: MetricStore;

  beforeAll(async () => {
    test = await createTestDatabase();
    make = makeFactories(test.db);
    store = new MetricStore(test.db);
  });
  afterAll(async () => {
    await store.close();
    await test.close();
  });

  const newRun = async () => {
    const { id: runId, projectId } = await make.run();
    return {
      runId,
      projectId,
      append: (columns: readonly MetricColumn[], options?: Parameters<MetricStore['append']>[3]) =>
        store.append(runId, projectId, columns, options),
      points: async (key = 'loss') => {
        const [series] = await store.readSeries({ runIds: [runId], keys: [key] });
        return series ? Array.from(series.steps, (step, i) => [step, series.values[i]]) : [];
      },
      segments: async () => {
        const { rows } = await test.db.pool.query<{ n: number }>(
          `SELECT n FROM metric_segment JOIN metric_series s ON s.id = series_id WHERE run_id = $1 ORDER BY first_step`,
          [runId],
        );
        return rows.map(({ n }) => n);
      },
    };
  };

  it('stores NaN, infinities and signed zero as they are', async () => {
    const run = await newRun();
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0.1, 1.5];
    await run.append([column('loss', range(6), values)]);
    expect(await run.points()).toEqual(values.map((value, step) => [step, value]));
    await run.append([
      column(
        'long',
        range(600),
        range(600).map((i) => values[i % 6] ?? 0),
      ),
    ]);
    expect((await run.points('long')).slice(594)).toEqual(values.map((value, i) => [594 + i, value]));
  });

  it('keeps one point a step: the last one written', async () => {
    const run = await newRun();
    await run.append([column('loss', [3, 1, 2, 1], [0.3, 0.1, 0.2, 0.11])]);
    await run.append([column('loss', [2, 5], [0.22, 0.5])]);
    expect(await run.points()).toEqual([
      [1, 0.11],
      [2, 0.22],
      [3, 0.3],
      [5, 0.5],
    ]);
  });

  it('takes steps in any order, into and between the segments it has already', async () => {
    const run = await newRun();
    await run.append([column('loss', range(100, 1000), range(100))]);
    await run.append([column('loss', range(100, 2000), range(100))]);
    await run.append([column('loss', [500, 1050, 1500, 2099, 3000], [-1, -2, -3, -4, -5])]);
    const points = new Map((await run.points()).map(([step, value]) => [step, value]));
    expect(points.size).toBe(203);
    expect([500, 1050, 1051, 1500, 2099, 3000].map((step) => points.get(step))).toEqual([-1, -2, 51, -3, -4, -5]);
    const [summary] = await store.summaries([run.runId]);
    expect(summary).toMatchObject({
      count: 203,
      firstStep: 500,
      firstValue: -1,
      lastStep: 3000,
      lastValue: -5,
      minValue: -5,
      minStep: 3000,
      maxValue: 99,
      maxStep: 1099,
    });
  });

  it('stores a batch with a key once, whichever path it takes', async () => {
    const run = await newRun();
    const small = [column('loss', [0], [1])];
    const large = [column('loss', range(500, 10), range(500))];
    expect(await run.append(small, { batchKey: 'a' })).toEqual({ stored: 1, duplicate: false });
    expect(await run.append(large, { batchKey: 'b' })).toEqual({ stored: 500, duplicate: false });
    expect(await run.append([column('loss', [0], [9])], { batchKey: 'a' })).toEqual({ stored: 0, duplicate: true });
    expect(await run.append(large, { batchKey: 'b' })).toEqual({ stored: 0, duplicate: true });
    expect((await run.points())[0]).toEqual([0, 1]);
  });

  it('refuses a key that is used for another input, whichever path it takes', async () => {
    const run = await newRun();
    const small = [column('loss', [0], [1])];
    const large = [column('loss', range(500, 10), range(500))];
    const hash = (text: string) => Buffer.from(text);
    await run.append(small, { batchKey: 'a', inputHash: hash('small') });
    await run.append(large, { batchKey: 'b', inputHash: hash('large') });
    for (const [batchKey, own] of [['a', 'small'] as const, ['b', 'large'] as const]) {
      expect(await run.append(small, { batchKey, inputHash: hash(own) })).toEqual({ stored: 0, duplicate: true });
      for (const columns of [[column('loss', [600], [9])], [column('loss', range(500, 600), range(500))]]) {
        await expect(run.append(columns, { batchKey, inputHash: hash('other') })).rejects.toThrow('used for another');
      }
    }
    const together = await Promise.allSettled([
      run.append([column('loss', [600], [1])]),
      run.append([column('loss', [601], [1])], { batchKey: 'c', inputHash: hash('one') }),
      run.append([column('loss', [602], [1])], { batchKey: 'c', inputHash: hash('two') }),
    ]);
    expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(await run.points()).toHaveLength(503);
  });

  it('tells apart the repeated keys among calls that are stored together', async () => {
    const run = await newRun();
    await run.append([column('loss', [0], [0])], { batchKey: 'seen' });
    const outcomes = await Promise.all([
      run.append([column('loss', [1], [1])]),
      run.append([column('loss', [2], [2])], { batchKey: 'x' }),
      run.append([column('loss', [2], [9])], { batchKey: 'x' }),
      run.append([column('loss', [3], [9])], { batchKey: 'seen' }),
      run.append([column('loss', [4], [4])]),
    ]);
    expect(outcomes.map(({ duplicate }) => duplicate)).toEqual([false, false, true, true, false]);
    expect(await run.points()).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [4, 4],
    ]);
  });

  it('keeps an epoch in the series row and makes a segment when the tail is full', async () => {
    const run = await newRun();
    for (const step of range(METRIC_LIMITS.tail)) await run.append([column('loss', [step], [step])]);
    expect(await run.segments()).toEqual([]);
    await run.append([column('loss', [METRIC_LIMITS.tail], [0.5])]);
    expect(await run.segments()).toEqual([METRIC_LIMITS.tail + 1]);
    expect(await run.points()).toHaveLength(METRIC_LIMITS.tail + 1);
  });

  it('replaces the newest points in one statement, with the summary exact again', async () => {
    const run = await newRun();
    await run.append([column('loss', range(40), range(40))]);
    await run.append([column('loss', [40, 41, 42], [100, -100, 7])]);
    await run.append([column('loss', [41, 42, 43], [8, 9, Number.NaN])]);
    const [summary] = await store.summaries([run.runId]);
    expect(summary).toMatchObject({ count: 44, minValue: 0, minStep: 0, maxValue: 100, maxStep: 40, lastStep: 43 });
    expect(summary?.lastValue).toBeNaN();
    await run.append([column('loss', [40, 43], [1, 2])]);
    expect((await store.summaries([run.runId]))[0]).toMatchObject({ maxValue: 39, maxStep: 39, lastValue: 2 });
    expect(await run.segments()).toEqual([40]);
  });

  it('takes no transaction of several statements for points that follow those of full segments', async () => {
    const run = await newRun();
    await run.append([column('loss', range(100), range(100))]);
    const connect = vi.spyOn(test.db.pool, 'connect');
    const transactions = () => connect.mock.calls.filter(([callback]) => callback === undefined).length;
    await run.append([column('loss', range(100, 100), range(100)), column('uar', range(50), range(50))]);
    expect(transactions()).toBe(0);
    await run.append([column('loss', [7], [-1]), column('uar', range(40, 50), range(40))]);
    expect(transactions()).toBe(1);
    connect.mockRestore();
    expect(await run.segments()).toHaveLength(4);
    expect((await store.summaries([run.runId])).map(({ count, minValue }) => [count, minValue])).toEqual([
      [200, -1],
      [90, 0],
    ]);
  });

  it('raises the number of finished epochs with the points, and never lowers it', async () => {
    const run = await newRun();
    const epochs = async () => (await test.db.prisma.run.findUniqueOrThrow({ where: { id: run.runId } })).epochsDone;
    await run.append([column('loss', [0], [1])], { epochsDone: 5 });
    expect(await epochs()).toBe(5);
    await run.append([column('loss', range(100), range(100))], { epochsDone: 4 });
    expect(await epochs()).toBe(5);
  });

  it('answers with at most the points asked for, and keeps every extreme', async () => {
    const run = await newRun();
    const values = range(10_000).map((i) => Math.sin(i / 100));
    values[7777] = 50;
    await run.append([column('loss', range(10_000), values)]);
    const [series] = await store.readSeries({ runIds: [run.runId], resolution: 100 });
    expect(series?.steps.length).toBeLessThanOrEqual(100);
    expect(series).toMatchObject({ count: 10_000, isThinned: true, lastStep: 9999 });
    expect(Array.from(series?.values ?? [])[Array.from(series?.steps ?? []).indexOf(7777)]).toBe(50);
    expect(series?.steps.at(-1)).toBe(9999);
    expect(series?.values.at(-1)).toBe(values[9999]);
    const [all] = await store.readSeries({ runIds: [run.runId], resolution: 10_000 });
    expect(all).toMatchObject({ count: 10_000, isThinned: false });
    const [zoomed] = await store.readSeries({ runIds: [run.runId], resolution: 100, fromStep: 7000, toStep: 7999 });
    expect(zoomed).toMatchObject({ count: 1000, isThinned: true, lastStep: 9999 });
    expect(zoomed?.values).toContain(50);
    expect(zoomed?.steps.at(-1)).toBe(7999);
  });

  it('reads a window of steps, and what came since a step', async () => {
    const run = await newRun();
    await run.append([column('loss', range(200), range(200)), column('lr', range(200), range(200))]);
    const [window] = await store.readSeries({ runIds: [run.runId], keys: ['loss'], fromStep: 50, toStep: 52 });
    expect(Array.from(window?.steps ?? [])).toEqual([50, 51, 52]);
    await run.append([column('loss', [200], [1])]);
    const since = await store.readSeries({ runIds: [run.runId], sinceStep: 199 });
    expect(since.map(({ key, steps }) => [key, ...steps])).toEqual([['loss', 200]]);
    expect(await store.readSeries({ runIds: [run.runId], sinceStep: 200 })).toEqual([]);
  });

  it('lists the series that have points', async () => {
    const run = await newRun();
    await run.append([
      column('loss', [1], [1]),
      { ...column('loss', [1, 2], [1, 2]), split: 'VALIDATION' },
      column('empty', [], []),
    ]);
    expect(await store.listSeries([run.runId])).toEqual([
      { runId: run.runId, key: 'loss', split: 'TRAIN', count: 1 },
      { runId: run.runId, key: 'loss', split: 'VALIDATION', count: 2 },
    ]);
  });

  it('joins small segments without changing a point, and settles a run that has ended', async () => {
    const run = await newRun();
    for (const i of range(10)) await run.append([column('loss', range(50, i * 50), range(50))]);
    await run.append([column('loss', [500], [1])]);
    const before = await run.points();
    await store.settle(run.runId);
    expect(await run.segments()).toEqual([501]);
    expect(await run.points()).toEqual(before);
  });

  it('compacts in the background once a series has many small segments', async () => {
    const run = await newRun();
    for (const i of range(METRIC_LIMITS.compactAt)) await run.append([column('loss', range(40, i * 40), range(40))]);
    await store.close();
    expect(await run.segments()).toEqual([METRIC_LIMITS.compactAt * 40]);
  });

  it('keeps timestamps that lie months apart or before 1970', async () => {
    const run = await newRun();
    const ts = [T0, T0 + 1, T0 + 90 * 86_400_000, -5_000_000_000, 0];
    await run.append([
      column('loss', range(5), range(5), ts),
      column(
        'long',
        range(100),
        range(100),
        range(100).map((i) => T0 - i * 1e10),
      ),
    ]);
    const [long, loss] = await store.readSeries({ runIds: [run.runId] });
    expect(Array.from(loss?.timestampsMs ?? [])).toEqual(ts);
    expect(long?.timestampsMs[99]).toBe(T0 - 99e10);
  });

  it('lets many writers into one series at once', async () => {
    const run = await newRun();
    const second = new MetricStore(test.db);
    const writers = range(16).map(async (writer) => {
      const from = writer % 2 === 0 ? store : second;
      for (const i of range(10)) {
        await from.append(run.runId, run.projectId, [column('loss', range(3, (i * 16 + writer) * 3), [1, 2, 3])]);
      }
    });
    await Promise.all(writers);
    await second.close();
    expect((await run.points()).map(([step]) => step)).toEqual(range(480));
    expect((await store.summaries([run.runId]))[0]).toMatchObject({ count: 480, minValue: 1, maxValue: 3 });
  });

  it('changes no index with an epoch, and enters the indexes when the run ends', async () => {
    const run = await newRun();
    const indexed = async () => {
      const { rows } = await test.db.pool.query(
        'SELECT final_last, final_min, final_max FROM metric_summary WHERE run_id = $1',
        [run.runId],
      );
      return rows[0];
    };
    await run.append([column('loss', [0, 1], [3, 1])]);
    expect(await indexed()).toEqual({ final_last: null, final_min: null, final_max: null });
    await settleRunMetrics(test.db.sql, run.runId);
    expect(await indexed()).toEqual({ final_last: 1, final_min: 1, final_max: 3 });
    await run.append([column('loss', [2], [5])]);
    expect(await indexed()).toEqual({ final_last: 5, final_min: 1, final_max: 5 });
    await run.append([column('loss', [2], [2])]);
    expect(await indexed()).toEqual({ final_last: 2, final_min: 1, final_max: 3 });
    await run.append([column('loss', range(100, 3), range(100))]);
    expect(await indexed()).toEqual({ final_last: 99, final_min: 0, final_max: 99 });
    await reopenRunMetrics(test.db.sql, run.runId);
    expect(await indexed()).toEqual({ final_last: null, final_min: null, final_max: null });
  });

  it('shows every point as a row in SQL', async () => {
    const run = await newRun();
    await run.append([column('loss', range(60), range(60)), column('tail', [7], [0.5])]);
    const { rows } = await test.db.pool.query(
      `SELECT key, count(*)::int AS n, sum(value) AS sum, min(ts)::float8 AS ts
       FROM metric_point JOIN metric_series s ON s.id = series_id WHERE run_id = $1 GROUP BY key ORDER BY key`,
      [run.runId],
    );
    expect(rows).toEqual([
      { key: 'loss', n: 60, sum: 1770, ts: T0 },
      { key: 'tail', n: 1, sum: 0.5, ts: T0 + 7000 },
    ]);
  });

  it('forgets a deleted run', async () => {
    const run = await newRun();
    await run.append([column('loss', [0], [1])]);
    await test.db.prisma.run.delete({ where: { id: run.runId } });
    await expect(run.append([column('loss', [1], [1])])).rejects.toThrow(NotFoundError);
    expect(await run.points()).toEqual([]);
  });

  it('refuses a run of another project', async () => {
    const run = await newRun();
    const other = await make.project();
    await expect(store.append(run.runId, other.id, [column('loss', [0], [1])])).rejects.toThrow(NotFoundError);
  });

  it.each([
    ['a step that is not whole', column('loss', [0.5], [1]), 'step 0.5'],
    ['a negative step', column('loss', [-1], [1]), 'step -1'],
    ['a step beyond 32 bits', column('loss', [2_147_483_647], [1]), 'step 2147483647'],
    ['columns of different length', column('loss', [1, 2], [1]), '2 steps, 1 values'],
    ['a timestamp that is none', column('loss', [1], [1], [Number.NaN]), 'timestamp NaN'],
    ['an empty key', column('', [1], [1]), 'Metric key'],
  ])('refuses %s', async (_, bad, message) => {
    const run = await newRun();
    const refused = run.append([bad]);
    await expect(refused).rejects.toThrow(InvalidInputError);
    await expect(refused).rejects.toThrow(message);
  });
});
