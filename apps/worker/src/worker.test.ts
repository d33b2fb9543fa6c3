import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ArchitectureRepository,
  ChangeFeed,
  DatasetRepository,
  ExperimentRepository,
  FeatureSetRepository,
  hashOf,
  MetricStore,
  ProjectRepository,
  RunRepository,
  SplitRepository,
  WorkerRepository,
} from '@voxboard/db';
import {
  type ChangeEvent,
  ClipLabelsSchema,
  ExperimentConfigSchema,
  type HyperparametersInput,
  type RunStatus,
  STUDY_162_PLAIN,
} from '@voxboard/domain';
import { splitFolds } from '@voxboard/evaluation';
import { writeCorpus } from '@voxboard/synth-audio';
import { createTestDatabase, type TestDatabase } from '@voxboard/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkerProcess, type WorkerProcess } from './testing/worker-process.js';

let database: TestDatabase;
let folder: string;
let worker: WorkerProcess;
let feed: { stop(): Promise<void> };
const listeners = new Set<(event: ChangeEvent) => void>();
let projectId: string;
let versionId: string;
let featureSetId: string;

/** Settles with the first value that `read` gives, looking again whenever the database announces a change. */
async function whenever<T>(read: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const listener = () => {
        listeners.delete(listener);
        resolve();
      };
      listeners.add(listener);
    });
    const value = await read();
    if (value !== null) return value;
    await changed;
  }
}

async function runReaches(runId: string, statuses: readonly RunStatus[]) {
  return whenever(async () => {
    const run = await database.db.prisma.run.findUniqueOrThrow({ where: { id: runId } });
    return statuses.includes(run.status) ? run : null;
  });
}

async function launch({ name, ...hyperparameters }: HyperparametersInput & { name: string }): Promise<string> {
  const { db } = database;
  const architectures = new ArchitectureRepository(db);
  await architectures.ensurePresets();
  const architecture = (await architectures.list(projectId)).find(({ name }) => name === 'gender-features');
  if (!architecture) throw new Error('the preset is missing');
  const config = ExperimentConfigSchema.parse({
    task: 'GENDER',
    architecture: architecture.spec,
    protocol: { name: 'by-speaker', foldCount: 2 },
    hyperparameters: { epochs: 3, batchSize: 16, ...hyperparameters },
  });
  const clips = await new DatasetRepository(db).clips(versionId);
  const split = await new SplitRepository(db).ensure(
    { datasetVersionId: versionId, task: 'GENDER', protocol: config.protocol, seed: 0, rowsPerClip: 1 },
    () =>
      splitFolds(
        config.protocol,
        clips.map((clip) => ClipLabelsSchema.parse(clip)),
        1,
        'GENDER',
        0,
      ),
  );
  const experiment = await new ExperimentRepository(db).create({
    projectId,
    name,
    config,
    featureSetId,
    architectureId: architecture.id,
    plannedFolds: 2,
    plannedSeeds: [0],
    tags: [],
    notes: '',
  });
  const [run] = await new RunRepository(db).launch({
    projectId,
    experimentId: experiment.id,
    runs: [{ name: `${name} 1`, foldIndex: 0, seed: 0, splitPlanId: split.id }],
    params: {},
    tags: [],
    epochCount: config.hyperparameters.epochs,
    priority: 0,
  });
  if (!run) throw new Error('nothing was launched');
  return run.id;
}

async function liveWorker() {
  const workers = new WorkerRepository(database.db);
  const row = (await workers.list()).find(({ pid }) => pid === worker.child.pid);
  if (!row) throw new Error('the worker is not registered');
  return { workers, id: row.id };
}

/** Waits for so many further signs of life: whatever the worker meant to do by itself, it has begun by then. */
async function beats(workerId: string, count: number): Promise<void> {
  const beat = async () =>
    (await database.db.prisma.worker.findUniqueOrThrow({ where: { id: workerId } })).heartbeatAt.getTime();
  for (let i = 0; i < count; i++) await expect.poll(beat, { timeout: 20_000 }).not.toBe(await beat());
}

