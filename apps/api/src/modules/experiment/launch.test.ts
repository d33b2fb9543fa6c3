import type { DatasetVersion, FeatureSet, Project } from '@voxboard/db';
import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../../testing/errors-of.js';

interface Launched extends ResultOf {
  readonly experiment?: {
    readonly id: string;
    readonly name: string;
    readonly plannedFolds: number;
    readonly plannedSeeds: number[];
    readonly hyperparameters: Record<string, unknown>;
    readonly protocol: { readonly name: string; readonly hash: string };
  };
  readonly runs?: readonly {
    readonly id: string;
    readonly name: string;
    readonly foldIndex: number;
    readonly seed: number;
    readonly status: string;
    readonly queuePosition: number;
    readonly params: Record<string, unknown>;
    readonly split: { readonly testRows: number; readonly testSpeakers: string[]; readonly trainRows: number };
  }[];
}

const LAUNCH = /* GraphQL */ `
  mutation Launch($input: LaunchExperimentInput!) {
    launchExperiment(input: $input) {
      ${ERROR_FIELDS}
      ... on LaunchExperimentSuccess {
        experiment { id name plannedFolds plannedSeeds hyperparameters protocol { name hash } }
        runs { id name foldIndex seed status queuePosition params split { testRows testSpeakers trainRows } }
      }
    }
  }
`;

