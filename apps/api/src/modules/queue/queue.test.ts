import type { FeatureSet, Project } from '@voxboard/db';
import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';

interface Entries {
  readonly queue: {
    readonly entries: {
      readonly totalCount: number;
      readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
      readonly nodes: readonly {
        readonly position: number;
        readonly priority: number;
        readonly expectedSeconds: number | null;
        readonly expectedStartAt: string | null;
        readonly run: { readonly id: string };
      }[];
    };
  };
}

const ENTRIES = `query($slug: String!, $first: Int, $after: String) { queue(projectSlug: $slug) {
  entries(first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage }
    nodes { position priority expectedSeconds expectedStartAt run { id } } } } }`;

describe('the queue', () => {
  let api: ApiUnderTest;
  let project: Project;
  let featureSet: FeatureSet;
  let architectureId: string;
  let runIds: string[];

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    await api.test.db.prisma.worker.deleteMany();
    await api.test.db.prisma.project.deleteMany();
    project = await api.make.project();
    const { id: datasetId } = await api.make.dataset({ projectId: project.id });
    const version = await api.make.datasetVersion({ datasetId }, makeClips(64));
    featureSet = await api.make.featureSet({ datasetVersionId: version.id });
    architectureId = (await api.make.architecture({ projectId: project.id })).id;
    const { launchExperiment } = await api.ask<{ launchExperiment: { runs: { id: string }[] } }>(
      `mutation($input: LaunchExperimentInput!) { launchExperiment(input: $input) {
         ... on LaunchExperimentSuccess { runs { id } } } }`,
      {
        input: {
          projectSlug: project.slug,
          task: 'EMOTION',
          featureSetId: featureSet.id,
          architectureId,
          protocol: { name: 'by-speaker', foldCount: 4 },
          hyperparameters: { epochs: 10 },
        },
      },
    );
    runIds = launchExperiment.runs.map(({ id }) => id);
  });

  const entries = async (page: object = {}) =>
    (await api.ask<Entries>(ENTRIES, { slug: project.slug, ...page })).queue.entries;
  const finishOne = (seconds: number) =>
    api.test.db.prisma.run.update({
      where: { id: runIds[0] ?? '' },
      data: { status: 'FINISHED', epochsDone: 10, startedAt: new Date(0), finishedAt: new Date(seconds * 1000) },
    });

  it('comes in pages, in the order in which workers take it', async () => {
    const first = await entries({ first: 3 });
    expect(first.nodes.map(({ position, run }) => [position, run.id])).toEqual(
      runIds.slice(0, 3).map((id, i) => [i + 1, id]),
    );
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const second = await entries({ first: 3, after: first.pageInfo.endCursor });
    expect(second.nodes.map(({ run }) => run.id)).toEqual(runIds.slice(3));
  });

  it('says when each is expected to begin, from runs like it that have finished', async () => {
    expect((await entries()).nodes.every(({ expectedStartAt }) => expectedStartAt === null)).toBe(true);
    await finishOne(100);
    await api.make.worker({ heartbeatAt: new Date() });
    const { nodes } = await entries();
    expect(nodes.map(({ expectedSeconds }) => expectedSeconds)).toEqual([100, 100, 100]);
    const starts = nodes.map(({ expectedStartAt }) => Date.parse(expectedStartAt ?? ''));
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBe(100_000);
    // A paused worker takes nothing.
    await api.test.db.prisma.worker.updateMany({ data: { wantedState: 'PAUSED' } });
    expect((await entries()).nodes.every(({ expectedStartAt }) => expectedStartAt === null)).toBe(true);
  });

  it('lets a person put runs first, for the workers too', async () => {
    const last = runIds[3];
    await api.ask(
      `mutation($input: SetRunPriorityInput!) { setRunPriority(input: $input) { ... on SetRunPrioritySuccess { count } } }`,
      { input: { runIds: [last], priority: -5 } },
    );
    expect((await entries()).nodes[0]).toMatchObject({ position: 1, priority: -5, run: { id: last } });
    const { rows } = await api.test.db.sql.query<{ priority: number }>(
      'SELECT priority FROM graphile_worker.jobs WHERE key = $1',
      [`run.train:${last}`],
    );
    expect(rows[0]?.priority).toBe(-5);
  });

  it('tells a worker what to do, and shows what it is', async () => {
    const facts = { processor: 'P', coreCount: 2, memoryBytes: 4e9, system: 'S', version: '1', nodeVersion: 'v20' };
    const worker = await api.make.worker({ facts, kind: 'cpu', pricePerHour: 0.5, priceCurrency: 'EUR' });
    await api.ask(
      `mutation($input: SetWorkerStateInput!) { setWorkerState(input: $input) { ... on SetWorkerStateSuccess { worker { id } } } }`,
      { input: { workerId: worker.id, state: 'DRAINING' } },
    );
    const { workers } = await api.ask<{ workers: object[] }>(
      '{ workers { state kind pricePerHour facts { processor coreCount memoryBytes } history { id } } }',
    );
    expect(workers).toEqual([
      {
        state: 'DRAINING',
        kind: 'cpu',
        pricePerHour: 0.5,
        facts: { processor: 'P', coreCount: 2, memoryBytes: 4e9 },
        history: [],
      },
    ]);
  });

  it('estimates a launch before it is made: its runs, its time behind what waits, and its cost', async () => {
    const ask = async (overrides: object = {}) =>
      (
        await api.ask<{ launchEstimate: Record<string, number | string | null> }>(
          `query($input: LaunchEstimateInput!) { launchEstimate(input: $input) {
             runCount trainSeconds wallSeconds basis workerCount waitingCount cost currency } }`,
          {
            input: {
              projectSlug: project.slug,
              featureSetId: featureSet.id,
              architectureIds: [architectureId],
              protocol: { name: 'by-speaker', foldCount: 4 },
              hyperparameters: { epochs: 10 },
              ...overrides,
            },
          },
        )
      ).launchEstimate;
    expect(await ask()).toMatchObject({ runCount: 4, trainSeconds: null, cost: null, workerCount: 0, waitingCount: 4 });
    await finishOne(100);
    await api.make.worker({ heartbeatAt: new Date(), pricePerHour: 3.6, priceCurrency: 'EUR' });
    const known = await ask({ seedCount: 2, trialCount: 5 });
    expect(known).toMatchObject({ runCount: 40, workerCount: 1, waitingCount: 3, currency: 'EUR' });
    // About 100 s a run: with four speakers the validation part is larger than its share, so less is trained on.
    expect(Number(known.trainSeconds) / 40).toBeGreaterThan(70);
    expect(Number(known.trainSeconds) / 40).toBeLessThan(150);
    expect(Number(known.wallSeconds)).toBeCloseTo(Number(known.trainSeconds) + 300, 3);
    expect(Number(known.cost)).toBeCloseTo(Number(known.trainSeconds) / 1000, 6);
  });
});
