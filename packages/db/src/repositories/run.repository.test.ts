import { IllegalRunTransitionError, NotFoundError, RUN_STATUSES, type RunStatus } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../generated/client.js';
import { newId } from '../new-id.js';
import { type Factories, makeFactories } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { RunNotHeldError } from './run.errors.js';
import { type RunLaunch, RunRepository } from './run.repository.js';

const LEASE_MS = 60_000;
const NOW = new Date('2026-01-02T03:04:05Z');
const BACKEND = { name: 'cpu', device: 'test', threads: 1, versions: {} };

describe('RunRepository', () => {
  let test: TestDatabase;
  let make: Factories;
  let runs: RunRepository;
  let workerId: string;
  let launch: Omit<RunLaunch, 'runs'> & { splitPlanId: string };

  beforeEach(async () => {
    test = await createTestDatabase();
    make = makeFactories(test.db);
    runs = new RunRepository(test.db);
    workerId = (await make.worker()).id;
    const experiment = await make.experiment();
    const { datasetVersionId } = await test.db.prisma.featureSet.findUniqueOrThrow({
      where: { id: experiment.featureSetId ?? '' },
    });
    const { id: splitPlanId } = await make.splitPlan({ datasetVersionId });
    const { id: experimentId, projectId } = experiment;
    launch = { projectId, experimentId, params: { epochs: 3 }, tags: [], epochCount: 3, priority: 0, splitPlanId };
  });
  afterEach(() => test.close());

  const planned = (count: number): RunLaunch => ({
    ...launch,
    runs: Array.from({ length: count }, (_, i) => ({
      name: `run ${i}`,
      foldIndex: i % 2,
      seed: i,
      splitPlanId: launch.splitPlanId,
    })),
  });
  const launched = async (): Promise<Run> => {
    const [run] = await runs.launch(planned(1));
    return run!;
  };
  const training = async (): Promise<Run> => {
    const run = await launched();
    await runs.claim(run.id, workerId, LEASE_MS);
    return run;
  };
  const find = (id: string) =>
    test.db.prisma.run.findUniqueOrThrow({ where: { id }, include: { launchRequest: true } });
  const jobsOf = async (runId: string) => {
    const { rows } = await test.db.pool.query(
      'SELECT task_identifier, priority FROM graphile_worker.jobs WHERE key = $1',
      [`run.train:${runId}`],
    );
    return rows;
  };
  const expire = (runId: string) =>
    test.db.pool.query(`UPDATE launch_request SET lease_until = now() - interval '1 second' WHERE run_id = $1`, [
      runId,
    ]);

  describe('launch', () => {
    it('makes rows, requests and jobs of all runs', async () => {
      const made = await runs.launch({ ...planned(3), priority: 5 });
      expect(made.map(({ status, seed }) => [status, seed])).toEqual([
        ['QUEUED', 0],
        ['QUEUED', 1],
        ['QUEUED', 2],
      ]);
      for (const { id } of made) {
        expect(await jobsOf(id)).toEqual([{ task_identifier: 'run.train', priority: 5 }]);
        expect((await find(id)).launchRequest).toMatchObject({ priority: 5, attempts: 0, leaseUntil: null });
      }
    });

    it('leaves nothing behind when it is cut off before the end', async () => {
      const cutOff = test.db.transaction(async (tx) => {
        await new RunRepository(tx).launch(planned(3));
        throw new Error('the power went');
      });
      await expect(cutOff).rejects.toThrow('the power went');
      expect(await test.db.prisma.run.count()).toBe(0);
      expect(await test.db.prisma.launchRequest.count()).toBe(0);
      const { rows } = await test.db.pool.query('SELECT count(*)::int AS n FROM graphile_worker.jobs');
      expect(rows).toEqual([{ n: 0 }]);
    });
  });

  describe('claim', () => {
    it('gives the worker all that training needs', async () => {
      const run = await launched();
      const claimed = await runs.claim(run.id, workerId, LEASE_MS);
      expect(claimed).toMatchObject({
        runId: run.id,
        attempt: 1,
        seed: 0,
        config: { task: 'EMOTION', architecture: { kind: 'preset', preset: 'mlp' }, protocol: { name: 'by-speaker' } },
        featureSet: { name: 'study-162-plain' },
      });
      expect(claimed?.fold.train[0]).toEqual({ clip: 1, augmentation: 0 });
      const { status, workerId: holder, launchRequest, startedAt } = await find(run.id);
      expect({ status, holder }).toEqual({ status: 'RUNNING', holder: workerId });
      expect(startedAt).not.toBeNull();
      expect(launchRequest?.leaseUntil?.getTime()).toBeGreaterThan(startedAt?.getTime() ?? Number.NaN);
    });

    it('gives each of 60 runs to exactly one of eight workers', { timeout: 120_000 }, async () => {
      const ids = (await runs.launch(planned(60))).map(({ id }) => id);
      const workers = await Promise.all(Array.from({ length: 8 }, () => make.worker()));
      const won = await Promise.all(
        workers.map(async (worker) => {
          const mine: string[] = [];
          for (const id of ids) if (await runs.claim(id, worker.id, LEASE_MS)) mine.push(id);
          return mine;
        }),
      );
      expect(won.flat().sort()).toEqual([...ids].sort());
      const attempts = await test.db.prisma.launchRequest.groupBy({ by: ['attempts'], _count: true });
      expect(attempts).toEqual([{ attempts: 1, _count: 60 }]);
    });

    it('gives nothing for a run that is gone or canceled', async () => {
      const run = await launched();
      await runs.cancel(run.id);
      expect(await runs.claim(run.id, workerId, LEASE_MS)).toBeNull();
      expect(await runs.claim(newId(), workerId, LEASE_MS)).toBeNull();
    });
  });

  describe('leases', () => {
    it('are renewed by their holder only', async () => {
      const run = await training();
      const other = await make.worker();
      expect(await runs.renewLease(run.id, workerId, LEASE_MS)).toEqual({ held: true, cancelRequested: false });
      expect(await runs.renewLease(run.id, other.id, LEASE_MS)).toEqual({ held: false, cancelRequested: false });
    });

    it('bring a run back to the queue when they run out', async () => {
      const run = await training();
      expect(await runs.requeueExpired()).toBe(0);
      await expire(run.id);
      expect(await runs.requeueExpired()).toBe(1);
      expect(await find(run.id)).toMatchObject({ status: 'QUEUED', workerId: null, startedAt: null });
      expect(await jobsOf(run.id)).toHaveLength(1);
      expect((await runs.claim(run.id, workerId, LEASE_MS))?.attempt).toBe(2);
    });

    it('fail a run honestly when its workers died three times', async () => {
      const run = await launched();
      for (let attempt = 1; attempt <= 3; attempt++) {
        await runs.claim(run.id, workerId, LEASE_MS);
        await expire(run.id);
        await runs.requeueExpired();
      }
      const failed = await find(run.id);
      expect(failed).toMatchObject({ status: 'FAILED', errorCode: 'WORKER_LOST' });
      expect(failed.errorMessage).toContain('disappeared 3 times');
      expect(failed.finishedAt).not.toBeNull();
    });

    it('are settled once when several processes look at the same time', async () => {
      const made = await runs.launch(planned(10));
      for (const { id } of made) {
        await runs.claim(id, workerId, LEASE_MS);
        await expire(id);
      }
      const settled = await Promise.all(Array.from({ length: 4 }, () => runs.requeueExpired()));
      expect(settled.reduce((a, b) => a + b)).toBe(10);
      expect(await test.db.prisma.run.count({ where: { status: 'QUEUED' } })).toBe(10);
    });

    it('keep a worker that lost one from ending what another has begun', async () => {
      const run = await training();
      const other = await make.worker();
      await expire(run.id);
      await runs.requeueExpired();
      await runs.claim(run.id, other.id, LEASE_MS);
      await expect(runs.finish(run.id, workerId)).rejects.toThrow(RunNotHeldError);
      await expect(runs.fail(run.id, 'X', 'x', workerId)).rejects.toThrow(RunNotHeldError);
      await expect(runs.release(run.id, workerId)).rejects.toThrow(RunNotHeldError);
      expect((await runs.finish(run.id, other.id)).status).toBe('FINISHED');
    });

    it('are given back by a worker that goes down, without counting the attempt', async () => {
      const run = await training();
      await runs.release(run.id, workerId);
      const released = await find(run.id);
      expect(released).toMatchObject({ status: 'QUEUED', workerId: null, launchRequest: { attempts: 0 } });
      expect(await jobsOf(run.id)).toHaveLength(1);
    });

    it('cannot be given back after the run has ended', async () => {
      const run = await training();
      await runs.fail(run.id, 'TEST', 'as planned', workerId);
      await expect(runs.release(run.id, workerId)).rejects.toThrow(IllegalRunTransitionError);
    });
  });

  describe('cancel', () => {
    it('ends a waiting run at once and takes its job away', async () => {
      const run = await launched();
      expect((await runs.cancel(run.id)).status).toBe('CANCELED');
      expect((await find(run.id)).finishedAt).not.toBeNull();
      expect(await jobsOf(run.id)).toEqual([]);
    });

    it('asks the worker of a training run, which then ends it', async () => {
      const run = await training();
      expect((await runs.cancel(run.id)).status).toBe('RUNNING');
      expect(await runs.renewLease(run.id, workerId, LEASE_MS)).toEqual({ held: true, cancelRequested: true });
      expect((await runs.markCanceled(run.id, workerId)).status).toBe('CANCELED');
    });

    it('is carried out by the lease when the worker died first', async () => {
      const run = await training();
      await runs.cancel(run.id);
      await expire(run.id);
      await runs.requeueExpired();
      expect((await find(run.id)).status).toBe('CANCELED');
    });

    it('ends a run that a script logs', async () => {
      const run = await make.run();
      expect((await runs.cancel(run.id)).status).toBe('CANCELED');
    });

    it('and a claim at the same moment agree on one outcome', async () => {
      for (let i = 0; i < 20; i++) {
        const run = await launched();
        const [canceled, claimed] = await Promise.all([runs.cancel(run.id), runs.claim(run.id, workerId, LEASE_MS)]);
        expect(canceled.status).toBe(claimed ? 'RUNNING' : 'CANCELED');
        expect((await find(run.id)).cancelRequestedAt !== null).toBe(claimed !== null);
      }
    });
  });

  describe('resume', () => {
    it('puts a failed run back with all its attempts', async () => {
      const run = await training();
      await runs.fail(run.id, 'TEST', 'as planned');
      expect(await runs.resume(run.id)).toMatchObject({ status: 'QUEUED', errorCode: null, finishedAt: null });
      expect(await jobsOf(run.id)).toHaveLength(1);
      expect((await find(run.id)).launchRequest?.attempts).toBe(0);
    });

    it('forgets that a canceled run was to be canceled', async () => {
      const run = await training();
      await runs.cancel(run.id);
      await runs.markCanceled(run.id);
      await runs.resume(run.id);
      await runs.claim(run.id, workerId, LEASE_MS);
      expect(await runs.renewLease(run.id, workerId, LEASE_MS)).toEqual({ held: true, cancelRequested: false });
    });

    it('leaves a training run alone', async () => {
      const run = await training();
      await expect(runs.resume(run.id)).rejects.toThrow(IllegalRunTransitionError);
      expect((await find(run.id)).status).toBe('RUNNING');
    });
  });

  describe('the state machine', () => {
    const ways: Record<string, { from: readonly RunStatus[]; go: (id: string) => Promise<unknown> }> = {
      finish: { from: ['RUNNING'], go: (id) => runs.finish(id) },
      fail: { from: ['QUEUED', 'RUNNING'], go: (id) => runs.fail(id, 'TEST', 'as planned') },
      markCanceled: { from: ['QUEUED', 'RUNNING'], go: (id) => runs.markCanceled(id) },
      cancel: { from: ['QUEUED', 'RUNNING'], go: (id) => runs.cancel(id) },
      resume: { from: ['FAILED', 'CANCELED'], go: (id) => runs.resume(id) },
    };
    const inStatus = async (status: RunStatus): Promise<string> => {
      const { id } = await (status === 'QUEUED' ? launched() : training());
      if (status === 'FINISHED') await runs.finish(id);
      if (status === 'FAILED') await runs.fail(id, 'TEST', 'as planned');
      if (status === 'CANCELED') await runs.markCanceled(id);
      return id;
    };

    it.each(Object.keys(ways))('lets %s leave only the statuses it may leave', async (name) => {
      const { from, go } = ways[name]!;
      for (const status of RUN_STATUSES) {
        const id = await inStatus(status);
        if (from.includes(status)) await go(id);
        else {
          await expect(go(id)).rejects.toThrow(IllegalRunTransitionError);
          expect((await find(id)).status).toBe(status);
        }
      }
    });

    it.each(Object.keys(ways))('says not found when %s names no run', async (name) => {
      await expect(ways[name]!.go(newId())).rejects.toThrow(NotFoundError);
    });
  });

  it('records what the trainer found out when it began', async () => {
    const run = await training();
    await runs.start(run.id, BACKEND, 1234, 50);
    expect(await find(run.id)).toMatchObject({ parameterCount: 1234, epochCount: 50, backend: BACKEND });
  });

  describe('runs that scripts log', () => {
    it('run from the start and end as the script says', async () => {
      const { id: experimentId, projectId } = await make.experiment({ source: 'EXTERNAL', featureSetId: null });
      const external = { projectId, experimentId, name: 'mine', params: {}, tags: ['x'], seed: null, foldIndex: null };
      const run = await runs.createExternal(external, NOW);
      expect(run).toMatchObject({ source: 'EXTERNAL', status: 'RUNNING', startedAt: NOW });
      expect(await runs.heartbeat(run.id, NOW)).toBe(true);
      const ended = await runs.endExternal(run.id, 'FAILED', 'out of memory', NOW);
      expect(ended).toMatchObject({ status: 'FAILED', errorMessage: 'out of memory', finishedAt: NOW });
      expect(await runs.heartbeat(run.id, NOW)).toBe(false);
      await expect(runs.endExternal(run.id, 'FINISHED', null, NOW)).rejects.toThrow(IllegalRunTransitionError);
    });

    it('are the only ones that a script may end', async () => {
      const run = await training();
      await expect(runs.endExternal(run.id, 'FINISHED', null, NOW)).rejects.toThrow(IllegalRunTransitionError);
    });
  });
});
