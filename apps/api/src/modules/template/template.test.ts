import { FeatureSetRepository, hashOf } from '@voxboard/db';
import { STUDY_162 } from '@voxboard/domain';
import { makeClips } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { findTemplate, TEMPLATES } from './templates.js';
import { estimateTime } from './time-estimate.js';

const LIST = `query($version: ID!) { experimentTemplates(projectSlug: "study", datasetVersionId: $version) { key parts {
  key isDefault problem runCount isWaiting error protocol published { accuracy } estimate { seconds basis } } } }`;
interface Part {
  readonly key: string;
  readonly isDefault: boolean;
  readonly problem: string | null;
  readonly isWaiting: boolean;
  readonly published: { readonly accuracy: number } | null;
  readonly estimate: { readonly seconds: number; readonly basis: string } | null;
}
interface Launched {
  readonly __typename: string;
  readonly message?: string;
  readonly path?: string[];
  readonly parts?: readonly { readonly key: string; readonly outcome: string; readonly message: string | null }[];
}

describe('templates', () => {
  let api: ApiUnderTest;
  let projectId: string;
  let versionId: string;

  beforeAll(async () => {
    api = await startTestApi();
    projectId = (await api.make.project({ slug: 'study' })).id;
    const dataset = await api.make.dataset({ projectId });
    const clips = makeClips(96).map((clip, i) => ({
      ...clip,
      speaker: String(i % 12),
      gender: i % 2 ? ('female' as const) : ('male' as const),
    }));
    versionId = (await api.make.datasetVersion({ datasetId: dataset.id }, clips)).id;
  });
  afterAll(() => api.close());

  const parts = async (version = versionId) =>
    (await api.ask<{ experimentTemplates: { key: string; parts: Part[] }[] }>(LIST, { version })).experimentTemplates;
  const launch = async (input: object = {}) =>
    (
      await api.ask<{ it: Launched }>(
        `mutation($input: LaunchTemplateInput!) { it: launchTemplate(input: $input) { __typename
          ... on UserError { message path } ... on LaunchTemplateSuccess { parts { key outcome message } } } }`,
        { input: { projectSlug: 'study', datasetVersionId: versionId, template: 'reproduce-study', ...input } },
      )
    ).it;

  it('offer the study’s five networks under its split and honest ones, only cheap ones by default', async () => {
    const [study] = await parts();
    expect(study?.key).toBe('reproduce-study');
    const presets = new Set(study?.parts.map(({ key }) => key.split('/')[0]));
    expect([...presets].sort()).toEqual([
      'emotion-features',
      'emotion-features-narrow',
      'emotion-hybrid',
      'emotion-raw',
      'gender-features',
      'gender-raw',
    ]);
    expect(study?.parts.filter(({ isDefault }) => isDefault).map(({ key }) => key)).toEqual([
      'gender-features/study',
      'gender-features/by-speaker',
      'emotion-features-narrow/study',
      'emotion-features-narrow/by-speaker',
    ]);
    expect(study?.parts.find(({ key }) => key === 'gender-features/study')?.published).toEqual({ accuracy: 0.976 });
  });

  it('say how long a part will take, and where that is known from', async () => {
    const [study] = await parts();
    const costly = study?.parts.find(({ key }) => key === 'emotion-features/by-speaker');
    expect(costly?.estimate?.basis).toContain('5 runs × 100 epochs');
    expect(costly?.estimate?.basis).toContain('two CPU cores');
    const narrow = study?.parts.find(({ key }) => key === 'emotion-features-narrow/study');
    expect(narrow?.estimate).toBeNull();
  });

  it('compute missing features first, launch by themselves when they are there, and nothing twice', async () => {
    const first = await launch({ parts: ['gender-features/study', 'gender-features/by-speaker'] });
    expect(first.parts?.map(({ outcome }) => outcome)).toEqual(['WAITING', 'WAITING']);
    await launch({ parts: ['gender-features/study'] });
    expect((await parts())[0]?.parts.filter(({ isWaiting }) => isWaiting)).toHaveLength(2);
    const features = await api.test.db.prisma.featureSet.findFirstOrThrow({ where: { recipeHash: hashOf(STUDY_162) } });
    const repository = new FeatureSetRepository(api.test.db);
    const now = new Date('2026-01-01T00:00:00Z');
    await repository.start(features.id, now);
    const computed = {
      matrixSha256: 'c'.repeat(64),
      indexSha256: 'c'.repeat(64),
      rowShape: [162],
      columnNames: [],
      failures: [],
    };
    await repository.finish(features.id, computed, now);
    const experiments = () => api.test.db.prisma.experiment.findMany({ where: { projectId }, include: { runs: true } });
    await vi.waitFor(async () => expect(await experiments()).toHaveLength(2), { timeout: 10_000 });
    const runCounts = (await experiments()).map(({ protocolName, runs, tags }) => [protocolName, runs.length, tags]);
    expect(runCounts.sort()).toEqual([
      ['by-speaker', 5, ['reproduce-study']],
      ['study', 1, ['reproduce-study']],
    ]);
    const again = await launch({ parts: ['gender-features/study'] });
    expect(again.parts).toMatchObject([{ outcome: 'THERE_ALREADY' }]);
    expect((await parts())[0]?.parts.filter(({ isWaiting }) => isWaiting)).toEqual([]);
  });

  it('bring the study’s figures along once, and leave alone what a person made of them', async () => {
    const figures = () => api.test.db.prisma.publishedFigure.findMany({ where: { projectId } });
    expect(await figures()).toMatchObject([{ accuracy: 0.976, protocolName: 'study', speakerCount: 24 }]);
    await api.test.db.prisma.publishedFigure.updateMany({ data: { note: 'ours' } });
    await launch({ parts: ['gender-features/study'] });
    expect(await figures()).toMatchObject([{ note: 'ours' }]);
  });

  it('make the narrow network an architecture of the project, once', async () => {
    const keys = ['emotion-features-narrow/study', 'emotion-features-narrow/by-speaker'];
    expect((await launch({ parts: keys })).parts).toMatchObject([{ outcome: 'LAUNCHED' }, { outcome: 'LAUNCHED' }]);
    const own = await api.test.db.prisma.architecture.findMany({ where: { projectId } });
    expect(own).toMatchObject([
      { name: 'emotion-features × 0.125', spec: { preset: 'emotion-features', width: 0.125 } },
    ]);
  });

  it('refuse what the clips have no labels for, part by part, and as a whole when nothing is left', async () => {
    const dataset = await api.make.dataset({ projectId });
    const clips = makeClips(64, { gender: null });
    const { id } = await api.make.datasetVersion({ datasetId: dataset.id }, clips);
    const [study] = await parts(id);
    expect(study?.parts.find(({ key }) => key === 'gender-raw/study')?.problem).toContain('no gender');
    const refused = await launch({ datasetVersionId: id, parts: ['gender-features/study'] });
    expect(refused).toMatchObject({ __typename: 'InvalidInputError', path: ['datasetVersionId'] });
    const mixed = await launch({
      datasetVersionId: id,
      parts: ['gender-features/study', 'emotion-features-narrow/study'],
    });
    expect(mixed.parts).toMatchObject([{ outcome: 'REFUSED' }, { outcome: 'WAITING' }]);
  });

  it.each<[string, object, string]>([
    ['a template there is not', { template: 'magic' }, 'NotFoundError'],
    ['a part there is not', { parts: ['magic/study'] }, 'InvalidInputError'],
    ['no part', { parts: [] }, 'InvalidInputError'],
    ['a project there is not', { projectSlug: 'nowhere' }, 'NotFoundError'],
    ['a version there is not', { datasetVersionId: 'none' }, 'NotFoundError'],
    ['a seed below nothing', { seeds: [-1] }, 'InvalidInputError'],
  ])('refuse %s', async (_, input, type) => {
    expect((await launch(input)).__typename).toBe(type);
  });

  it('refuse a version of another project, as if it did not exist', async () => {
    const other = await api.make.datasetVersion();
    expect((await launch({ datasetVersionId: other.id })).__typename).toBe('NotFoundError');
  });
});

describe('estimateTime', () => {
  const facts = { clipCount: 1440, speakers: 24, genders: 2, emotions: 8, statements: 2 };
  const part = findTemplate('reproduce-study')?.parts.find(({ key }) => key === 'gender-features/study');
  if (!part) throw new Error('the template lost a part');

  it('multiplies runs, epochs, rows and the rate measured here, which goes before the reference', () => {
    const rates = [{ preset: 'gender-features', width: 1, secondsPerRow: 0.001, runCount: 3 }];
    const estimate = estimateTime(part, facts, rates, 2);
    expect(estimate?.seconds).toBeCloseTo(2 * 60 * 3240 * 0.001, 6);
    expect(estimate?.basis).toBe('2 runs × 60 epochs × 3,240 rows × 1 ms a row, the median of the last 3 runs here');
  });

  it('has keys that are unique in their template, and defaults in each', () => {
    for (const { parts } of TEMPLATES) {
      expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length);
      expect(parts.some(({ isDefault }) => isDefault)).toBe(true);
    }
  });
});
