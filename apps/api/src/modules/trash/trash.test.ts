import type { Experiment, Run } from '@voxboard/db';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../../testing/errors-of.js';

interface Deleted extends ResultOf {
  readonly purgeAfter?: string;
  readonly count?: number;
}

const DELETE = /* GraphQL */ `
  mutation Delete($input: ExperimentTrashInput!) {
    result: deleteExperiment(input: $input) { ${ERROR_FIELDS} ... on DeleteSuccess { purgeAfter count } }
  }
`;
const RESTORE = /* GraphQL */ `
  mutation Restore($input: ExperimentTrashInput!) {
    result: restoreExperiment(input: $input) {
      ${ERROR_FIELDS}
      ... on RestoreExperimentSuccess { experiment { id deletedAt runCounts { finished } } }
    }
  }
`;
const LISTS = /* GraphQL */ `
  query Lists($slug: String!, $id: ID!) {
    project(slug: $slug) {
      runCount
      experiments { nodes { id } }
      deletedExperiments { nodes { id deletedAt } }
      leaderboards { experimentCount }
      storageUsage { artifactBytes trashBytes metricPoints deletedExperiments retentionDays }
    }
    experiment(id: $id) { id deletedAt runs { nodes { id } } }
  }
`;

interface Lists {
  readonly project: {
    readonly runCount: number;
    readonly experiments: { readonly nodes: readonly { id: string }[] };
    readonly deletedExperiments: { readonly nodes: readonly { id: string }[] };
    readonly leaderboards: readonly { experimentCount: number }[];
    readonly storageUsage: Record<string, number>;
  };
  readonly experiment: { readonly deletedAt: string | null; readonly runs: { readonly nodes: readonly unknown[] } };
}

