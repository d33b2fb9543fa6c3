import type { JobName, JobPayload } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../new-id.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { enqueue } from './enqueue.js';
import { type JobHandlers, type JobRun, type RunningWorkers, RunQueue } from './run-queue.js';

describe('RunQueue', () => {
  let test: TestDatabase;
  let running: RunningWorkers[];
  let done: string[];
  let errors: unknown[];

  beforeEach(async () => {
    test = await createTestDatabase();
    running = [];
    done = [];
    errors = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((workers) => workers.stop()));
    await test.close();
  });

  const work = async (handlers: Partial<JobHandlers> = {}, concurrency = 1) => {
    const unexpected = (payload: JobPayload<JobName>) =>
      Promise.reject(new Error(`unexpected ${JSON.stringify(payload)}`));
    const workers = await new RunQueue(test.db).runWorkers({
      handlers: { 'dataset.import': unexpected, 'feature-set.compute': unexpected, 'run.train': train, ...handlers },
      concurrency,
      onError: (error) => errors.push(error),
    });
    running.push(workers);
    return workers;
  };
  const train = async ({ runId }: JobPayload<'run.train'>) => {
    done.push(runId);
  };
  const jobCount = async () => {
    const { rows } = await test.db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM graphile_worker.jobs');
    return rows[0]?.n;
  };

  it('hands over a job when its transaction commits, and none of one that was rolled back', async () => {
    await work();
    const [kept, dropped] = [newId(), newId()];
    await expect(
      test.db.transaction(async (tx) => {
        await enqueue(tx, 'run.train', { runId: dropped });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await test.db.transaction((tx) => enqueue(tx, 'run.train', { runId: kept }));
    await vi.waitFor(() => expect(done).toEqual([kept]));
    await vi.waitFor(async () => expect(await jobCount()).toBe(0));
  });

  it('hands each of many jobs to one of several workers', async () => {
    const ids = Array.from({ length: 60 }, newId);
    for (const runId of ids) await enqueue(test.db, 'run.train', { runId });
    await Promise.all([work({}, 3), work({}, 3), work({}, 3)]);
    await vi.waitFor(() => expect(done.length).toBeGreaterThanOrEqual(60), { timeout: 10_000 });
    await Promise.all(running.splice(0).map((workers) => workers.stop()));
    expect([...done].sort()).toEqual(ids);
  });

  it('takes the job with the smaller priority first', async () => {
    const [later, sooner] = [newId(), newId()];
    await enqueue(test.db, 'run.train', { runId: later }, { priority: 5 });
    await enqueue(test.db, 'run.train', { runId: sooner }, { priority: -5 });
    await work();
    await vi.waitFor(() => expect(done).toEqual([sooner, later]));
  });

  it('keeps one job a key', async () => {
    const runId = newId();
    for (let i = 0; i < 3; i++) await enqueue(test.db, 'run.train', { runId }, { jobKey: 'same' });
    expect(await jobCount()).toBe(1);
  });

  it('lets a new job take the key of one that a dead worker still holds', async () => {
    const runId = newId();
    await enqueue(test.db, 'run.train', { runId }, { jobKey: 'same' });
    // As a worker leaves it that was killed: locked, with an attempt counted.
    await test.db.pool.query(
      `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead', attempts = 1`,
    );
    await enqueue(test.db, 'run.train', { runId }, { jobKey: 'same' });
    await work();
    await vi.waitFor(() => expect(done).toEqual([runId]));
    const { rows } = await test.db.pool.query('SELECT attempts = max_attempts AS spent, key FROM graphile_worker.jobs');
    expect(rows).toEqual([{ spent: true, key: null }]);
  });

  it('reports a handler that throws and keeps the job for later', async () => {
    const attempts: number[] = [];
    await work({
      'run.train': async (_, job: JobRun) => {
        attempts.push(job.attempt);
        throw new Error('no luck');
      },
    });
    await enqueue(test.db, 'run.train', { runId: newId() });
    await vi.waitFor(() => expect(errors).not.toEqual([]));
    expect(String(errors[0])).toContain('no luck');
    expect(attempts).toEqual([1]);
    expect(await jobCount()).toBe(1);
  });

  it('waits for the job under way when it is stopped', async () => {
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun = false;
    const workers = await work({
      'run.train': async ({ runId }) => {
        begun = true;
        await held;
        done.push(runId);
      },
    });
    await enqueue(test.db, 'run.train', { runId: newId() });
    await vi.waitFor(() => expect(begun).toBe(true));
    const stopped = workers.stop().then(() => [...done]);
    finish();
    expect(await stopped).toHaveLength(1);
    running = [];
  });

  it('refuses a payload of another shape when it is enqueued', async () => {
    await expect(enqueue(test.db, 'run.train', { runId: 'not an id' })).rejects.toThrow();
    expect(await jobCount()).toBe(0);
  });
});