function runAndRequest(runId: string) {
  return database.db.prisma.run.findUniqueOrThrow({ where: { id: runId }, include: { launchRequest: true } });
}

/** Checkpoints of runs that were finished after one was made. */
const finished: string[] = [];
const checkpoints = () => readdir(join(folder, 'data', 'checkpoints')).catch((): string[] => []);

/** Everything of a run that must not depend on when its worker died. */
async function figuresOf(runId: string) {
  const keys = ['loss', 'accuracy', 'uar', 'macro_f1', 'learning_rate'];
  const splits = ['TRAIN', 'VALIDATION', 'TEST'] as const;
  const series = await new MetricStore(database.db).readSeries({ runIds: [runId], keys, splits: [...splits] });
  const predictions = await database.db.prisma.prediction.findMany({
    where: { runId },
    orderBy: [{ split: 'asc' }, { clipPosition: 'asc' }],
  });
  return {
    series: series
      .map(({ key, split, steps, values }) => ({ key, split, steps: [...steps], values: [...values] }))
      .sort((a, b) => `${a.key} ${a.split}`.localeCompare(`${b.key} ${b.split}`)),
    predictions: predictions.map(({ split, clipPosition, probabilities }) => ({ split, clipPosition, probabilities })),
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'voxboard-worker-'));
  await writeCorpus(join(folder, 'corpus'), { seed: 3, speakerCount: 8, clipsPerSpeaker: 4 });
  feed = await ChangeFeed.listen(database.connectionString, (event) => {
    for (const listener of [...listeners]) listener(event);
  });
  projectId = (await new ProjectRepository(database.db).create({ slug: 'p', name: 'P' })).id;
  worker = await startWorkerProcess({
    databaseUrl: database.connectionString,
    dataDir: join(folder, 'data'),
    leaseSeconds: 2,
  });
});

