import type { FeatureSet, Project } from '@voxboard/db';
import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../../testing/errors-of.js';

interface Launched extends ResultOf {
  readonly experiment?: {
    readonly id: string;
    readonly name: string;
    readonly hyperparameters: Record<string, unknown>;
    readonly clonedFrom: { readonly id: string } | null;
    readonly plannedSeeds: readonly number[];
  };
  readonly runs?: readonly { readonly id: string }[];
}

const LAUNCHED = `${ERROR_FIELDS} ... on LaunchExperimentSuccess {
  experiment { id name hyperparameters plannedSeeds clonedFrom { id } } runs { id } }`;

describe('changing an experiment as a whole', () => {
  let api: ApiUnderTest;
  let project: Project;
  let featureSet: FeatureSet;
  let original: NonNullable<Launched['experiment']>;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    project = await api.make.project();
    const { id: datasetId } = await api.make.dataset({ projectId: project.id });
    const version = await api.make.datasetVersion({ datasetId }, makeClips(64));
    featureSet = await api.make.featureSet({ datasetVersionId: version.id });
    const architecture = await api.make.architecture({ projectId: project.id });
    const launched = await mutate<Launched>('launchExperiment', 'LaunchExperimentInput', LAUNCHED, {
      projectSlug: project.slug,
      task: 'EMOTION',
      featureSetId: featureSet.id,
      architectureId: architecture.id,
      protocol: { name: 'by-speaker', foldCount: 2 },
      hyperparameters: { learningRate: 0.004 },
      seeds: [1, 2],
    });
    if (!launched.experiment) throw new Error(launched.message);
    original = launched.experiment;
  });

  const mutate = async <Result extends ResultOf>(field: string, type: string, selection: string, input: object) =>
    (
      await api.ask<{ result: Result }>(
        `mutation($input: ${type}!) { result: ${field}(input: $input) { ${selection} } }`,
        {
          input,
        },
      )
    ).result;
  const clone = (changes?: object) =>
    mutate<Launched>('cloneExperiment', 'CloneExperimentInput', LAUNCHED, { experimentId: original.id, changes });
  const all = (field: 'cancelExperiment' | 'resumeExperiment') =>
    mutate<ResultOf & { count?: number }>(
      field,
      'ExperimentRunsInput',
      `${ERROR_FIELDS} ... on ExperimentRunsSuccess { count experiment { runCounts { queued canceled finished } } }`,
      { experimentId: original.id },
    );

  it('makes another with what was changed, and remembers from which', async () => {
    const { experiment, runs } = await clone({ hyperparameters: { batchSize: 64 } });
    expect(experiment).toMatchObject({
      clonedFrom: { id: original.id },
      plannedSeeds: [1, 2],
      hyperparameters: { ...original.hyperparameters, batchSize: 64, learningRate: 0.004 },
    });
    expect(runs).toHaveLength(4);
  });

  it('adds only what is new when nothing but the seeds differ', async () => {
    const { experiment, runs } = await clone({ seeds: [2, 3] });
    expect(experiment?.id).toBe(original.id);
    expect(runs).toHaveLength(2);
    expect(await clone()).toMatchObject({ __typename: 'AlreadyExistsError' });
  });

  it('refuses what a launch refuses, and what was never launched here', async () => {
    expect(await clone({ hyperparameters: { epochs: 0 } })).toMatchObject({ path: ['hyperparameters', 'epochs'] });
    const { experimentId } = await api.make.run({ projectId: project.id });
    expect(await mutate('cloneExperiment', 'CloneExperimentInput', LAUNCHED, { experimentId })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['experimentId'],
    });
  });

  it('cancels and resumes all its runs, and leaves those that have finished', async () => {
    const done = await api.test.db.prisma.run.findFirstOrThrow({ where: { experimentId: original.id } });
    await api.test.db.prisma.run.update({
      where: { id: done.id },
      data: { status: 'FINISHED', startedAt: new Date(0), finishedAt: new Date(1000) },
    });
    expect(await all('cancelExperiment')).toMatchObject({
      count: 3,
      experiment: { runCounts: { queued: 0, canceled: 3, finished: 1 } },
    });
    expect(await all('cancelExperiment')).toMatchObject({ count: 0 });
    expect(await all('resumeExperiment')).toMatchObject({
      count: 3,
      experiment: { runCounts: { queued: 3, canceled: 0, finished: 1 } },
    });
  });
});
