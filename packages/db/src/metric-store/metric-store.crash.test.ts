import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Rng } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from '../testing/built-program.js';
import { makeFactories } from '../testing/factories.js';
import { CRASH_LIMITS, crashBatch } from '../testing/metric-writer.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { MetricStore } from './metric-store.js';

const KILLS = 8;

describe('MetricStore when its process is killed', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it('has every acknowledged point, once, and no part of a batch', { timeout: 120_000 }, async () => {
    const run = await makeFactories(test.db).run();
    const rng = new Rng(7);
    let acknowledged = -1;
    for (let kill = 0; kill < KILLS; kill++) {
      acknowledged = await writeAndKill(run, acknowledged + 1, 1 + rng.below(60));
    }
    const store = new MetricStore(test.db, { limits: CRASH_LIMITS });
    // The last batch may be stored without having been acknowledged; the writer would send it again.
    await store.append(run.id, run.projectId, crashBatch(acknowledged + 1), { batchKey: `batch ${acknowledged + 1}` });
    await store.settle(run.id);
    const expected = new Map<number, number>();
    for (let number = 0; number <= acknowledged + 1; number++) {
      const [column] = crashBatch(number);
      for (const [i, step] of Array.from(column?.steps ?? []).entries())
        expected.set(step, column?.values[i] ?? Number.NaN);
    }
    const sorted = [...expected].sort(([a], [b]) => a - b);
    const series = await store.readSeries({ runIds: [run.id] });
    expect(series.map(({ key }) => key)).toEqual(['x', 'y']);
    for (const { steps, values } of series) expect(Array.from(steps, (step, i) => [step, values[i]])).toEqual(sorted);
    for (const summary of await store.summaries([run.id])) {
      expect(summary).toMatchObject({
        count: sorted.length,
        minValue: Math.min(...expected.values()),
        maxValue: Math.max(...expected.values()),
      });
    }
    const { rows } = await test.db.pool.query('SELECT count(*)::int AS n FROM metric_batch');
    expect(rows).toEqual([{ n: acknowledged + 2 }]);
  });

  /** Starts a writer and kills it after some acknowledgements, in the middle of whatever it does then. */
  async function writeAndKill(run: { id: string; projectId: string }, first: number, lines: number): Promise<number> {
    const args = [
      builtProgram('testing/metric-writer.js'),
      test.connectionString,
      run.id,
      run.projectId,
      String(first),
    ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = first - 1;
    let seen = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (++seen === lines) child.kill('SIGKILL');
    }
    return acknowledged;
  }
});
