import { NotFoundError, STUDY_162_PLAIN } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../new-id.js';
import { BY_SPEAKER, makeFactories, makeFolds, sha256 } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { FeatureSetRepository } from './feature-set.repository.js';
import { SplitRepository } from './split.repository.js';

const NOW = new Date('2026-01-02T03:04:05Z');
const HASH = sha256('recipe');
const COMPUTED = {
  matrixSha256: sha256('matrix'),
  indexSha256: sha256('index'),
  rowShape: [162],
  columnNames: ['a'],
  failures: [],
};

describe('FeatureSetRepository', () => {
  let test: TestDatabase;
  let featureSets: FeatureSetRepository;
  let versionId: string;

  beforeEach(async () => {
    test = await createTestDatabase();
    featureSets = new FeatureSetRepository(test.db);
    versionId = (await makeFactories(test.db).datasetVersion()).id;
  });
  afterEach(() => test.close());

  const ensure = () => featureSets.ensure(versionId, STUDY_162_PLAIN, HASH);
  const jobCount = async () => {
    const { rows } = await test.db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM graphile_worker.jobs');
    return rows[0]?.n;
  };

  it('makes a row and a job once, however many ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, ensure));
    expect(new Set(all.map(({ featureSet }) => featureSet.id)).size).toBe(1);
    expect(all.filter(({ wasCached }) => !wasCached)).toHaveLength(1);
    expect(await jobCount()).toBe(1);
  });

  it('finds what is computed already', async () => {
    const { featureSet } = await ensure();
    await featureSets.start(featureSet.id, NOW);
    await featureSets.reportProgress(featureSet.id, { clipsDone: 7, clipsCached: 2, clipsPerSec: 3.5 });
    expect((await ensure()).featureSet).toMatchObject({
      status: 'RUNNING',
      clipsDone: 7,
      clipsCached: 2,
      clipsPerSec: 3.5,
    });
    await featureSets.finish(featureSet.id, COMPUTED, NOW);
    expect(await ensure()).toMatchObject({ wasCached: true, featureSet: { status: 'READY', rowShape: [162] } });
    expect(await featureSets.start(featureSet.id, NOW)).toBeNull();
  });

  it('tries again what failed', async () => {
    const { featureSet } = await ensure();
    await featureSets.fail(featureSet.id, 'no room', [{ position: 1, path: 'a.wav', reason: 'silent' }], NOW);
    expect(await ensure()).toMatchObject({
      wasCached: false,
      featureSet: { id: featureSet.id, status: 'QUEUED', error: null },
    });
  });

  it('tells a canceled computation that it is not wanted any more, and begins anew when asked again', async () => {
    const { featureSet } = await ensure();
    await featureSets.start(featureSet.id, NOW);
    expect(await featureSets.cancel(featureSet.id, NOW)).toMatchObject({ status: 'CANCELED', finishedAt: NOW });
    expect(await featureSets.cancel(featureSet.id, NOW), 'a second time').toMatchObject({ status: 'CANCELED' });
    expect(await featureSets.reportProgress(featureSet.id, { clipsDone: 9, clipsCached: 0, clipsPerSec: 1 })).toBe(
      false,
    );
    await featureSets.finish(featureSet.id, COMPUTED, NOW);
    expect(await featureSets.get(featureSet.id), 'the worker comes too late').toMatchObject({ status: 'CANCELED' });
    expect(await ensure()).toMatchObject({ wasCached: false, featureSet: { status: 'QUEUED', clipsDone: 0 } });
    const late = { clipsDone: 10, clipsCached: 0, clipsPerSec: 1 };
    expect(await featureSets.reportProgress(featureSet.id, late), 'the canceled job is still at it').toBe(false);
  });

  it('cancels nothing that has ended or never was', async () => {
    const { featureSet } = await ensure();
    await featureSets.finish(featureSet.id, COMPUTED, NOW);
    await expect(featureSets.cancel(featureSet.id, NOW)).rejects.toThrow('only what waits or runs');
    await expect(featureSets.cancel(newId(), NOW)).rejects.toThrow(NotFoundError);
  });

  it('says not found for a version that is not there', async () => {
    await expect(featureSets.ensure(newId(), STUDY_162_PLAIN, HASH)).rejects.toThrow(NotFoundError);
  });
});

describe('SplitRepository', () => {
  it('computes a split once for a version, protocol and seed', async () => {
    const test = await createTestDatabase();
    try {
      const { id: datasetVersionId } = await makeFactories(test.db).datasetVersion();
      const splits = new SplitRepository(test.db);
      const key = { datasetVersionId, task: 'EMOTION' as const, protocol: BY_SPEAKER, seed: 1, rowsPerClip: 1 };
      const compute = () => ({ folds: makeFolds(16), balance: [] });
      const first = await splits.ensure(key, compute);
      const again = await splits.ensure(key, () => {
        throw new Error('computed a second time');
      });
      expect(again).toEqual(first);
      const other = await Promise.all([1, 2, 3].map(() => splits.ensure({ ...key, seed: 2 }, compute)));
      expect(new Set(other.map(({ id }) => id)).size).toBe(1);
      expect(other[0]?.splitHash).toBe(first.splitHash);
    } finally {
      await test.close();
    }
  });
});
