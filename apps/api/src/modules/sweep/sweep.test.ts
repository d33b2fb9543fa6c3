import { type FeatureSet, MetricStore, type Project, RunRepository, SweepReader, type Worker } from '@voxboard/db';
import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReaders } from '../../readers.js';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../../testing/errors-of.js';
import { LaunchService } from '../experiment/launch.service.js';
import { IdempotencyService } from '../shared/idempotency.service.js';
import { SweepDirector } from './sweep-director.js';

interface Created extends ResultOf {
  readonly sweep?: { readonly id: string; readonly name: string; readonly status: string };
}

interface Shown {
  readonly status: string;
  readonly endReason: string | null;
  readonly trialCounts: Record<string, number>;
  readonly bestTrial: { readonly number: number; readonly objective: number; readonly values: object } | null;
  readonly importance: { readonly method: string; readonly trialCount: number };
  readonly stopping: { readonly stopped: number; readonly summary: string };
  readonly trials: {
    readonly nodes: readonly {
      readonly number: number;
      readonly status: string;
      readonly values: Readonly<Record<string, number>>;
      readonly reason: string | null;
      readonly experiment: { readonly id: string; readonly selections: readonly object[] } | null;
    }[];
  };
}

const CREATE = `mutation($input: CreateSweepInput!) { result: createSweep(input: $input) {
  ${ERROR_FIELDS} ... on CreateSweepSuccess { sweep { id name status } } } }`;
const CHANGE = (field: string) => `mutation($input: SweepInput!) { result: ${field}(input: $input) {
  ${ERROR_FIELDS} ... on ChangeSweepSuccess { sweep { id status } } } }`;
const SHOW = `query($id: ID!) { sweep(id: $id) {
  status endReason trialCounts { planned running complete stopped failed canceled }
  bestTrial { number objective values } importance { method trialCount } stopping { stopped summary }
  trials { nodes { number status values reason experiment { id selections { completeTrials isBest number } } } } } }`;