describe('deleting and restoring', () => {
  let api: ApiUnderTest;
  let slug: string;
  let experiment: Experiment;
  let run: Run;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    const project = await api.make.project();
    slug = project.slug;
    experiment = await api.make.experiment({ projectId: project.id });
    const ended = { experimentId: experiment.id, status: 'FINISHED', finishedAt: new Date(0) } as const;
    run = await api.make.run(ended);
    await api.make.run(ended);
    const bytes = { runId: run.id, path: 'model.json', sizeBytes: 4096, mediaType: 'application/json' };
    await api.test.db.prisma.artifact.create({
      data: { ...bytes, id: crypto.randomUUID(), sha256: run.id.replaceAll('-', '').padEnd(64, '0') },
    });
  });

  const mutate = async <Result extends ResultOf>(document: string, input: object) =>
    (await api.ask<{ result: Result }>(document, { input })).result;
  const lists = () => api.ask<Lists>(LISTS, { slug, id: experiment.id });

  it('hides an experiment from lists, counts and boards at once, and shows it in the trash', async () => {
    expect((await lists()).project).toMatchObject({ runCount: 2, leaderboards: [{ experimentCount: 1 }] });
    const deleted = await mutate<Deleted>(DELETE, { experimentId: experiment.id });
    expect(deleted).toMatchObject({ __typename: 'DeleteSuccess', count: 1 });
    const { project, experiment: shown } = await lists();
    expect(project).toMatchObject({
      runCount: 0,
      experiments: { nodes: [] },
      leaderboards: [],
      deletedExperiments: { nodes: [{ id: experiment.id }] },
      storageUsage: { artifactBytes: 4096, trashBytes: 4096, deletedExperiments: 1, retentionDays: 7 },
    });
    expect(shown.deletedAt).not.toBeNull();
    expect(shown.runs.nodes).toHaveLength(2);
  });

  it('brings it back whole, and says so when there is nothing to bring back', async () => {
    await mutate(DELETE, { experimentId: experiment.id });
    expect(await mutate(RESTORE, { experimentId: experiment.id })).toMatchObject({
      experiment: { deletedAt: null, runCounts: { finished: 2 } },
    });
    expect((await lists()).project.runCount).toBe(2);
    expect(await mutate(RESTORE, { experimentId: experiment.id })).toMatchObject({
      __typename: 'NotDeletedError',
      code: 'NOT_DELETED',
    });
    expect(await mutate(DELETE, { experimentId: 'nobody' })).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('does one thing for one key', async () => {
    const input = { experimentId: experiment.id, idempotencyKey: `once ${experiment.id}` };
    const first = await mutate<Deleted>(DELETE, input);
    await mutate(RESTORE, { experimentId: experiment.id });
    expect(await mutate<Deleted>(DELETE, input)).toEqual(first);
    expect((await lists()).experiment.deletedAt).toBeNull();
  });

  it('tells beforehand what would go and what would stay', async () => {
    const other = await api.make.run({ projectId: experiment.projectId });
    const { sha256 } = await api.test.db.prisma.artifact.findFirstOrThrow({ where: { runId: run.id } });
    const preview = async () =>
      (
        await api.ask<{ deletionPreview: unknown }>(
          `query($slug: String!, $ids: [ID!]) { deletionPreview(projectSlug: $slug, experimentIds: $ids) {
             experiments runs activeRuns files fileBytes sharedFiles retentionDays } }`,
          { slug, ids: [experiment.id] },
        )
      ).deletionPreview;
    expect(await preview()).toEqual({
      experiments: 1,
      runs: 2,
      activeRuns: 0,
      files: 1,
      fileBytes: 4096,
      sharedFiles: 0,
      retentionDays: 7,
    });
    const shared = { id: crypto.randomUUID(), runId: other.id, path: 'x', sha256, sizeBytes: 4096, mediaType: 'a/b' };
    await api.test.db.prisma.artifact.create({ data: shared });
    expect(await preview()).toMatchObject({ files: 0, fileBytes: 0, sharedFiles: 1 });
  });

  it('refuses a feature set that is in use, naming the user', async () => {
    const result = await mutate<Deleted>(
      `mutation($input: FeatureSetTrashInput!) { result: deleteFeatureSet(input: $input) { ${ERROR_FIELDS} } }`,
      { featureSetId: experiment.featureSetId },
    );
    expect(result).toMatchObject({ __typename: 'StillUsedError', code: 'STILL_USED' });
    expect(result.message).toContain(experiment.name);
  });

  it('keeps for as long as the project says', async () => {
    const set = `mutation($input: SetRetentionInput!) { result: setRetention(input: $input) { ${ERROR_FIELDS} } }`;
    expect(await mutate(set, { projectSlug: slug, days: 30 })).toEqual({ __typename: 'SetRetentionSuccess' });
    expect(await mutate(set, { projectSlug: slug, days: -1 })).toMatchObject({ path: ['days'] });
    const { purgeAfter } = await mutate<Deleted>(DELETE, { experimentId: experiment.id });
    const days = (Date.parse(purgeAfter ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
  });

  it('hides single runs and brings them back', async () => {
    const remove = `mutation($input: RunsTrashInput!) { result: deleteRuns(input: $input) { ${ERROR_FIELDS} } }`;
    const restore = `mutation($input: RunsTrashInput!) { result: restoreRuns(input: $input) { ${ERROR_FIELDS} } }`;
    await mutate(remove, { runIds: [run.id] });
    expect((await lists()).project.runCount).toBe(1);
    expect((await lists()).experiment.runs.nodes).toHaveLength(1);
    await mutate(restore, { runIds: [run.id] });
    expect((await lists()).project.runCount).toBe(2);
  });

  it('lists all that can be brought back, the latest first, and nothing twice', async () => {
    const { prisma } = api.test.db;
    const removeRuns = `mutation($input: RunsTrashInput!) { result: deleteRuns(input: $input) { ${ERROR_FIELDS} } }`;
    const trash = async (after: string | null = null) =>
      (
        await api.ask<{ project: { trash: { nodes: unknown[]; pageInfo: { endCursor: string } } } }>(
          `query($slug: String!, $after: String) { project(slug: $slug) {
             trash(first: 1, after: $after) { nodes { kind name partOf } pageInfo { endCursor } } } }`,
          { slug, after },
        )
      ).project.trash;
    await mutate(removeRuns, { runIds: [run.id] });
    const runEntry = { kind: 'RUN', name: run.name, partOf: experiment.name };
    expect((await trash()).nodes).toEqual([runEntry]);
    await mutate(DELETE, { experimentId: experiment.id });
    const { nodes, pageInfo } = await trash();
    expect(nodes).toEqual([{ kind: 'EXPERIMENT', name: experiment.name, partOf: null }]);
    expect((await trash(pageInfo.endCursor)).nodes, 'its run comes back with it').toEqual([]);
    const set = await prisma.featureSet.findUniqueOrThrow({ where: { id: experiment.featureSetId ?? '' } });
    await mutate(
      `mutation($input: FeatureSetTrashInput!) { result: deleteFeatureSet(input: $input) { ${ERROR_FIELDS} } }`,
      {
        featureSetId: set.id,
      },
    );
    expect((await trash()).nodes).toMatchObject([{ kind: 'FEATURE_SET', name: set.name }]);
    const { datasetId } = await prisma.datasetVersion.findUniqueOrThrow({ where: { id: set.datasetVersionId } });
    await mutate(`mutation($input: DatasetTrashInput!) { result: deleteDataset(input: $input) { ${ERROR_FIELDS} } }`, {
      datasetId,
    });
    expect((await trash()).nodes).toMatchObject([{ kind: 'DATASET', partOf: null }]);
  });
});
