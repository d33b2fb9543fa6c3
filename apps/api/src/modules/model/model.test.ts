import { join } from 'node:path';
import { LocalBlobStore } from '@voxboard/blob-store';
import { newId } from '@voxboard/db';
import { EMOTIONS, STUDY_162_PLAIN } from '@voxboard/domain';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../../testing/errors-of.js';
import { type BoardWorld, makeBoardWorld, putExperiment } from '../../testing/measured-experiment.js';
import { rawRequest } from '../../testing/raw-request.js';
import { statementsOf } from '../../testing/statements.js';

const CARD = {
  format: 'voxboard-model',
  version: 1,
  task: 'EMOTION',
  labels: [...EMOTIONS],
  rowShape: [162],
  inputShape: [162, 1],
  columnNames: [],
  scaler: null,
  recipe: STUDY_162_PLAIN,
};
const WEIGHTS = Buffer.from(Float32Array.from({ length: 700_000 }, (_, i) => i % 97).buffer);
const PROMOTE = `mutation($input: PromoteRunInput!) { it: promoteRun(input: $input) { ${ERROR_FIELDS}
  ... on PromotionRefusedError { objections }
  ... on PromoteRunSuccess { version { id number uar uarLower uarUpper testClipCount testSpeakerCount protocolName auditStatus
    objections overrideReason aliasNames bundleUrl files { path url } model { id name labels } run { id }
    training { datasetName trainedClipCount trainedSpeakerCount foldIndex foldCount architecture } } } } }`;
const SET_ALIAS = `mutation($input: SetModelAliasInput!) { it: setModelAlias(input: $input) { ${ERROR_FIELDS}
  ... on ModelSuccess { model { aliases { name version { number } } aliasHistory { alias reason from { number } to { number } } } } } }`;

interface Version {
  readonly id: string;
  readonly bundleUrl: string;
  readonly model: { readonly id: string };
}
type Promoted = ResultOf & { readonly version?: Version };

