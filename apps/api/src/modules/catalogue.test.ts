import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../testing/errors-of.js';
import { statementsOf } from '../testing/statements.js';

describe('projects, datasets, features and architectures', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startTestApi();
    await api.make.project({ slug: 'lab' });
  });
  afterAll(() => api.close());

  const mutate = async (name: string, input: object, selection = '') => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const data = await api.ask<{ it: ResultOf & Record<string, never> }>(
      `mutation($input: ${type}Input!) { it: ${name}(input: $input) { ${ERROR_FIELDS} ${selection ? `... on ${type}Success { ${selection} }` : ''} } }`,
      { input },
    );
    return data.it;
  };

  it('makes a project and lists it by name', async () => {
    expect(
      await mutate('createProject', { slug: 'a-1', name: ' Alpha ' }, 'project { slug name description }'),
    ).toMatchObject({
      project: { slug: 'a-1', name: 'Alpha', description: '' },
    });
    const { projects } = await api.ask<{ projects: { name: string }[] }>('{ projects { name } }');
    expect(projects.map(({ name }) => name)).toContain('Alpha');
  });

  it.each([['A'], ['a--b'], ['-a'], ['a b'], [''], ['ä'], ['x'.repeat(64)]])('refuses the slug %j', async (slug) => {
    expect(await mutate('createProject', { slug, name: 'n' })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['slug'],
    });
  });

  it('refuses a slug that is taken, and returns the same project for the same idempotency key', async () => {
    const make = (more: object) => mutate('createProject', { slug: 'twice', name: 'n', ...more }, 'project { id }');
    const first = await make({ idempotencyKey: 'p' });
    expect(await make({})).toMatchObject({ __typename: 'AlreadyExistsError' });
    expect(await make({ idempotencyKey: 'p' })).toEqual(first);
  });

  it('queues an import, into the dataset of that name if there is one', async () => {
    const run = () =>
      mutate(
        'importDataset',
        { projectSlug: 'lab', name: 'ravdess', source: '/data/ravdess' },
        'import { id status format source skipped { path } version { id } } dataset { id name latestVersion { id } }',
      );
    const [first, second] = [await run(), await run()];
    expect(first).toMatchObject({
      import: { status: 'QUEUED', format: 'ravdess', skipped: [], version: null },
      dataset: { name: 'ravdess', latestVersion: null },
    });
    expect(second.dataset).toEqual(first.dataset);
    expect(await mutate('importDataset', { projectSlug: 'lab', name: 'x', source: 's', format: 'mp3' })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['format'],
    });
    expect(await mutate('importDataset', { projectSlug: 'gone', name: 'x', source: 's' })).toMatchObject({
      __typename: 'NotFoundError',
    });
  });

  it('shows what an import found, whatever form its notes have', async () => {
    const dataset = await api.make.dataset();
    const version = await api.make.datasetVersion({ datasetId: dataset.id });
    const row = await api.test.db.prisma.datasetImport.create({
      data: {
        id: '01890000-0000-7000-8000-00000000000a',
        projectId: dataset.projectId,
        datasetId: dataset.id,
        format: 'ravdess',
        source: 's',
        status: 'READY',
        versionId: version.id,
        report: {
          skipped: [{ path: 'a.txt', reason: 'not-audio', detail: 'no recording', line: null }],
          duplicates: [{ path: 'b', sameAs: 'a' }],
          notes: ['plain', { code: 'x', detail: 'in words', paths: [] }],
        },
      },
    });
    expect(
      await api.ask(
        'query($id: ID!) { datasetImport(id: $id) { skipped { path reason detail } duplicates { sameAs } notes version { number dataset { imports { id } } } } }',
        { id: row.id },
      ),
    ).toEqual({
      datasetImport: {
        skipped: [{ path: 'a.txt', reason: 'not-audio', detail: 'no recording' }],
        duplicates: [{ sameAs: 'a' }],
        notes: ['plain', 'in words'],
        version: { number: 1, dataset: { imports: [{ id: row.id }] } },
      },
    });
  });

  it('computes features once for a version and a recipe', async () => {
    const version = await api.make.datasetVersion();
    const compute = (input: object) =>
      mutate(
        'computeFeatureSet',
        { datasetVersionId: version.id, ...input },
        'wasCached featureSet { id status rowsPerClip recipe }',
      );
    const [first, second] = [await compute({ preset: 'study-162' }), await compute({ preset: 'study-162' })];
    expect(first).toMatchObject({ wasCached: false, featureSet: { status: 'QUEUED', rowsPerClip: 3 } });
    expect(second.featureSet).toEqual(first.featureSet);
    const { recipePresets } = await api.ask<{ recipePresets: { name: string; recipe: object }[] }>(
      '{ recipePresets { name recipe } }',
    );
    const recipe = recipePresets.find(({ name }) => name === 'study-162')?.recipe;
    expect(await compute({ recipe })).toMatchObject({ featureSet: first.featureSet });
    expect(await compute({ recipe: { ...recipe, seed: 5 } })).toMatchObject({ wasCached: false });
  });

  it.each<[string, object, string]>([
    ['neither preset nor recipe', {}, 'InvalidInputError'],
    ['both', { preset: 'study-162', recipe: {} }, 'InvalidInputError'],
    ['an unknown preset', { preset: 'x' }, 'InvalidInputError'],
    ['a recipe of nonsense', { recipe: { name: 3 } }, 'InvalidInputError'],
    ['a version that is none', { preset: 'study-162', datasetVersionId: 'x' }, 'NotFoundError'],
    [
      'an unknown version',
      { preset: 'study-162', datasetVersionId: '01890000-0000-7000-8000-000000000000' },
      'NotFoundError',
    ],
  ])('refuses to compute %s', async (_, input, type) => {
    const version = await api.make.datasetVersion();
    expect(await mutate('computeFeatureSet', { datasetVersionId: version.id, ...input })).toMatchObject({
      __typename: type,
    });
  });

  it('adds architectures of layers JSON and knows what rows they read', async () => {
    const pools = [null, null, 'GlobalAveragePooling1D', 'GlobalAveragePooling2D'];
    const layersJson = (shape?: readonly (number | null)[]) => {
      const pool = pools[(shape?.length ?? 1) - 1] ?? null;
      const layers = [
        { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: shape } },
        ...(pool === null ? [] : [{ class_name: pool, config: { name: 'pool' } }]),
        { class_name: 'Dense', config: { name: 'head', units: 8, activation: 'softmax' } },
      ];
      return { modelTopology: { model_config: { class_name: 'Sequential', config: { layers } } } };
    };
    const add = (name: string, spec: object) =>
      mutate(
        'createArchitecture',
        { projectSlug: 'lab', name, spec },
        'architecture { inputKind isPreset parameterCount defaultHyperparameters }',
      );
    const layers = (name: string, shape?: readonly (number | null)[]) =>
      add(name, { kind: 'layers', layersJson: layersJson(shape) });
    expect(await layers('vector', [null, 162])).toMatchObject({
      architecture: { inputKind: 'vector', isPreset: false, defaultHyperparameters: { epochs: 50 } },
    });
    expect(await layers('column', [null, 162, 1])).toMatchObject({ architecture: { inputKind: 'vector' } });
    expect(await layers('frames', [null, null, 86])).toMatchObject({ architecture: { inputKind: 'frames' } });
    expect(await layers('wave', [null, 144000, 1])).toMatchObject({ architecture: { inputKind: 'waveform' } });
    expect(await add('narrow', { kind: 'preset', preset: 'mlp', width: 0.5 })).toMatchObject({
      architecture: { inputKind: 'vector', defaultHyperparameters: { optimizer: 'adamw' } },
    });
    expect(await layers('wave', [null, 1])).toMatchObject({ __typename: 'AlreadyExistsError' });
    expect(await add('mlp', { kind: 'preset', preset: 'mlp' })).toMatchObject({ __typename: 'AlreadyExistsError' });
    expect(await layers('deep', [null, 1, 2, 3])).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['spec', 'layersJson'],
    });
    expect(await layers('shapeless')).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await add('x', { kind: 'preset', preset: 'resnet' })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['spec', 'preset'],
    });
  });

  it('pages and counts clips by their labels, in one statement each', async () => {
    const version = await api.make.datasetVersion({}, makeClips(40));
    const query = `query($id: ID!, $after: String, $filter: ClipFilter) { datasetVersion(id: $id) { clipCount speakers composition { speaker count }
      clips(first: 15, after: $after, filter: $filter) { totalCount nodes { position path speaker audioUrl } pageInfo { hasNextPage endCursor } } } }`;
    interface Answer {
      datasetVersion: {
        speakers: string[];
        composition: { count: number }[];
        clips: {
          totalCount: number;
          nodes: { position: number; speaker: string; audioUrl: string }[];
          pageInfo: { endCursor: string; hasNextPage: boolean };
        };
      };
    }
    const first = (await api.ask<Answer>(query, { id: version.id })).datasetVersion;
    expect(first.speakers).toEqual(['01', '02', '03', '04']);
    expect(first.composition.reduce((sum, cell) => sum + cell.count, 0)).toBe(40);
    expect(first.clips.nodes.map(({ position }) => position)).toEqual(Array.from({ length: 15 }, (_, i) => i));
    const second = (await api.ask<Answer>(query, { id: version.id, after: first.clips.pageInfo.endCursor }))
      .datasetVersion;
    expect(second.clips.nodes[0]?.position).toBe(15);
    const filtered = (await api.ask<Answer>(query, { id: version.id, filter: { speaker: '02', gender: 'female' } }))
      .datasetVersion.clips;
    expect(filtered.totalCount).toBe(10);
    expect(filtered.nodes.every((clip) => clip.speaker === '02')).toBe(true);
    expect(await statementsOf(() => api.ask(query, { id: version.id }))).toHaveLength(4);
  });

  it('finds anything by its id, and nothing by an id of nothing', async () => {
    const run = await api.make.run();
    const version = await api.make.datasetVersion();
    const node = (id: string) =>
      api.ask<{ node: object | null }>(
        'query($id: ID!) { node(id: $id) { __typename id ... on Run { name } ... on DatasetVersion { clipCount } } }',
        { id },
      );
    expect(await node(run.id)).toEqual({ node: { __typename: 'Run', id: run.id, name: run.name } });
    expect(await node(version.id.toUpperCase())).toEqual({
      node: { __typename: 'DatasetVersion', id: version.id, clipCount: 16 },
    });
    for (const id of ['', 'x', '01890000-0000-7000-8000-0000000000ff']) expect(await node(id)).toEqual({ node: null });
  });

  it('describes presets, protocols, workers and health', async () => {
    const answer = await api.ask<{
      protocolPresets: { name: string; isLeakyByDesign: boolean }[];
      workers: object[];
      health: object;
    }>(
      '{ protocolPresets { name isLeakyByDesign claimsSpeakerIndependence defaultFoldCount description } workers { id isAlive currentRun { id } } health { version databaseMigration queuedRuns aliveWorkers } }',
    );
    expect(answer.protocolPresets.filter((one) => one.isLeakyByDesign).map(({ name }) => name)).toEqual(['study']);
    expect(answer.health).toMatchObject({ queuedRuns: 0, aliveWorkers: 0 });
  });
});
