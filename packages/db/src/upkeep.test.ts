import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MetricStore } from './metric-store/index.js';
import { RunRepository } from './repositories/run.repository.js';
import { makeFactories } from './testing/factories.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';
import { runUpkeep, startUpkeep } from './upkeep.js';

describe('upkeep', () => {
  let test: TestDatabase;
  let metrics: MetricStore;
  beforeEach(async () => {
    test = await createTestDatabase();
    metrics = new MetricStore(test.db);
  });
  afterEach(async () => {
    await metrics.close();
    await test.close();
  });

  const logged = async () => {
    const run = await makeFactories(test.db).run();
    const steps = Array.from({ length: 40 }, (_, i) => i);
    for (const from of [0, 40, 80]) {
      const shifted = steps.map((step) => step + from);
      const column = { key: 'loss', split: 'TRAIN' as const, steps: shifted, values: shifted, timestampsMs: shifted };
      await metrics.append(run.id, run.projectId, [column], { batchKey: `from ${from}` });
    }
    await metrics.append(run.id, run.projectId, [
      { key: 'loss', split: 'TRAIN', steps: [120], values: [120], timestampsMs: [120] },
    ]);
    return run;
  };
  const segments = async () => {
    const { rows } = await test.db.pool.query<{ n: number }>('SELECT n FROM metric_segment ORDER BY first_step');
    return rows.map(({ n }) => n);
  };

  it('leaves a run that still trains alone, and joins all of one that has ended', async () => {
    const run = await logged();
    await runUpkeep(test.db, metrics);
    expect(await segments()).toEqual([40, 40, 40]);
    await new RunRepository(test.db).endExternal(run.id, 'FINISHED', null, new Date(0));
    await runUpkeep(test.db, metrics);
    expect(await segments()).toEqual([121]);
    const [series] = await metrics.readSeries({ runIds: [run.id] });
    expect(Array.from(series?.values ?? [])).toEqual(Array.from({ length: 121 }, (_, i) => i));
  });

  it('forgets batch keys that are a week old', async () => {
    await logged();
    await test.db.pool.query(
      `UPDATE metric_batch SET created_at = now() - interval '8 days' WHERE batch_key <> 'from 80'`,
    );
    await runUpkeep(test.db, metrics);
    const { rows } = await test.db.pool.query('SELECT batch_key FROM metric_batch');
    expect(rows).toEqual([{ batch_key: 'from 80' }]);
  });

  it('runs by itself until it is stopped, and reports what fails', async () => {
    const errors: unknown[] = [];
    await test.db.pool.query('ALTER TABLE idempotent_reply RENAME TO elsewhere');
    const upkeep = startUpkeep({ db: test.db, metrics, everyMs: 1, onError: (error) => errors.push(error) });
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1));
    await upkeep.stop();
    expect(String(errors[0])).toContain('idempotent_reply');
    await test.db.pool.query('ALTER TABLE elsewhere RENAME TO idempotent_reply');
  });
});
