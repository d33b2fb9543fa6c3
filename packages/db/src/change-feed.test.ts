import type { ChangeEvent } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangeFeed } from './change-feed.js';
import { MetricStore } from './metric-store/index.js';
import { newId } from './new-id.js';
import { notifyChange } from './queue/notify-change.js';
import { makeFactories } from './testing/factories.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

describe('ChangeFeed', () => {
  let test: TestDatabase;
  let feed: ChangeFeed;
  let events: ChangeEvent[];
  let errors: unknown[];
  let reconnects: number;

  beforeEach(async () => {
    test = await createTestDatabase();
    events = [];
    errors = [];
    reconnects = 0;
    feed = await ChangeFeed.listen(test.connectionString, (event) => events.push(event), {
      onError: (error) => errors.push(error),
      onReconnect: () => reconnects++,
      retryMs: 5,
    });
  });
  afterEach(async () => {
    await feed.stop();
    await test.close();
  });

  const workerEvent = (): ChangeEvent => ({ kind: 'worker', workerId: newId() });

  it('hears what a transaction told once it commits', async () => {
    const [kept, dropped] = [workerEvent(), workerEvent()];
    await expect(
      test.db.transaction(async (tx) => {
        await notifyChange(tx, dropped);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await test.db.transaction((tx) => notifyChange(tx, kept));
    await vi.waitFor(() => expect(events).toEqual([kept]));
  });

  it('hears that a run has new metrics, and hears of a burst once more when it ends', async () => {
    const run = await makeFactories(test.db).run();
    const store = new MetricStore(test.db);
    for (let step = 0; step < 20; step++) {
      const column = { key: 'loss', split: 'TRAIN' as const, steps: [step], values: [1], timestampsMs: [0] };
      await store.append(run.id, run.projectId, [column]);
    }
    await store.close();
    const last: ChangeEvent = { kind: 'run-metrics', projectId: run.projectId, runId: run.id, lastStep: 19 };
    await vi.waitFor(() => expect(events.at(-1)).toEqual(last));
    expect(events[0]).toEqual({ ...last, lastStep: 0 });
    expect(events.length).toBeLessThan(20);
  });

  it('connects again after the connection was cut, and says so', async () => {
    await test.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'voxboard-changes' AND datname = current_database()`,
    );
    await vi.waitFor(() => expect(reconnects).toBe(1));
    const event = workerEvent();
    await notifyChange(test.db, event);
    await vi.waitFor(() => expect(events).toEqual([event]));
    expect(errors).not.toEqual([]);
  });

  it('reports a notice it cannot read and goes on', async () => {
    await test.db.pool.query(`SELECT pg_notify('voxboard_change', 'nonsense')`);
    const event = workerEvent();
    await notifyChange(test.db, event);
    await vi.waitFor(() => expect(events).toEqual([event]));
    expect(errors).toHaveLength(1);
  });

  it('stops for good', async () => {
    await feed.stop();
    const { rows } = await test.db.pool.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE application_name = 'voxboard-changes' AND datname = current_database()`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('refuses an address where no database answers', async () => {
    await expect(ChangeFeed.listen('postgresql://nobody@127.0.0.1:1/none', () => undefined)).rejects.toThrow();
  });
});
