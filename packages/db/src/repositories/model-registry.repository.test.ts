import { InvalidInputError, NotFoundError, STUDY_162_PLAIN, TrainingFactsSchema } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelReader } from '../read/model-reader.js';
import { ModelVersionReader } from '../read/model-version-reader.js';
import { makeFactories, sha256 } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { referencedBlobs } from '../trash/index.js';
import { ClipPredictionRepository } from './clip-prediction.repository.js';
import { ModelRegistryRepository, type NewModelVersion } from './model-registry.repository.js';

let test: TestDatabase;
let factories: ReturnType<typeof makeFactories>;
beforeAll(async () => {
  test = await createTestDatabase();
  factories = makeFactories(test.db);
});
afterAll(() => test.close());

const NOW = new Date('2026-03-01T12:00:00Z');
const identity = (projectId: string, name = 'voice') => ({
  projectId,
  name,
  task: 'GENDER' as const,
  labels: ['male', 'female'],
  recipe: STUDY_162_PLAIN,
});

function version(runId: string): NewModelVersion {
  const facts = TrainingFactsSchema.parse({
    projectSlug: 'p',
    experiment: { id: 'e', name: 'e' },
    run: { id: runId, name: 'r', seed: 0, foldIndex: 0, foldCount: 5, finishedAt: null },
    architecture: null,
    dataset: null,
    trained: null,
    hyperparameters: null,
    backend: null,
  });
  const scores = { uar: 0.5, uarLower: 0.4, uarUpper: 0.6, accuracy: 0.5, macroF1: 0.5 };
  const counts = { testClipCount: 10, testSpeakerCount: 2, parameterCount: 3 };
  const files = [
    { path: 'model.json', sha256: sha256(`model of ${runId}`), sizeBytes: 2, mediaType: 'application/json' },
  ];
  const gate = {
    objections: [],
    overrideReason: null,
    protocolName: 'upm-5',
    auditStatus: 'CLEAN',
    certificateHash: null,
  };
  return { runId, notes: '', ...gate, ...scores, ...counts, facts, files };
}

describe('ModelRegistryRepository', () => {
  it('numbers versions without a gap, however many are added at once', async () => {
    const run = await factories.run();
    const models = new ModelRegistryRepository(test.db);
    const modelId = await models.ensureModel(identity(run.projectId), '');
    expect(await models.ensureModel(identity(run.projectId), 'again')).toBe(modelId);
    await Promise.all(Array.from({ length: 6 }, () => models.addVersion(modelId, version(run.id))));
    const { edges } = await new ModelVersionReader(test.db.sql).page(modelId, { first: 10 });
    expect(edges.map(({ node }) => node.number)).toEqual([6, 5, 4, 3, 2, 1]);
    const [latest] = await new ModelVersionReader(test.db.sql).latestOf([modelId]);
    expect(latest?.number).toBe(6);
  });

  it('refuses a run of other classes under the same name', async () => {
    const { projectId } = await factories.run();
    const models = new ModelRegistryRepository(test.db);
    await models.ensureModel(identity(projectId), '');
    const other = { ...identity(projectId), labels: ['a', 'b'] };
    await expect(models.ensureModel(other, '')).rejects.toThrow(InvalidInputError);
    await expect(models.ensureModel(other, '')).rejects.toThrow('its classes are male, female');
  });

  it('moves an alias at once for every reader, keeps its history, and writes nothing for a move to where it is', async () => {
    const run = await factories.run();
    const models = new ModelRegistryRepository(test.db);
    const [readModels, readVersions] = [new ModelReader(test.db.sql), new ModelVersionReader(test.db.sql)];
    const modelId = await models.ensureModel(identity(run.projectId), '');
    const [one, two] = [
      await models.addVersion(modelId, version(run.id)),
      await models.addVersion(modelId, version(run.id)),
    ];
    await models.moveAlias(modelId, 'production', one, 'first', NOW);
    await models.moveAlias(modelId, 'production', one, 'again', NOW);
    await models.moveAlias(modelId, 'production', two, 'better', NOW);
    const found = await readVersions.byAlias(run.projectId, 'voice', 'production');
    expect(found?.id).toBe(two);
    await models.moveAlias(modelId, 'production', null, 'retired', NOW);
    expect(await readVersions.byAlias(run.projectId, 'voice', 'production')).toBeNull();
    const [moves] = await readModels.movesOf([modelId]);
    expect(moves?.map(({ reason, fromVersionId, toVersionId }) => [reason, fromVersionId, toVersionId])).toEqual([
      ['retired', two, null],
      ['better', one, two],
      ['first', null, one],
    ]);
    await expect(models.moveAlias(modelId, 'production', null, '', NOW)).rejects.toThrow(NotFoundError);
    await expect(models.moveAlias(modelId, 'production', modelId, '', NOW)).rejects.toThrow(NotFoundError);
  });

  it('keeps a version and its files when the run is removed', async () => {
    const run = await factories.run();
    const models = new ModelRegistryRepository(test.db);
    const modelId = await models.ensureModel(identity(run.projectId), '');
    const id = await models.addVersion(modelId, version(run.id));
    await test.db.prisma.run.delete({ where: { id: run.id } });
    const [kept] = await new ModelVersionReader(test.db.sql).byIds([id]);
    expect(kept).toMatchObject({ runId: null, uar: 0.5 });
    const file = sha256(`model of ${run.id}`);
    expect(await referencedBlobs(test.db.sql, [file])).toEqual(new Set([file]));
  });
});

describe('ClipPredictionRepository', () => {
  it('gives up a recording when its time is over, and not one that is kept', async () => {
    const { projectId, id: runId } = await factories.run();
    const predictions = new ClipPredictionRepository(test.db);
    const audioSha256 = sha256('voice');
    const upload = { projectId, runId, versionId: null, fileName: 'a.wav', sizeBytes: 5, audioSha256 };
    const due = await predictions.create({ ...upload, audioExpiresAt: NOW });
    const kept = await predictions.create({ ...upload, audioExpiresAt: null });
    expect(await predictions.discardExpiredAudio(), 'not before it was heard').toBe(0);
    expect((await predictions.start(due, NOW))?.status).toBe('RUNNING');
    await predictions.fail(due, 'CORRUPT_AUDIO', 'no sound', NOW);
    expect(await predictions.start(due, NOW)).toBeNull();
    expect(await predictions.discardExpiredAudio()).toBe(1);
    const rows = await test.db.prisma.clipPrediction.findMany({
      where: { id: { in: [due, kept] } },
      orderBy: { id: 'asc' },
    });
    expect(rows.map((row) => row.audioSha256)).toEqual([null, audioSha256]);
    expect(await referencedBlobs(test.db.sql, [audioSha256]), 'the other still wants it').toEqual(
      new Set([audioSha256]),
    );
    await predictions.delete(kept);
    expect(await test.db.prisma.fileGarbage.count({ where: { key: audioSha256 } })).toBe(1);
  });
});