afterAll(async () => {
  await worker?.stop();
  await feed?.stop();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a worker', () => {
  test('imports a corpus, and importing it again finds the same version', async () => {
    const datasets = new DatasetRepository(database.db);
    const dataset = await datasets.ensureDataset(projectId, 'Voices');
    const importOnce = async () => {
      const { id } = await datasets.createImport(projectId, dataset.id, 'ravdess', join(folder, 'corpus'));
      return whenever(async () => {
        const row = await database.db.prisma.datasetImport.findUniqueOrThrow({ where: { id } });
        return row.status === 'READY' || row.status === 'FAILED' ? row : null;
      });
    };
    const first = await importOnce();
    expect(first).toMatchObject({ status: 'READY', filesDone: 32, error: null });
    expect((await importOnce()).versionId).toBe(first.versionId);
    versionId = first.versionId ?? '';
    expect(await datasets.clips(versionId)).toHaveLength(32);
  });

  test('says what is wrong with a source that is not there', async () => {
    const datasets = new DatasetRepository(database.db);
    const dataset = await datasets.ensureDataset(projectId, 'Nothing');
    const { id } = await datasets.createImport(projectId, dataset.id, 'ravdess', join(folder, 'missing'));
    const row = await whenever(async () => {
      const found = await database.db.prisma.datasetImport.findUniqueOrThrow({ where: { id } });
      return found.status === 'FAILED' ? found : null;
    });
    expect(row.error).toContain('missing');
  });

  test('computes a feature set once; asking again is a cache hit', async () => {
    const featureSets = new FeatureSetRepository(database.db);
    const asked = await featureSets.ensure(versionId, STUDY_162_PLAIN, hashOf(STUDY_162_PLAIN));
    featureSetId = asked.featureSet.id;
    const ready = await whenever(async () => {
      const row = await featureSets.get(featureSetId);
      return row.status === 'READY' || row.status === 'FAILED' ? row : null;
    });
    expect(ready).toMatchObject({ status: 'READY', rowShape: [162], clipsDone: 32, failures: [] });
    expect(ready.columnNames).toHaveLength(162);
    const again = await featureSets.ensure(versionId, STUDY_162_PLAIN, hashOf(STUDY_162_PLAIN));
    expect(again).toMatchObject({ wasCached: true, featureSet: { id: featureSetId, status: 'READY' } });
  });

  test('trains a run and records metrics, predictions, matrices and the model', async () => {
    const runId = await launch({ name: 'trained' });
    const run = await runReaches(runId, ['FINISHED', 'FAILED']);
    expect(run).toMatchObject({ status: 'FINISHED', errorMessage: null, epochsDone: 3, parameterCount: 14_657 });
    const series = await new MetricStore(database.db).readSeries({
      runIds: [runId],
      keys: ['loss'],
      splits: ['TRAIN'],
    });
    expect([...(series[0]?.steps ?? [])]).toEqual([0, 1, 2]);
    const [testScore] = await new MetricStore(database.db).readSeries({
      runIds: [runId],
      keys: ['uar'],
      splits: ['TEST'],
    });
    expect([...(testScore?.steps ?? [])], 'the test score is a point of the last epoch').toEqual([2]);
    const predictions = await database.db.prisma.prediction.findMany({ where: { runId, split: 'TEST' } });
    expect(predictions).toHaveLength(16);
    expect(await database.db.prisma.confusionMatrix.count({ where: { runId } })).toBe(2);
    const log = await database.db.prisma.runLogLine.findMany({ where: { runId }, orderBy: { number: 'asc' } });
    expect(log.at(0)?.line).toMatch(/^Training on \S+ \(.*threads?\)\.$/);
    expect(log.map(({ line }) => line).join('\n')).toMatch(/Evaluated on test \(16 rows\): .*uar [\d.]+/);
    const artifacts = await database.db.prisma.artifact.findMany({ where: { runId } });
    expect(artifacts.map(({ path }) => path)).toContain('model/model.json');
  });

  test('a run that cannot be trained fails with its reason', async () => {
    const runId = await launch({ name: 'diverging', learningRate: 10, epochs: 40 });
    await database.db.prisma.featureSet.update({ where: { id: featureSetId }, data: { rowShape: [161] } });
    const run = await runReaches(runId, ['FINISHED', 'FAILED']);
    await database.db.prisma.featureSet.update({ where: { id: featureSetId }, data: { rowShape: [162] } });
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'FEATURE_MATRIX_MISMATCH' });
  });

  test('a run that diverges fails with that reason', async () => {
    const runId = await launch({ name: 'diverged', optimizer: 'sgd', learningRate: 10, standardize: false });
    expect(await runReaches(runId, ['FINISHED', 'FAILED'])).toMatchObject({
      status: 'FAILED',
      errorCode: 'TRAINING_DIVERGED',
    });
  });

  test('a run whose checkpoint cannot be written fails with the reason and the remedy', async () => {
    const path = join(folder, 'data', 'checkpoints');
    await rm(path, { recursive: true, force: true });
    await writeFile(path, 'in the way');
    const runId = await launch({ name: 'unsaved', epochs: 5000 });
    const run = await runReaches(runId, ['FINISHED', 'FAILED']);
    await rm(path);
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'STORAGE' });
    expect(run.errorMessage).toMatch(/then resume/);
  });

  test('stops a running training when it is canceled', async () => {
    const runId = await launch({ name: 'canceled', epochs: 5000 });
    await whenever(async () => {
      const run = await database.db.prisma.run.findUniqueOrThrow({ where: { id: runId } });
      return run.epochsDone > 0 ? run : null;
    });
    await new RunRepository(database.db).cancel(runId);
    expect((await runReaches(runId, ['CANCELED', 'FINISHED', 'FAILED'])).status).toBe('CANCELED');
  });

  test('a killed worker loses its run to the next one, which goes on and comes to the same figures', async () => {
    const epochs = 250;
    const undisturbed = await launch({ name: 'undisturbed', epochs });
    await runReaches(undisturbed, ['FINISHED', 'FAILED']);
    const runId = await launch({ name: 'survivor', epochs });
    await whenever(async () => ((await checkpoints()).includes(`${runId}.checkpoint`) ? true : null));
    await worker.kill();
    worker = await startWorkerProcess({
      databaseUrl: database.connectionString,
      dataDir: join(folder, 'data'),
      leaseSeconds: 2,
    });
    const run = await runReaches(runId, ['FINISHED', 'FAILED']);
    expect(run).toMatchObject({ status: 'FINISHED', attempt: 2, epochsDone: epochs });
    const log = await database.db.prisma.runLogLine.findMany({ where: { runId } });
    const resumed = log.flatMap(({ line }) => /^Goes on after epoch (\d+)/.exec(line)?.slice(1) ?? []).map(Number);
    expect(resumed).toHaveLength(1);
    expect(resumed[0]).toBeGreaterThan(0);
    expect(resumed[0]).toBeLessThan(epochs);
    const [survived, expected] = [await figuresOf(runId), await figuresOf(undisturbed)];
    const loss = survived.series.find(({ key, split }) => key === 'loss' && split === 'TRAIN');
    expect(loss?.steps).toEqual(Array.from({ length: epochs }, (_, step) => step));
    expect(survived).toEqual(expected);
    finished.push(`${runId}.checkpoint`);
  });

  test('a paused worker ends its run and takes no other before it is told to go on', async () => {
    const { workers, id } = await liveWorker();
    const [first, second] = [await launch({ name: 'ended', epochs: 250 }), await launch({ name: 'left waiting' })];
    await runReaches(first, ['RUNNING']);
    await workers.want(id, 'PAUSED');
    expect(await runReaches(first, ['FINISHED', 'FAILED'])).toMatchObject({ status: 'FINISHED', workerId: id });
    await beats(id, 3);
    const waiting = { status: 'QUEUED', workerId: null, launchRequest: { attempts: 0 } };
    expect(await runAndRequest(second)).toMatchObject(waiting);
    await workers.want(id, 'ACTIVE');
    expect(await runReaches(second, ['FINISHED', 'FAILED'])).toMatchObject({ status: 'FINISHED', workerId: id });
  });

  test('a drained worker ends its run and then itself; the next takes what it left', async () => {
    const { workers, id } = await liveWorker();
    const [last, left] = [await launch({ name: 'its last', epochs: 250 }), await launch({ name: 'left behind' })];
    await runReaches(last, ['RUNNING']);
    await workers.want(id, 'DRAINING');
    expect(await worker.ended).toBe(0);
    expect(await runAndRequest(last)).toMatchObject({ status: 'FINISHED', workerId: id });
    expect(await runAndRequest(left)).toMatchObject({ status: 'QUEUED', launchRequest: { attempts: 0 } });
    expect((await workers.list()).map((one) => one.id)).not.toContain(id);
    worker = await startWorkerProcess({
      databaseUrl: database.connectionString,
      dataDir: join(folder, 'data'),
      leaseSeconds: 2,
    });
    expect(await runReaches(left, ['FINISHED', 'FAILED'])).toMatchObject({ status: 'FINISHED' });
  });

  test('a worker that is told to stop gives its run back, and exits with 0', async () => {
    const runId = await launch({ name: 'given back', epochs: 5000 });
    await runReaches(runId, ['RUNNING']);
    expect(await worker.stop()).toBe(0);
    const left = await checkpoints();
    expect(
      left.filter((name) => finished.includes(name)),
      'a finished run leaves no checkpoint',
    ).toEqual([]);
    expect(await runAndRequest(runId)).toMatchObject({
      status: 'QUEUED',
      workerId: null,
      launchRequest: { attempts: 0 },
    });
  });
});
