import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipSeedOf, decodeNpy, drawRows } from '@voxboard/audio-dsp';
import { LocalBlobStore } from '@voxboard/blob-store';
import { ChangeFeed, type FeatureSet, FeatureSetRepository, hashOf } from '@voxboard/db';
import { type Clip, type Recipe, RecipeSchema, STUDY_162, STUDY_162_PLAIN, STUDY_HYBRID_166 } from '@voxboard/domain';
import { writeCorpus } from '@voxboard/synth-audio';
import { createTestDatabase, type Factories, makeClips, makeFactories, type TestDatabase } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkerProcess, type WorkerProcess } from '../testing/worker-process.js';

let database: TestDatabase;
let make: Factories;
let folder: string;
let blobs: LocalBlobStore;
let featureSets: FeatureSetRepository;
let worker: WorkerProcess;
let feed: { stop(): Promise<void> };
let clips: Clip[];
const listeners = new Set<() => void>();

const startWorker = () =>
  startWorkerProcess({ databaseUrl: database.connectionString, dataDir: join(folder, 'data'), leaseSeconds: 2 });

/** The feature set as soon as it is as wanted, looking again whenever the database announces a change. */
async function reaches(id: string, isWanted: (set: FeatureSet) => boolean): Promise<FeatureSet> {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const listener = () => {
        listeners.delete(listener);
        resolve();
      };
      listeners.add(listener);
    });
    const featureSet = await featureSets.get(id);
    if (isWanted(featureSet)) return featureSet;
    await changed;
  }
}

const hasEnded = ({ status }: FeatureSet) => !['QUEUED', 'RUNNING'].includes(status);

async function compute(ofClips: readonly Clip[], recipe: Recipe): Promise<string> {
  const { id } = await make.datasetVersion({}, ofClips);
  return (await featureSets.ensure(id, recipe, hashOf(recipe))).featureSet.id;
}

async function indexOf({ indexSha256 }: FeatureSet): Promise<string[]> {
  return Buffer.from(await blobs.get(indexSha256 ?? ''))
    .toString()
    .trimEnd()
    .split('\n');
}

beforeAll(async () => {
  database = await createTestDatabase();
  make = makeFactories(database.db);
  featureSets = new FeatureSetRepository(database.db);
  folder = await mkdtemp(join(tmpdir(), 'voxboard-compute-'));
  blobs = new LocalBlobStore(join(folder, 'data/blobs'));
  await writeCorpus(join(folder, 'corpus'), { seed: 5, speakerCount: 4, clipsPerSpeaker: 4 });
  const paths = (await readdir(join(folder, 'corpus'), { recursive: true })).filter((path) => path.endsWith('.wav'));
  const stored = await Promise.all(
    paths.sort().map(async (path) => ({ path, sha256: await blobs.put(await readFile(join(folder, 'corpus', path))) })),
  );
  clips = makeClips(stored.length).map((clip, i) => ({ ...clip, ...stored[i] }));
  feed = await ChangeFeed.listen(database.connectionString, () => {
    for (const listener of [...listeners]) listener();
  });
  worker = await startWorker();
});

