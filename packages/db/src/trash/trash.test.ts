import { NotFoundError } from '@voxboard/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../new-id.js';
import { ExperimentReader } from '../read/experiment-reader.js';
import { RunPageReader } from '../read/run-page-reader.js';
import { RunReader } from '../read/run-reader.js';
import { type Factories, makeFactories, sha256 } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import {
  collectGarbage,
  type FileRemover,
  NotDeletedError,
  purgeDue,
  referencedBlobs,
  StillUsedError,
  TrashRepository,
} from './index.js';

/** Files that a test can look at. */
class PretendFiles implements FileRemover {
  readonly blobs = new Set<string>();
  readonly checkpoints = new Set<string>();
  readonly caches = new Set<string>();
  crashAt: string | null = null;

  async removeBlob(name: string, isWanted: () => Promise<boolean>) {
    if (this.crashAt === name) throw new Error('killed');
    if (await isWanted()) return 'WANTED' as const;
    this.blobs.delete(name);
    return 'REMOVED' as const;
  }
  async removeCheckpoint(runId: string) {
    this.checkpoints.delete(runId);
  }
  async removeFeatureCache(recipeHash: string) {
    this.caches.delete(recipeHash);
  }
  async pruneFigures() {}
}

describe('the trash', () => {
  let test: TestDatabase;
  let make: Factories;
  let trash: TrashRepository;
  let files: PretendFiles;
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);

  beforeEach(async () => {
    test = await createTestDatabase();
    make = makeFactories(test.db);
    trash = new TrashRepository(test.db, 7);
    files = new PretendFiles();
    errors.length = 0;
  });
  afterEach(() => test.close());

  const artifact = async (runId: string, content: string) => {
    const name = sha256(content);
    files.blobs.add(name);
    const row = { id: newId(), runId, path: content, sha256: name, sizeBytes: 1, mediaType: 'text/plain' };
    await test.db.prisma.artifact.create({ data: row });
    return name;
  };
  const timeIsUp = () =>
    test.db.sql.query(
      ['experiment', 'run', 'feature_set', 'dataset']
        .map((table) => `UPDATE ${table} SET purge_after = now() - interval '1 s' WHERE deleted_at IS NOT NULL`)
        .join(';'),
    );
  const experimentWithRuns = async () => {
    const experiment = await make.experiment();
    const runs = [
      await make.run({ experimentId: experiment.id, status: 'FINISHED', finishedAt: new Date(0) }),
      await make.run({ experimentId: experiment.id, status: 'FINISHED', finishedAt: new Date(0) }),
    ] as const;
    return { experiment, runs };
  };
  const listed = async (projectId: string) => ({
    experiments: (await new ExperimentReader(test.db.sql).page(projectId, {}, {})).edges.length,
    runs: await new RunReader(test.db.sql).count(projectId, {}),
  });

  it('hides an experiment and its runs at once, and brings back those that went with it', async () => {
    const { experiment, runs } = await experimentWithRuns();
    await trash.deleteRun(runs[1].id);
    const { deletedAt, purgeAfter } = await trash.deleteExperiment(experiment.id);
    expect(purgeAfter.getTime() - deletedAt.getTime()).toBe(7 * 86_400_000);
    expect(await listed(experiment.projectId)).toEqual({ experiments: 0, runs: 0 });
    // Deleting again does not begin the time anew.
    expect((await trash.deleteExperiment(experiment.id)).purgeAfter).toEqual(purgeAfter);
    const [page] = await new RunPageReader(test.db.sql).ofExperiments([experiment.id], {});
    expect(page?.edges.map(({ node }) => node.id)).toEqual([runs[0].id]);
    await trash.restoreExperiment(experiment.id);
    expect(await listed(experiment.projectId)).toEqual({ experiments: 1, runs: 1 });
    await trash.restoreRun(runs[1].id);
    expect(await listed(experiment.projectId)).toEqual({ experiments: 1, runs: 2 });
    await expect(trash.restoreRun(runs[1].id)).rejects.toThrow(NotDeletedError);
    await expect(trash.deleteExperiment(newId())).rejects.toThrow(NotFoundError);
  });

  it('marks the board once, however many runs go at a time', async () => {
    const { experiment, runs } = await experimentWithRuns();
    await test.db.sql.query(
      `INSERT INTO run (id, project_id, experiment_id, name, source, status, started_at, finished_at)
       SELECT gen_random_uuid(), project_id, experiment_id, 'run ' || i, source, status, started_at, finished_at
       FROM run, generate_series(1, 200) i WHERE id = $1`,
      [runs[0].id],
    );
    const marks = async (change: () => Promise<unknown>) => {
      const version = async () =>
        Number((await test.db.prisma.boardChange.findUnique({ where: { experimentId: experiment.id } }))?.version);
      const before = await version();
      await change();
      return (await version()) - before;
    };
    expect(await marks(() => trash.deleteExperiment(experiment.id))).toBe(1);
    expect(await marks(() => trash.restoreExperiment(experiment.id))).toBe(1);
    expect(await marks(() => test.db.sql.query('DELETE FROM run'))).toBe(1);
  });

  it('keeps what a project says for as long as it says', async () => {
    const { experiment } = await experimentWithRuns();
    await test.db.prisma.project.update({ where: { id: experiment.projectId }, data: { retentionDays: 30 } });
    const { deletedAt, purgeAfter } = await trash.deleteExperiment(experiment.id);
    expect(purgeAfter.getTime() - deletedAt.getTime()).toBe(30 * 86_400_000);
  });

  it('cancels what still waits, so that no worker trains for the bin', async () => {
    const experiment = await make.experiment();
    const run = await make.run({ experimentId: experiment.id, source: 'LAUNCHED', status: 'QUEUED' });
    await test.db.prisma.launchRequest.create({ data: { id: newId(), runId: run.id } });
    await trash.deleteExperiment(experiment.id);
    expect((await test.db.prisma.run.findUniqueOrThrow({ where: { id: run.id } })).status).toBe('CANCELED');
  });

  it('removes nothing before the time is up, nor what was restored', async () => {
    const { experiment } = await experimentWithRuns();
    await trash.deleteExperiment(experiment.id);
    expect((await purgeDue(test.db, onError)).experiments).toBe(0);
    await timeIsUp();
    await trash.restoreExperiment(experiment.id);
    expect((await purgeDue(test.db, onError)).experiments).toBe(0);
    expect(await listed(experiment.projectId)).toEqual({ experiments: 1, runs: 2 });
  });

  it('waits for a worker that still holds a run', async () => {
    const experiment = await make.experiment();
    await make.run({ experimentId: experiment.id, source: 'LAUNCHED', status: 'RUNNING', startedAt: new Date(0) });
    await trash.deleteExperiment(experiment.id);
    await timeIsUp();
    expect((await purgeDue(test.db, onError)).experiments).toBe(0);
    await test.db.prisma.run.updateMany({ data: { status: 'CANCELED', finishedAt: new Date(0) } });
    expect((await purgeDue(test.db, onError)).experiments).toBe(1);
    expect(errors).toEqual([]);
  });

  it('removes the files of what is gone and leaves those that somebody else refers to', async () => {
    const { experiment, runs } = await experimentWithRuns();
    const own = await artifact(runs[0].id, 'own');
    const shared = await artifact(runs[0].id, 'shared');
    const other = await make.run({ status: 'FINISHED', finishedAt: new Date(0) });
    await artifact(other.id, 'shared');
    files.checkpoints.add(runs[0].id).add(other.id);
    await trash.deleteExperiment(experiment.id);
    await timeIsUp();
    await purgeDue(test.db, onError);
    await collectGarbage(test.db, files);
    expect([...files.blobs]).toEqual([shared]);
    expect(own).not.toBe(shared);
    expect([...files.checkpoints]).toEqual([other.id]);
    expect(await test.db.prisma.fileGarbage.count()).toBe(0);
    expect(await test.db.prisma.run.count({ where: { experimentId: experiment.id } })).toBe(0);
  });

  it('goes on where a killed process stopped, between any two steps', async () => {
    const { experiment, runs } = await experimentWithRuns();
    const names = [await artifact(runs[0].id, 'a'), await artifact(runs[1].id, 'b')].sort();
    await trash.deleteExperiment(experiment.id);
    await timeIsUp();
    // Killed after the rows went and before any file did.
    await purgeDue(test.db, onError);
    expect(files.blobs.size).toBe(2);
    // Killed in the middle of the files.
    files.crashAt = names[1] ?? null;
    await expect(collectGarbage(test.db, files)).rejects.toThrow('killed');
    files.crashAt = null;
    await collectGarbage(test.db, files);
    expect(files.blobs.size).toBe(0);
    expect(await collectGarbage(test.db, files)).toBe(0);
  });

  it('leaves a blob that a new run has come to refer to between rows and files', async () => {
    const { experiment, runs } = await experimentWithRuns();
    const name = await artifact(runs[0].id, 'model');
    await trash.deleteExperiment(experiment.id);
    await timeIsUp();
    await purgeDue(test.db, onError);
    await artifact((await make.run()).id, 'model');
    await collectGarbage(test.db, files);
    expect([...files.blobs]).toEqual([name]);
  });

  it('refuses a feature set that experiments learn from, by name, and takes it once they are gone', async () => {
    const experiment = await make.experiment({ name: 'the one' });
    const id = experiment.featureSetId ?? '';
    await expect(trash.deleteFeatureSet(id)).rejects.toThrow(StillUsedError);
    await expect(trash.deleteFeatureSet(id)).rejects.toThrow('"the one"');
    await trash.deleteExperiment(experiment.id);
    await trash.deleteFeatureSet(id);
    const set = await test.db.prisma.featureSet.findUniqueOrThrow({ where: { id } });
    files.blobs.add(sha256('matrix'));
    files.caches.add(set.recipeHash);
    await timeIsUp();
    expect(await purgeDue(test.db, onError)).toMatchObject({ experiments: 1, featureSets: 1 });
    await collectGarbage(test.db, files);
    expect([files.blobs.size, files.caches.size]).toEqual([0, 0]);
    expect(errors).toEqual([]);
  });

  it('removes a dataset with its recordings and features, but not recordings that another dataset holds', async () => {
    const set = await make.featureSet();
    const version = await test.db.prisma.datasetVersion.findUniqueOrThrow({
      where: { id: set.datasetVersionId },
      include: { clips: true },
    });
    for (const clip of version.clips) files.blobs.add(clip.sha256);
    const kept = version.clips.slice(0, 3);
    const copy = await make.datasetVersion({}, []);
    const rows = kept.map((clip) => ({ ...clip, id: newId(), datasetVersionId: copy.id }));
    await test.db.prisma.clip.createMany({ data: rows });
    await trash.deleteDataset(version.datasetId);
    await timeIsUp();
    expect((await purgeDue(test.db, onError)).datasets).toBe(1);
    await collectGarbage(test.db, files);
    expect([...files.blobs].sort()).toEqual(kept.map((clip) => clip.sha256).sort());
  });

  it('finds references wherever a table has a hash, also in tables that nobody thought of', async () => {
    const name = sha256('later');
    await test.db.sql.query('CREATE TABLE later (picture_sha256 char(64))');
    expect(await referencedBlobs(test.db.sql, [name])).toEqual(new Set());
    await test.db.sql.query('INSERT INTO later VALUES ($1)', [name]);
    expect(await referencedBlobs(test.db.sql, [name])).toEqual(new Set([name]));
  });
});