describe('launchExperiment', () => {
  let api: ApiUnderTest;
  let project: Project;
  let version: DatasetVersion;
  let featureSet: FeatureSet;
  let architectures: Map<string, string>;

  beforeAll(async () => {
    api = await startTestApi();
    const { project: found } = await api.ask<{ project: null }>('{ project(slug: "none") { id } }');
    expect(found).toBeNull();
  });
  afterAll(() => api.close());

  // A project of its own for each test, so that configurations do not meet.
  beforeEach(async () => {
    project = await api.make.project();
    const dataset = await api.make.dataset({ projectId: project.id });
    version = await api.make.datasetVersion({ datasetId: dataset.id }, makeClips(64));
    featureSet = await api.make.featureSet({ datasetVersionId: version.id, rowsPerClip: 2 });
    const listed = await api.ask<{ project: { architectures: { id: string; name: string }[] } }>(
      'query($slug: String!) { project(slug: $slug) { architectures { id name } } }',
      { slug: project.slug },
    );
    architectures = new Map(listed.project.architectures.map(({ id, name }) => [name, id]));
  });

  const input = (overrides: object = {}) => ({
    projectSlug: project.slug,
    task: 'EMOTION',
    featureSetId: featureSet.id,
    architectureId: architectures.get('mlp'),
    protocol: { name: 'by-speaker', foldCount: 4 },
    ...overrides,
  });
  const launch = async (overrides: object = {}) =>
    (await api.ask<{ launchExperiment: Launched }>(LAUNCH, { input: input(overrides) })).launchExperiment;
  const count = async () => ({
    experiments: await api.test.db.prisma.experiment.count({ where: { projectId: project.id } }),
    runs: await api.test.db.prisma.run.count({ where: { projectId: project.id } }),
    splits: await api.test.db.prisma.splitPlan.count({ where: { datasetVersionId: version.id } }),
  });

  it('queues a run for every fold and seed, each with its part of one split', async () => {
    const { experiment, runs = [] } = await launch({ seeds: [3, 5] });
    expect(experiment).toMatchObject({
      name: 'emotion · mlp · study-162-plain · by-speaker',
      plannedFolds: 4,
      plannedSeeds: [3, 5],
      hyperparameters: { optimizer: 'adamw', weightDecay: 0.02, epochs: 60 },
    });
    expect(runs.map(({ foldIndex, seed }) => [foldIndex, seed])).toEqual(
      [3, 5].flatMap((seed) => [0, 1, 2, 3].map((fold) => [fold, seed])),
    );
    expect(runs.every((run) => run.status === 'QUEUED' && run.queuePosition >= 1)).toBe(true);
    expect(
      runs
        .slice(0, 4)
        .flatMap((run) => run.split.testSpeakers)
        .sort(),
    ).toEqual(['01', '02', '03', '04']);
    expect(runs[0]?.split).toMatchObject({ testRows: 16 });
    expect(runs[0]?.params).toMatchObject({ task: 'EMOTION', 'protocol.foldCount': 4, 'schedule.kind': 'constant' });
    const jobs = await api.test.db.sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE key = ANY ($1)`,
      [runs.map((run) => `run.train:${run.id}`)],
    );
    expect(jobs.rows[0]?.count).toBe(8);
    expect(await count()).toEqual({ experiments: 1, runs: 8, splits: 1 });
  });

  it('lets new seeds and folds join the experiment of the same configuration', async () => {
    const first = await launch({ seeds: [0], folds: [0, 1] });
    const more = await launch({ seeds: [0, 1], folds: [1, 2] });
    expect(more.experiment?.id).toBe(first.experiment?.id);
    expect(more.experiment?.plannedSeeds).toEqual([0, 1]);
    expect(more.runs?.map(({ foldIndex, seed }) => [foldIndex, seed])).toEqual([
      [2, 0],
      [1, 1],
      [2, 1],
    ]);
  });

  it('says which experiment it is when everything has been launched before', async () => {
    const first = await launch();
    const again = await launch({ name: 'another name' });
    expect(again).toMatchObject({ __typename: 'AlreadyExistsError', code: 'ALREADY_EXISTS' });
    expect(again.message).toContain(first.experiment?.id);
    expect(await count()).toMatchObject({ experiments: 1, runs: 4 });
  });

  it('takes defaults that are spelled out for the same configuration', async () => {
    await launch();
    expect(await launch({ hyperparameters: { epochs: 60, momentum: 0 } })).toMatchObject({
      __typename: 'AlreadyExistsError',
    });
    expect(await launch({ hyperparameters: { epochs: 61 } })).toMatchObject({
      experiment: { name: 'emotion · mlp · study-162-plain · by-speaker (2)' },
    });
  });

  it('makes one experiment of two launches of one configuration at the same time', async () => {
    const both = await Promise.all([launch({ folds: [0] }), launch({ folds: [1] })]);
    expect(new Set(both.map((one) => one.experiment?.id)).size).toBe(1);
    expect(await count()).toMatchObject({ experiments: 1, runs: 2 });
  });

  it('does a repeated request once under an idempotency key, and refuses the key for another', async () => {
    const [first, again] = [await launch({ idempotencyKey: 'k-1' }), await launch({ idempotencyKey: 'k-1' })];
    expect(again.runs?.map((run) => run.id)).toEqual(first.runs?.map((run) => run.id));
    expect(await launch({ idempotencyKey: 'k-1', seeds: [9] })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['idempotencyKey'],
    });
    expect(await count()).toMatchObject({ experiments: 1, runs: 4 });
  });

  it('leaves an idempotency key free when the request was refused', async () => {
    expect(await launch({ idempotencyKey: 'k-2', folds: [99] })).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await launch({ idempotencyKey: 'k-2' })).toMatchObject({ __typename: 'LaunchExperimentSuccess' });
  });

  it.each<[string, object, string, string[]]>([
    ['an unknown project', { projectSlug: 'nowhere' }, 'NotFoundError', []],
    ['an id that is none', { featureSetId: 'x' }, 'NotFoundError', []],
    ['an unknown architecture', { architectureId: '01890000-0000-7000-8000-000000000000' }, 'NotFoundError', []],
    ['an unknown protocol', { protocol: { name: 'by-magic' } }, 'InvalidInputError', ['protocol', 'name']],
    ['one fold', { protocol: { name: 'by-speaker', foldCount: 1 } }, 'InvalidInputError', ['protocol', 'foldCount']],
    [
      'more folds than speakers',
      { protocol: { name: 'by-speaker', foldCount: 20 } },
      'InvalidInputError',
      ['protocol'],
    ],
    ['published folds of other speakers', { protocol: { name: 'upm-5' } }, 'InvalidInputError', ['protocol']],
    ['speakers told apart across speakers', { task: 'SPEAKER' }, 'InvalidInputError', ['protocol']],
    ['a hyperparameter there is not', { hyperparameters: { epoch: 3 } }, 'InvalidInputError', ['hyperparameters']],
    [
      'a hyperparameter out of range',
      { hyperparameters: { epochs: 0 } },
      'InvalidInputError',
      ['hyperparameters', 'epochs'],
    ],
    ['hyperparameters that are a list', { hyperparameters: [1] }, 'InvalidInputError', ['hyperparameters']],
    ['a fold beyond the last', { folds: [4] }, 'InvalidInputError', ['folds']],
    ['no folds', { folds: [] }, 'InvalidInputError', ['folds']],
    ['a repeated fold', { folds: [1, 1] }, 'InvalidInputError', ['folds']],
    ['no seeds', { seeds: [] }, 'InvalidInputError', ['seeds']],
    ['a negative seed', { seeds: [-1] }, 'InvalidInputError', ['seeds', '0']],
    ['an empty name', { name: ' ' }, 'InvalidInputError', ['name']],
    ['too many tags', { tags: Array.from({ length: 101 }, (_, i) => `t${i}`) }, 'InvalidInputError', ['tags']],
  ])('refuses %s and writes nothing', async (_, overrides, type, path) => {
    const refused = await launch(overrides);
    expect(refused.__typename).toBe(type);
    expect(refused.path).toEqual(path);
    expect(await count()).toEqual({ experiments: 0, runs: 0, splits: 0 });
  });

  it('refuses features that are not ready', async () => {
    const queued = await api.make.featureSet({ datasetVersionId: version.id, status: 'QUEUED', matrixSha256: null });
    expect(await launch({ featureSetId: queued.id })).toMatchObject({
      __typename: 'NotReadyError',
      code: 'NOT_READY',
      path: ['featureSetId'],
    });
  });

  it('refuses an architecture that reads another kind of rows', async () => {
    expect(await launch({ architectureId: architectures.get('cnn22') })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['architectureId'],
    });
  });

  it('refuses a feature set of another project, as if it did not exist', async () => {
    const other = await api.make.featureSet();
    expect(await launch({ featureSetId: other.id })).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('refuses a task whose label the clips lack', async () => {
    const dataset = await api.make.dataset({ projectId: project.id });
    const unlabelled = await api.make.datasetVersion({ datasetId: dataset.id }, makeClips(64, { emotion: null }));
    const features = await api.make.featureSet({ datasetVersionId: unlabelled.id });
    expect(await launch({ featureSetId: features.id })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['protocol'],
    });
    expect(await launch({ featureSetId: features.id, task: 'GENDER', protocol: { name: 'by-clip' } })).toMatchObject({
      __typename: 'LaunchExperimentSuccess',
    });
  });

  it('refuses a name that another configuration has', async () => {
    await launch({ name: 'mine' });
    expect(await launch({ name: 'mine', hyperparameters: { epochs: 2 } })).toMatchObject({
      __typename: 'AlreadyExistsError',
    });
    expect(await count()).toMatchObject({ experiments: 1 });
  });

  it('cancels a waiting run at once and puts it back when it is resumed', async () => {
    const { runs = [] } = await launch({ folds: [0] });
    const runId = runs[0]?.id;
    const change = async (name: string) =>
      (
        await api.ask<Record<string, ResultOf & { run?: { status: string; queuePosition: number | null } }>>(
          `mutation($runId: ID!) { it: ${name}Run(runId: $runId) { ${ERROR_FIELDS}
            ... on ${name === 'cancel' ? 'Cancel' : 'Resume'}RunSuccess { run { status queuePosition } } } }`,
          { runId },
        )
      ).it;
    expect(await change('resume')).toMatchObject({ __typename: 'IllegalTransitionError' });
    expect(await change('cancel')).toMatchObject({ run: { status: 'CANCELED', queuePosition: null } });
    expect(await change('cancel')).toMatchObject({
      __typename: 'IllegalTransitionError',
      code: 'ILLEGAL_RUN_TRANSITION',
    });
    expect(await change('resume')).toMatchObject({ run: { status: 'QUEUED' } });
    expect((await change('resume'))?.__typename).toBe('IllegalTransitionError');
  });
});