afterAll(async () => {
  await worker?.stop();
  await feed?.stop();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('computing a feature set', () => {
  test('gives a matrix and an index that says what each row is, with the parameters drawn for it', async () => {
    const ready = await reaches(await compute(clips.slice(0, 4), STUDY_162), hasEnded);
    expect(ready).toMatchObject({ status: 'READY', error: null, clipsDone: 4, clipsCached: 0, clipsPerSec: null });
    const { shape } = decodeNpy(await blobs.get(ready.matrixSha256 ?? ''));
    expect(shape).toEqual([12, 162]);
    const [head, ...lines] = await indexOf(ready);
    expect(head?.split(',').slice(0, 6)).toEqual(['row', 'clip', 'path', 'sha256', 'augmentation', 'parameters']);
    expect(lines).toHaveLength(12);
    const sha256 = clips[1]?.sha256 ?? '';
    const [, noise] = drawRows(STUDY_162, clipSeedOf(sha256));
    expect(lines[4]).toContain(`4,1,${clips[1]?.path},${sha256},noise,`);
    expect(lines[4]).toContain(JSON.stringify(noise?.augmentations).replaceAll('"', '""'));
  });

  test('lists clips whose recording is gone or cannot be read, and computes the others', async () => {
    const gone = createHash('sha256').update('gone').digest('hex');
    const noise = await blobs.put(Buffer.from('no sound at all'));
    const some = clips.slice(0, 4).map((clip, i) => (i === 1 ? { ...clip, sha256: gone } : clip));
    const broken = some.map((clip, i) => (i === 2 ? { ...clip, sha256: noise } : clip));
    const ready = await reaches(await compute(broken, STUDY_162_PLAIN), hasEnded);
    expect(ready).toMatchObject({ status: 'READY', clipsDone: 4 });
    expect(ready.failures).toMatchObject([
      { position: 1, path: clips[1]?.path, reason: expect.stringContaining('No stored file') },
      { position: 2, path: clips[2]?.path, reason: expect.stringContaining('no recording') },
    ]);
    const { data } = decodeNpy(await blobs.get(ready.matrixSha256 ?? ''));
    expect([0, 1, 2, 3].map((row) => Number.isNaN(data[row * 162]))).toEqual([false, true, true, false]);
    expect((await indexOf(ready)).slice(1).map((line) => line.split(',').at(-1))).toEqual(['1', '', '', '1']);
  });

  test('a changed clip costs one clip', async () => {
    const changed = clips.slice(0, 8);
    await reaches(await compute(changed, STUDY_162_PLAIN), hasEnded);
    const other = await blobs.put(Buffer.concat([await blobs.get(changed[3]?.sha256 ?? ''), Buffer.alloc(2)]));
    const next = changed.map((clip, i) => (i === 3 ? { ...clip, sha256: other } : clip));
    const ready = await reaches(await compute(next, STUDY_162_PLAIN), hasEnded);
    expect(ready).toMatchObject({ status: 'READY', clipsDone: 8, clipsCached: 7, failures: [] });
  });

  test('a recipe that fails on every clip fails with the reason, and lists them all', async () => {
    const recipe = RecipeSchema.parse({ ...STUDY_162_PLAIN, name: 'too-late', offsetSec: 60 });
    const failed = await reaches(await compute(clips.slice(0, 3), recipe), hasEnded);
    expect(failed).toMatchObject({ status: 'FAILED', error: expect.stringContaining('No clip gave features') });
    expect(failed.failures).toHaveLength(3);
  });

  test('stops when it is canceled, and goes on from there when it is asked for again', async () => {
    const id = await compute(clips, STUDY_HYBRID_166);
    const running = await reaches(id, ({ status, clipsDone }) => status === 'RUNNING' && clipsDone > 0);
    expect(running.clipsDone).toBeLessThan(clips.length);
    await featureSets.cancel(id, new Date());
    // The worker takes its next job only once it has let go of this one.
    await reaches(await compute(clips.slice(0, 2), STUDY_162_PLAIN), hasEnded);
    const canceled = await featureSets.get(id);
    expect(canceled).toMatchObject({ status: 'CANCELED', matrixSha256: null, error: null });
    await featureSets.ensure(canceled.datasetVersionId, STUDY_HYBRID_166, hashOf(STUDY_HYBRID_166));
    const ready = await reaches(id, hasEnded);
    expect(ready.status).toBe('READY');
    expect(ready.clipsCached).toBeGreaterThanOrEqual(running.clipsDone);
  });

  test('a killed worker leaves what it computed to the next one', async () => {
    const recipe = RecipeSchema.parse({ ...STUDY_HYBRID_166, seed: 9 });
    const id = await compute(clips, recipe);
    const running = await reaches(id, ({ status, clipsDone }) => status === 'RUNNING' && clipsDone > 1);
    await worker.kill();
    worker = await startWorker();
    const ready = await reaches(id, hasEnded);
    expect(ready).toMatchObject({ status: 'READY', attempt: 2, clipsDone: clips.length });
    expect(ready.clipsCached).toBeGreaterThanOrEqual(running.clipsDone);
  });
});