describe('the model registry', () => {
  let api: ApiUnderTest;
  let world: BoardWorld;
  let runId: string;
  let leakyRunId: string;
  beforeAll(async () => {
    api = await startTestApi({ now: () => new Date('2026-05-01T10:00:00Z') });
    world = await makeBoardWorld(api, 'lab');
    runId = await trained('honest', 'by-speaker');
    leakyRunId = await trained('as the study', 'study');
  });
  afterAll(() => api.close());

  /** A finished run of one fold that left a model behind. */
  async function trained(name: string, protocol: 'by-speaker' | 'study'): Promise<string> {
    const experimentId = await putExperiment(world, { name, protocol: { name: protocol }, folds: [0], hitsOfTen: 6 });
    const run = await api.test.db.prisma.run.findFirstOrThrow({ where: { experimentId } });
    const blobs = new LocalBlobStore(join(api.dataDir, 'blobs'));
    const files = {
      'model.json': '{"format":"layers-model"}',
      'weights.bin': WEIGHTS,
      'voxboard.json': JSON.stringify(CARD),
    };
    for (const [path, content] of Object.entries(files)) {
      const bytes = Buffer.from(content);
      const artifact = { path: `model/${path}`, sha256: await blobs.put(bytes), sizeBytes: bytes.length };
      await api.test.db.prisma.artifact.create({
        data: { id: newId(), runId: run.id, mediaType: 'application/octet-stream', ...artifact },
      });
    }
    return run.id;
  }

  const promote = async (input: object): Promise<Promoted> =>
    (await api.ask<{ it: Promoted }>(PROMOTE, { input: { runId, modelName: 'emotions', ...input } })).it;
  const setAlias = async (input: object) => (await api.ask<{ it: ResultOf }>(SET_ALIAS, { input })).it;
  const promoted = async (input: object = {}): Promise<Version> => {
    const { version, ...rest } = await promote(input);
    if (!version) throw new Error(JSON.stringify(rest));
    return version;
  };

  it('keeps what a run’s model is, what it was trained on and how well it did', async () => {
    const { version } = await promote({ alias: 'production', notes: 'first', idempotencyKey: 'k' });
    expect(version).toMatchObject({
      number: 1,
      testClipCount: 32,
      testSpeakerCount: 2,
      protocolName: 'by-speaker',
      auditStatus: 'UNVERIFIED',
      objections: [],
      aliasNames: ['production'],
      files: [{ path: 'model.json' }, { path: 'voxboard.json' }, { path: 'weights.bin' }],
      model: { name: 'emotions', labels: [...EMOTIONS] },
      run: { id: runId },
      training: { trainedClipCount: 32, trainedSpeakerCount: 2, foldIndex: 0, foldCount: 2 },
    });
    const again = await promote({ alias: 'production', notes: 'first', idempotencyKey: 'k' });
    expect(again.version?.id, 'the same request is done once').toBe(version?.id);
  });

  it('finds the version by alias, and follows the alias when it moves', async () => {
    const byAlias = async (alias: string) =>
      (
        await api.ask<{ modelByAlias: { number: number } | null }>(
          'query($alias: String!) { modelByAlias(projectSlug: "lab", model: "emotions", alias: $alias) { number } }',
          { alias },
        )
      ).modelByAlias;
    expect(await byAlias('production')).toEqual({ number: 1 });
    expect(await byAlias('nothing')).toBeNull();
    const { id, model } = await promoted();
    const moved = await setAlias({ modelId: model.id, alias: 'production', versionId: id, reason: 'better' });
    expect(moved).toMatchObject({
      model: {
        aliases: [{ name: 'production', version: { number: 2 } }],
        aliasHistory: [
          { reason: 'better', from: { number: 1 }, to: { number: 2 } },
          { from: null, to: { number: 1 } },
        ],
      },
    });
    expect(await byAlias('production')).toEqual({ number: 2 });
  });

  it.each(['latest', 'v3', '7', 'Production', ''])('refuses the alias %j', async (alias) => {
    const { id, model } = await promoted();
    expect(await setAlias({ modelId: model.id, alias, versionId: id })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['alias'],
    });
  });

  it('refuses what leaks by design or was found to leak, unless somebody says why', async () => {
    const refused = await promote({ runId: leakyRunId, modelName: 'study' });
    expect(refused).toMatchObject({
      __typename: 'PromotionRefusedError',
      code: 'PROMOTION_REFUSED',
      path: ['overrideReason'],
    });
    expect(await promote({ runId: leakyRunId, modelName: 'study', overrideReason: '  ' })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['overrideReason'],
    });
    const { version } = await promote({ runId: leakyRunId, modelName: 'study', overrideReason: 'to show the mistake' });
    expect(version).toMatchObject({
      overrideReason: 'to show the mistake',
      objections: [expect.stringContaining('study')],
    });
  });

  it('refuses to point an alias at a version whose run was found to leak since', async () => {
    const { id, model } = await promoted({ modelName: 'suspect' });
    const document = { runId, verdict: 'LEAKY', labels: [], document: {}, hash: 'a'.repeat(64) };
    await api.test.db.prisma.runCertificate.create({ data: document });
    const input = { modelId: model.id, alias: 'champion', versionId: id };
    expect(await setAlias(input)).toMatchObject({ __typename: 'PromotionRefusedError' });
    expect(await setAlias({ ...input, overrideReason: 'no other yet' })).toMatchObject({
      model: { aliasHistory: [{ reason: 'no other yet' }] },
    });
    await api.test.db.prisma.runCertificate.delete({ where: { runId } });
  });

  it('refuses runs without a model, other classes under a name, and names that are none', async () => {
    const bare = await api.make.run({ projectId: world.projectId, status: 'RUNNING' });
    expect(await promote({ runId: bare.id })).toMatchObject({
      __typename: 'NotReadyError',
      message: expect.stringContaining('RUNNING'),
    });
    expect(await promote({ runId: newId() })).toMatchObject({ __typename: 'NotFoundError' });
    expect(await promote({ modelName: '/etc/passwd' })).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['modelName'],
    });
  });

  it('comes as one file that needs nothing else', async () => {
    const { bundleUrl, model } = await promoted({ modelName: 'to take away' });
    const { status, headers, body } = await rawRequest(`${api.url}${bundleUrl}`);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toContain('to_take_away-v1.zip');
    const files = unzipSync(body);
    expect(Object.keys(files).sort()).toEqual(['model.json', 'voxboard.json', 'weights.bin']);
    expect(Buffer.from(files['weights.bin'] ?? []).equals(WEIGHTS)).toBe(true);
    const manifest: unknown = JSON.parse(Buffer.from(files['voxboard.json'] ?? []).toString());
    expect(manifest).toMatchObject({
      ...CARD,
      model: { name: 'to take away', version: 1 },
      score: { protocol: 'by-speaker', testClipCount: 32 },
      training: { run: { id: runId }, dataset: { clipCount: 64 } },
    });
    expect(model.id).toBeDefined();
    const missing = await rawRequest(`${api.url}/models/${newId()}/bundle.zip`);
    expect(missing.status).toBe(404);
  });

  it('lists models with aliases and newest versions in as many statements for many as for two', async () => {
    const list = (first: number) =>
      api.ask(
        `{ project(slug: "lab") { models(first: ${first}) { nodes { name aliases { name version { number } } latestVersion { number files { path } aliasNames } } } } }`,
      );
    const few = await statementsOf(() => list(2));
    const many = await statementsOf(() => list(50));
    expect(many.length).toBe(few.length);
  });

  it('takes a recording for a run, a version or an alias, and says what becomes of it', async () => {
    const post = (query: string, init: RequestInit = {}) =>
      fetch(`${api.url}/predict?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'audio/wav' },
        body: 'RIFF',
        ...init,
      });
    for (const query of [
      `run=${runId}`,
      'project=lab&model=emotions',
      'project=lab&model=emotions&alias=production&keep=true',
    ]) {
      const response = await post(`${query}&name=a.wav`);
      expect(response.status).toBe(202);
      const { predictionId, audioRemovedAt } = (await response.json()) as {
        predictionId: string;
        audioRemovedAt: string | null;
      };
      expect(audioRemovedAt).toBe(query.includes('keep') ? null : '2026-05-02T10:00:00.000Z');
      const { clipPrediction } = await api.ask<{ clipPrediction: object }>(
        'query($id: ID!) { clipPrediction(id: $id) { status fileName sizeBytes hasAudio windows { startSec } probabilities } }',
        { id: predictionId },
      );
      expect(clipPrediction).toEqual({
        status: 'QUEUED',
        fileName: 'a.wav',
        sizeBytes: 4,
        hasAudio: true,
        windows: [],
        probabilities: null,
      });
    }
    expect((await post('model=emotions')).status).toBe(400);
    expect((await post(`run=${newId()}`)).status).toBe(404);
    expect((await post(`run=${runId}`, { body: '' })).status).toBe(400);
    const form = await post(`run=${runId}`, { headers: { 'content-type': 'text/plain' } });
    expect(form.status, 'what a form of another site could send').toBe(415);
    expect((await post(`run=${runId}`, { body: Buffer.alloc(26 * 2 ** 20) })).status).toBe(413);
  });
});