describe('sweeps', { timeout: 120_000 }, () => {
  let api: ApiUnderTest;
  let project: Project;
  let featureSet: FeatureSet;
  let worker: Worker;
  let metrics: MetricStore;
  let architectureId: string;

  beforeAll(async () => {
    api = await startTestApi();
    metrics = new MetricStore(api.test.db);
    worker = await api.make.worker();
  });
  afterAll(async () => {
    await metrics.close();
    await api.close();
  });
  beforeEach(async () => {
    project = await api.make.project();
    const { id: datasetId } = await api.make.dataset({ projectId: project.id });
    const version = await api.make.datasetVersion({ datasetId }, makeClips(64));
    featureSet = await api.make.featureSet({ datasetVersionId: version.id });
    architectureId = (await api.make.architecture({ projectId: project.id })).id;
  });

  const input = (overrides: object = {}) => ({
    projectSlug: project.slug,
    base: {
      task: 'EMOTION',
      featureSetId: featureSet.id,
      architectureId,
      protocol: { name: 'by-speaker', foldCount: 2 },
      folds: [0],
    },
    space: [{ name: 'learningRate', kind: 'LOG_UNIFORM', low: 0.0001, high: 1 }],
    method: 'RANDOM',
    limits: { maxTrials: 4, parallelTrials: 2 },
    ...overrides,
  });
  const create = async (overrides: object = {}) =>
    (await api.ask<{ result: Created }>(CREATE, { input: input(overrides) })).result;
  const begin = async (overrides: object = {}) => {
    const { sweep, message } = await create(overrides);
    if (!sweep) throw new Error(message);
    return sweep.id;
  };
  const show = async (id: string) => (await api.ask<{ sweep: Shown }>(SHOW, { id })).sweep;
  const change = async (field: string, sweepId: string) =>
    (await api.ask<{ result: Created }>(CHANGE(field), { input: { sweepId } })).result;

  /** What a worker would do, in no time: trains each waiting run to a score that its learning rate decides. */
  const work = async (scoreOf: (learningRate: number) => number = (rate) => rate / 2): Promise<number> => {
    const runs = await api.test.db.prisma.run.findMany({ where: { projectId: project.id, status: 'QUEUED' } });
    const repository = new RunRepository(api.test.db);
    for (const { id } of runs) {
      const claimed = await repository.claim(id, worker.id, 60_000);
      if (!claimed) continue;
      const value = scoreOf(claimed.config.hyperparameters.learningRate);
      const column = { key: 'uar', split: 'VALIDATION' as const, steps: [0], values: [value], timestampsMs: [0] };
      await metrics.append(id, project.id, [column], { epochsDone: 1 });
      await repository.finish(id, worker.id);
    }
    return runs.length;
  };
  /** Waits for the background to come to what is wanted, by asking. */
  const until = async <T>(look: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> => {
    return expect.poll(look, { timeout: 60_000, interval: 50 }).toSatisfy(isWanted).then(look);
  };
  const toTheEnd = (id: string) =>
    until(
      async () => {
        await work();
        return show(id);
      },
      ({ status }) => status === 'FINISHED',
    );

  it('runs its trials to the end, so many at a time, and knows the best', async () => {
    const id = await begin();
    const first = await until(
      () => show(id),
      ({ trialCounts }) => trialCounts.running === 2,
    );
    expect(first.trials.nodes.map(({ number, status }) => [number, status])).toEqual([
      [1, 'RUNNING'],
      [2, 'RUNNING'],
    ]);
    const sweep = await toTheEnd(id);
    expect(sweep).toMatchObject({ endReason: 'All its trials have ended.', trialCounts: { complete: 4, running: 0 } });
    const rates = sweep.trials.nodes.map(({ values }) => values.learningRate ?? 0);
    expect(sweep.bestTrial?.objective).toBeCloseTo(Math.max(...rates) / 2, 6);
    const best = sweep.trials.nodes.find(({ number }) => number === sweep.bestTrial?.number);
    expect(best?.experiment?.selections).toEqual([{ completeTrials: 4, isBest: true, number: best?.number }]);
    const runs = await api.test.db.prisma.run.count({ where: { projectId: project.id } });
    expect(runs).toBe(4);
  });

  it('proposes the same trials for the same seed', async () => {
    const valuesOf = async (seed: number) =>
      (await toTheEnd(await begin({ seed, limits: { maxTrials: 3, parallelTrials: 3 } }))).trials.nodes.map(
        ({ values }) => values,
      );
    const first = await valuesOf(5);
    expect(await valuesOf(5)).toEqual(first);
    expect(await valuesOf(6)).not.toEqual(first);
  });

  it('goes on when whoever decided was killed between any two steps, and does nothing twice', async () => {
    const id = await begin({ limits: { maxTrials: 2, parallelTrials: 2 } });
    await until(
      () => show(id),
      ({ trialCounts }) => trialCounts.running === 2,
    );
    const experiments = await api.test.db.prisma.experiment.findMany({ where: { projectId: project.id } });
    // As if it had been killed after the launch and before the trial knew of it.
    await api.test.db.prisma.sweepTrial.updateMany({
      where: { sweepId: id },
      data: { status: 'PLANNED', experimentId: null },
    });
    const others = Array.from({ length: 3 }, () => {
      const launches = new LaunchService(api.test.db, createReaders(api.test.db), new IdempotencyService(api.test.db));
      return new SweepDirector(api.test.db, metrics, launches, () => new Date());
    });
    await Promise.all(others.map((director) => director.advance(id)));
    expect(await api.test.db.prisma.experiment.count({ where: { projectId: project.id } })).toBe(2);
    const [trials = []] = await new SweepReader(api.test.db.sql).trialsOf([id]);
    expect(trials.map(({ experimentId }) => experimentId).sort()).toEqual(experiments.map((one) => one.id).sort());
    expect((await toTheEnd(id)).trialCounts).toMatchObject({ complete: 2 });
  });

  it('begins nothing while paused, and ends with its trials when it is canceled', async () => {
    const id = await begin();
    await until(
      () => show(id),
      ({ trialCounts }) => trialCounts.running === 2,
    );
    expect(await change('pauseSweep', id)).toMatchObject({ sweep: { status: 'PAUSED' } });
    await work();
    await until(
      () => show(id),
      ({ trialCounts }) => trialCounts.complete === 2,
    );
    expect((await show(id)).trialCounts).toMatchObject({ planned: 0, running: 0, complete: 2 });
    await change('resumeSweep', id);
    await until(
      () => show(id),
      ({ trialCounts }) => trialCounts.running === 2,
    );
    await change('cancelSweep', id);
    const sweep = await until(
      () => show(id),
      ({ trialCounts }) => trialCounts.canceled === 2,
    );
    expect(sweep).toMatchObject({ status: 'CANCELED', endReason: 'A person canceled the sweep.' });
    expect(await work()).toBe(0);
    expect(await change('resumeSweep', id)).toMatchObject({ __typename: 'IllegalTransitionError' });
  });

  it('stops a trial that does worse than its peers, and says why on its run', async () => {
    const id = await begin({
      limits: { maxTrials: 3, parallelTrials: 3 },
      earlyStopping: { kind: 'MEDIAN', graceEpochs: 2, minPeers: 2, spareShare: 0 },
    });
    await until(
      () => show(id),
      ({ trialCounts }) => trialCounts.running === 3,
    );
    const runs = await api.test.db.prisma.run.findMany({ where: { projectId: project.id }, orderBy: { id: 'asc' } });
    const repository = new RunRepository(api.test.db);
    for (const [i, { id: runId }] of runs.entries()) {
      await repository.claim(runId, worker.id, 60_000);
      const value = i === 2 ? 0.1 : 0.6;
      const points = { steps: [0, 1, 2], values: [value, value, value], timestampsMs: [0, 1, 2] };
      await metrics.append(runId, project.id, [{ key: 'uar', split: 'VALIDATION', ...points }], { epochsDone: 3 });
    }
    const asked = await until(
      () => api.test.db.prisma.run.findUniqueOrThrow({ where: { id: runs[2]?.id ?? '' } }),
      ({ cancelRequestedAt }) => cancelRequestedAt !== null,
    );
    expect(asked.stopReason).toContain('worse than 0.6');
    await repository.markCanceled(asked.id, worker.id);
    const sweep = await until(
      () => show(id),
      ({ trialCounts }) => trialCounts.stopped === 1,
    );
    expect(sweep.stopping).toMatchObject({ stopped: 1 });
    expect(sweep.trials.nodes.find(({ status }) => status === 'STOPPED')?.reason).toContain('worse than 0.6');
  });

  it('never chooses by the test part', async () => {
    expect(await create({ objective: { split: 'TEST' } })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['objective', 'split'],
    });
  });

  it('refuses what could not be launched, before anything is', async () => {
    const dimension = { name: 'learningRate', kind: 'UNIFORM', low: 1, high: 50 };
    expect(await create({ space: [dimension] })).toMatchObject({ path: ['space', '0', 'learningRate'] });
    expect(await create({ space: [{ name: 'width', kind: 'CHOICE', values: [1] }] })).toMatchObject({
      __typename: 'InvalidInputError',
    });
    const architecture = { name: 'architecture', kind: 'CHOICE', values: [architectureId, 'nobody'] };
    expect(await create({ space: [architecture] })).toMatchObject({ __typename: 'NotFoundError' });
    expect(await create({ limits: { maxTrials: 0 } })).toMatchObject({ path: ['limits', 'maxTrials'] });
    const base = { ...input().base, protocol: { name: 'by-speaker', validationFraction: 0 } };
    expect(await create({ base })).toMatchObject({ path: ['base', 'protocol', 'validationFraction'] });
    expect(await api.test.db.prisma.sweep.count({ where: { projectId: project.id } })).toBe(0);
  });

  it('is made once for one key, and its name is taken then', async () => {
    const idempotencyKey = `sweep ${project.id}`;
    const first = await create({ name: 'S', idempotencyKey });
    expect(await create({ name: 'S', idempotencyKey })).toEqual(first);
    expect(await create({ name: 'S' })).toMatchObject({ __typename: 'AlreadyExistsError' });
  });
});
