import { NotFoundError } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../new-id.js';
import { type Factories, makeClips, makeFactories, sha256 } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { DatasetRepository } from './dataset.repository.js';
import { LostWorkRepository } from './lost-work.repository.js';

const NOW = new Date('2026-01-02T03:04:05Z');
const REPORT = { skipped: [], duplicates: [], notes: ['all well'] };

describe('DatasetRepository', () => {
  let test: TestDatabase;
  let make: Factories;
  let datasets: DatasetRepository;
  let projectId: string;

  beforeEach(async () => {
    test = await createTestDatabase();
    make = makeFactories(test.db);
    datasets = new DatasetRepository(test.db);
    projectId = (await make.project()).id;
  });
  afterEach(() => test.close());

  const newImport = async (name = 'ravdess') => {
    const dataset = await datasets.ensureDataset(projectId, name);
    return datasets.createImport(projectId, dataset.id, 'ravdess', '/data');
  };
  const jobs = async () => {
    const { rows } = await test.db.pool.query<{ key: string }>('SELECT key FROM graphile_worker.jobs ORDER BY key');
    return rows.map(({ key }) => key);
  };
  const silentFor = (id: string, interval: string) =>
    test.db.pool.query(`UPDATE dataset_import SET heartbeat_at = now() - $2::interval WHERE id = $1`, [id, interval]);

  it('finds a dataset by name from any number of callers', async () => {
    const found = await Promise.all(Array.from({ length: 6 }, () => datasets.ensureDataset(projectId, 'one')));
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
  });

  /** Of an import that nobody canceled. */
  const finishImport = async (...end: Parameters<DatasetRepository['finishImport']>) => {
    const versionId = await datasets.finishImport(...end);
    if (versionId === null) throw new Error('the import was canceled');
    return versionId;
  };

  it('makes the import and its job together', async () => {
    const { id } = await newImport();
    expect(await jobs()).toEqual([`dataset.import:${id}`]);
  });

  it('measures the levels of a version that was imported without them, and leaves measured ones alone', async () => {
    const first = await newImport();
    const clips = makeClips(3);
    const versionId = await finishImport(first.id, clips, sha256('content'), REPORT, NOW);
    expect((await datasets.clips(versionId)).map(({ rmsDbfs }) => rmsDbfs)).toEqual([null, null, null]);
    const again = async (rmsDbfs: number) => {
      const { id } = await newImport();
      const measured = clips.map((clip) => ({ ...clip, rmsDbfs, peakDbfs: -1 }));
      expect(await finishImport(id, measured, sha256('content'), REPORT, NOW)).toBe(versionId);
      return (await datasets.clips(versionId)).map((clip) => clip.rmsDbfs);
    };
    expect(await again(-20)).toEqual([-20, -20, -20]);
    expect(await again(-30)).toEqual([-20, -20, -20]);
  });

  it('stores clips in order and is done', async () => {
    const { id } = await newImport();
    await datasets.startImport(id, NOW);
    await datasets.reportImportProgress(id, 20, 40);
    const clips = makeClips(40);
    const versionId = await finishImport(id, clips, sha256('content'), REPORT, NOW);
    const stored = await datasets.clips(versionId);
    expect(stored.map(({ position, path }) => [position, path])).toEqual(clips.map(({ path }, i) => [i, path]));
    expect(await datasets.getVersion(versionId)).toMatchObject({
      number: 1,
      clipCount: 40,
      speakerCount: 4,
      totalDurationSec: 20,
    });
    expect(await test.db.prisma.datasetImport.findUnique({ where: { id } })).toMatchObject({
      status: 'READY',
      versionId,
    });
  });

  it('gives the same content the same version, even when imported twice at once', async () => {
    const imports = await Promise.all([newImport(), newImport(), newImport()]);
    const versions = await Promise.all(
      imports.map(({ id }) => finishImport(id, makeClips(8), sha256('same'), REPORT, NOW)),
    );
    expect(new Set(versions).size).toBe(1);
    const other = await finishImport((await newImport()).id, makeClips(9), sha256('other'), REPORT, NOW);
    expect((await datasets.getVersion(other)).number).toBe(2);
    expect(await test.db.prisma.clip.count()).toBe(17);
  });

  it('does not start an import that has ended', async () => {
    const { id } = await newImport();
    await datasets.failImport(id, 'no such folder', null, NOW);
    expect(await datasets.startImport(id, NOW)).toBeNull();
    expect(await test.db.prisma.datasetImport.findUnique({ where: { id } })).toMatchObject({ error: 'no such folder' });
  });

  it('gives the work of a silent worker back to the queue, and fails it after three times', async () => {
    const lost = new LostWorkRepository(test.db);
    const { id } = await newImport();
    for (let attempt = 1; attempt <= 3; attempt++) {
      await datasets.startImport(id, NOW);
      await lost.heartbeat(id);
      expect(await lost.requeueLost(60_000)).toBe(0);
      await silentFor(id, '2 minutes');
      expect(await lost.requeueLost(60_000)).toBe(1);
    }
    const failed = await test.db.prisma.datasetImport.findUniqueOrThrow({ where: { id } });
    expect(failed.status).toBe('FAILED');
    expect(failed.error).toContain('disappeared 3 times');
  });

  it('says not found for what is not there', async () => {
    await expect(datasets.getVersion(newId())).rejects.toThrow(NotFoundError);
    await expect(datasets.finishImport(newId(), [], sha256('x'), REPORT, NOW)).rejects.toThrow(NotFoundError);
  });
});
