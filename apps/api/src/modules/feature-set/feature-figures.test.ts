import { join } from 'node:path';
import { encodeNpy, encodeWav16 } from '@voxboard/audio-dsp';
import { LocalBlobStore } from '@voxboard/blob-store';
import { newId } from '@voxboard/db';
import { type Recipe, RecipeSchema, STUDY_162, STUDY_RAW_144000, VOXBOARD_FRAMES_86 } from '@voxboard/domain';
import { makeClips, sha256 } from '@voxboard/testkit';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { rawRequest } from '../../testing/raw-request.js';

const CLIPS = 16;

describe('a computed feature set', () => {
  let api: ApiUnderTest;
  let blobs: LocalBlobStore;
  let versionId: string;
  let setId: string;

  /** Clip i: plain row (i, 5), noise row (i + 100, −i), stretch row (0, 0); clip 3 has no features. */
  const vectors = Float32Array.from({ length: CLIPS * 3 * 2 }, (_, at) => {
    const [clip, row, column] = [Math.floor(at / 6), Math.floor(at / 2) % 3, at % 2];
    if (clip === 3) return Number.NaN;
    const isFirst = column === 0;
    if (row === 0) return isFirst ? clip : 5;
    if (row === 1) return isFirst ? clip + 100 : -clip;
    return 0;
  });

  const store = async (recipe: Recipe, shape: number[], columnNames: string[], data: Float32Array) => {
    const matrixSha256 = await blobs.put(encodeNpy([CLIPS * recipe.rows.length, ...shape], data));
    const set = await api.make.featureSet({
      datasetVersionId: versionId,
      name: recipe.name,
      recipe: JSON.parse(JSON.stringify(recipe)),
      rowsPerClip: recipe.rows.length,
      rowShape: shape,
      columnNames,
      matrixSha256,
    });
    return set.id;
  };

  beforeAll(async () => {
    api = await startTestApi();
    blobs = new LocalBlobStore(join(api.dataDir, 'blobs'));
    versionId = (await api.make.datasetVersion({}, makeClips(CLIPS))).id;
    setId = await store(STUDY_162, [2], ['rising', 'constant'], vectors);
  });
  afterAll(() => api.close());

  const ask = async (selection: string, id = setId) => {
    const query = `query($id: ID!) { featureSet(id: $id) { ${selection} } }`;
    return (await api.ask<{ featureSet: Record<string, unknown> }>(query, { id })).featureSet;
  };
  const file = (name: string, id = setId) => rawRequest(`${api.url}/feature-sets/${id}/${name}`);

  it('has figures of every feature, with clips without features counted apart', async () => {
    const { statistics } = await ask(
      'statistics(by: SPEAKER) { column explained statistics { count missing mean median min max sd } }',
    );
    expect(statistics).toMatchObject([
      { column: 'rising', statistics: { count: 15, missing: 1, mean: 117 / 15, median: 8, min: 0, max: 15 } },
      { column: 'constant', explained: null, statistics: { mean: 5, sd: 0 } },
    ]);
    const { statistics: noisy } = await ask('statistics(row: 1) { statistics { max } }');
    expect(noisy).toEqual([{ statistics: { max: 115 } }, { statistics: { max: 0 } }]);
  });

  it('has histograms of a feature by class that count every clip', async () => {
    const { distribution } = await ask(
      'distribution(column: "rising", by: GENDER, bins: 5) { edges groups { label counts statistics { count } } }',
    );
    expect(distribution).toMatchObject({
      edges: [0, 3, 6, 9, 12, 15],
      groups: [
        { label: 'female', counts: [1, 1, 1, 2, 2], statistics: { count: 7 } },
        { label: 'male', counts: [2, 1, 2, 1, 2], statistics: { count: 8 } },
      ],
    });
  });

  it('has a projection with a place for each clip that has features', async () => {
    const { projection } = await ask(
      'projection { clipIds paths x emotions speakers clipCount missingCount axes { explained loadings { column weight } } }',
    );
    expect(projection).toMatchObject({
      clipCount: 16,
      missingCount: 1,
      axes: [{ explained: expect.closeTo(1, 6) }, { explained: 0 }],
    });
    const { clipIds, x, paths } = projection as { clipIds: string[]; x: number[]; paths: string[] };
    expect([clipIds.length, paths.length]).toEqual([15, 15]);
    expect(
      [...x].sort((a, b) => a - b),
      'one rising feature, one axis',
    ).toEqual(x);
  });

  it('refuses rows, features and bins that are not there, by name', async () => {
    for (const [selection, path] of [
      ['statistics(row: 3) { column }', 'row'],
      ['statistics(row: -1) { column }', 'row'],
      ['distribution(column: "nothing") { edges }', 'column'],
      ['distribution(column: "rising", bins: 0) { edges }', 'bins'],
      ['projection(points: 1) { x }', 'points'],
    ]) {
      const { errors } = await api.send(`query($id: ID!) { featureSet(id: $id) { ${selection} } }`, { id: setId });
      expect(errors?.[0]?.extensions, selection).toMatchObject({ code: 'INVALID_INPUT', path: [path] });
    }
  });

  it('comes as CSV, Parquet and npy with an index, all of the same numbers', async () => {
    const { exports } = await ask('exports { format url }');
    expect((exports as { format: string }[]).map(({ format }) => format)).toEqual([
      'npy',
      'index',
      'statistics',
      'csv',
      'parquet',
    ]);
    const csv = (await file('features.csv')).body.toString().trimEnd().split('\n');
    expect(csv).toHaveLength(1 + CLIPS * 3);
    expect(csv[0]).toBe(
      'row,clip,path,sha256,augmentation,parameters,speaker,gender,emotion,intensity,statement,repetition,rising,constant',
    );
    expect(csv[1 + 7]).toMatch(/^7,2,Actor_03\/clip-0002\.wav,.*,noise,.*,102,-2$/);
    expect(csv[1 + 9]).toMatch(/,NaN,NaN$/);
    const { body } = await file('features.parquet');
    const rows = await parquetReadObjects({ file: new Uint8Array(body).buffer });
    expect(rows).toHaveLength(CLIPS * 3);
    expect(rows[7]).toMatchObject({
      row: 7,
      path: 'Actor_03/clip-0002.wav',
      augmentation: 'noise',
      rising: 102,
      constant: -2,
    });
    expect(rows[9]?.rising).toBeNaN();
    expect((await file('matrix.npy')).body.equals(encodeNpy([CLIPS * 3, 2], vectors))).toBe(true);
    expect((await file('index.csv')).body.toString().split('\n')).toHaveLength(2 + CLIPS * 3);
    const figures = (await file('statistics.csv?by=GENDER')).body.toString().split('\n');
    expect(figures.slice(1, 4).map((line) => line.split(',').slice(0, 3).join())).toEqual([
      'rising,(all),15',
      'rising,female,7',
      'rising,male,8',
    ]);
  });

  it('of frames comes in long form, without the padding', async () => {
    const recipe = RecipeSchema.parse({ ...VOXBOARD_FRAMES_86, rows: [{ name: 'plain', steps: [] }] });
    // Clip i has i + 1 frames of two features, then zeros.
    const frames = Float32Array.from({ length: CLIPS * 20 * 2 }, (_, at) => {
      const [clip, frame] = [Math.floor(at / 40), Math.floor(at / 2) % 20];
      return frame <= clip ? 1 + frame : 0;
    });
    const id = await store(recipe, [20, 2], ['a', 'b'], frames);
    const lines = (await file('features.csv', id)).body.toString().trimEnd().split('\n');
    expect(lines).toHaveLength(1 + (CLIPS * (CLIPS + 1)) / 2);
    expect(lines.at(-1)).toMatch(/,15,16,16$/);
    const { statistics } = await ask('statistics { statistics { count min } }', id);
    expect(statistics).toEqual([{ statistics: { count: 136, min: 1 } }, { statistics: { count: 136, min: 1 } }]);
  });

  it('of waveforms has no table and no projection, and says what to take instead', async () => {
    const id = await store(STUDY_RAW_144000, [4, 1], ['waveform'], new Float32Array(CLIPS * 4));
    const refused = await file('features.csv', id);
    expect([refused.status, JSON.parse(refused.body.toString())]).toMatchObject([400, { code: 'INVALID_INPUT' }]);
    expect(refused.body.toString()).toContain('matrix.npy');
    const { errors } = await api.send('query($id: ID!) { featureSet(id: $id) { projection { x } } }', { id });
    expect(errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
    expect(await ask('exports { format }', id)).toEqual({
      exports: [{ format: 'npy' }, { format: 'index' }, { format: 'statistics' }],
    });
  });

  it('that is not ready, gone from the disk or unknown says so', async () => {
    const waiting = await api.make.featureSet({ datasetVersionId: versionId, status: 'QUEUED', matrixSha256: null });
    expect((await file('features.csv', waiting.id)).status).toBe(409);
    const { errors } = await api.send('query($id: ID!) { featureSet(id: $id) { statistics { column } } }', {
      id: waiting.id,
    });
    expect(errors?.[0]?.extensions?.code).toBe('NOT_READY');
    const lost = await api.make.featureSet({
      datasetVersionId: versionId,
      matrixSha256: sha256('lost'),
      columnNames: ['a'],
    });
    expect((await file('statistics.csv', lost.id)).status).toBe(404);
    for (const name of ['matrix.npy', 'index.csv', 'features.parquet']) {
      expect((await file(name, newId())).status, name).toBe(404);
      expect((await file(name, 'x')).status, name).toBe(404);
    }
  });

  it('is computed once: figures stay when the matrix is gone', async () => {
    const id = await store(
      STUDY_162,
      [2],
      ['rising', 'constant'],
      vectors.map((value) => value * 2),
    );
    const before = await ask('statistics { statistics { mean } }', id);
    const { matrixSha256 } = await ask('matrixSha256', id);
    await blobs.delete(String(matrixSha256));
    expect(await ask('statistics { statistics { mean } }', id)).toEqual(before);
  });
});

describe('a computation', () => {
  it('shows its rate and the time left, and can be canceled once', async () => {
    const api = await startTestApi();
    try {
      const { id } = await api.make.featureSet({
        status: 'RUNNING',
        clipsDone: 4,
        clipsTotal: 16,
        clipsPerSec: 3,
        matrixSha256: null,
      });
      const progress = await api.ask('query($id: ID!) { featureSet(id: $id) { clipsPerSec secondsLeft } }', { id });
      expect(progress).toEqual({ featureSet: { clipsPerSec: 3, secondsLeft: 4 } });
      const cancel = (featureSetId: string) =>
        api.ask<{ it: object }>(
          'mutation($id: ID!) { it: cancelFeatureSet(id: $id) { __typename ... on CancelFeatureSetSuccess { featureSet { status secondsLeft } } ... on UserError { code message } } }',
          { id: featureSetId },
        );
      expect((await cancel(id)).it).toMatchObject({ featureSet: { status: 'CANCELED', secondsLeft: null } });
      expect((await cancel((await api.make.featureSet()).id)).it).toMatchObject({ __typename: 'InvalidInputError' });
      expect((await cancel(newId())).it).toMatchObject({ __typename: 'NotFoundError' });
    } finally {
      await api.close();
    }
  });
});

describe('a recording', () => {
  let api: ApiUnderTest;
  let clipId: string;
  let goneId: string;
  const second = new Float32Array(4 * 22_050).map((_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / 22_050));

  beforeAll(async () => {
    api = await startTestApi();
    const stored = await new LocalBlobStore(join(api.dataDir, 'blobs')).put(encodeWav16(second, 22_050));
    const [there, gone] = makeClips(2);
    const version = await api.make.datasetVersion({}, [
      { ...(there ?? gone), sha256: stored, durationSec: 4, rmsDbfs: -9, peakDbfs: -6 },
      { ...(gone ?? there), durationSec: 2 },
    ] as ReturnType<typeof makeClips>);
    const clips = await api.test.db.prisma.clip.findMany({
      where: { datasetVersionId: version.id },
      orderBy: { position: 'asc' },
    });
    [clipId, goneId] = clips.map(({ id }) => id) as [string, string];
  });
  afterAll(() => api.close());

  const json = async (path: string) => JSON.parse((await rawRequest(`${api.url}${path}`)).body.toString());

  it('has a waveform and a spectrogram whose loudest row is its tone', async () => {
    const { clip } = await api.ask<{ clip: { pictureUrl: string } }>(
      'query($id: ID!) { clip(id: $id) { pictureUrl } }',
      { id: clipId },
    );
    const picture = await json(clip.pictureUrl);
    expect(picture).toMatchObject({ sampleRateHz: 22_050, durationSec: 4 });
    expect(Math.max(...picture.maxima)).toBeCloseTo(0.5, 2);
    const { levels, rowCount, frameCount, minHz, maxHz } = picture.spectrogram;
    const bytes = Buffer.from(levels, 'base64');
    expect(bytes.length).toBe(rowCount * frameCount);
    const frame = bytes.subarray(80 * rowCount, 81 * rowCount);
    const loudest = frame.indexOf(Math.max(...frame));
    expect(minHz * (maxHz / minHz) ** (loudest / (rowCount - 1))).toBeCloseTo(440, -2);
  });

  it('can be heard and seen in each row of a recipe, with the parameters drawn for it', async () => {
    const { clip } = await api.ask<{
      clip: { recipe: { rows: { name: string; audioUrl: string; pictureUrl: string; augmentations: object[] }[] } };
    }>(
      'query($id: ID!) { clip(id: $id) { recipe(source: "study-162") { recipeName rows { name audioUrl pictureUrl augmentations { kind parameters } } } } }',
      { id: clipId },
    );
    const [plain, noise, stretched] = clip.recipe.rows;
    expect(plain).toMatchObject({ name: 'plain', augmentations: [] });
    expect(noise?.augmentations).toMatchObject([{ kind: 'noise', parameters: { level: expect.any(Number) } }]);
    const sound = await rawRequest(`${api.url}${noise?.audioUrl}`, { headers: { range: 'bytes=0-3' } });
    expect([sound.status, sound.body.toString(), sound.headers['content-type']]).toEqual([206, 'RIFF', 'audio/wav']);
    expect((await json(plain?.pictureUrl ?? '')).durationSec).toBeCloseTo(2.5, 2);
    expect((await json(stretched?.pictureUrl ?? '')).durationSec).toBeCloseTo(2.5 / 0.8, 1);
  });

  it('that is gone, a recipe or a row that is none: each is told apart', async () => {
    const gone = await rawRequest(`${api.url}/clips/${goneId}/picture.json`);
    expect([gone.status, JSON.parse(gone.body.toString()).code]).toEqual([404, 'BLOB_NOT_FOUND']);
    const status = async (path: string) => (await rawRequest(`${api.url}/clips/${path}`)).status;
    expect(await status(`${newId()}/picture.json`)).toBe(404);
    expect(await status(`${clipId}/rows/no-such-recipe/0/sound.wav`)).toBe(404);
    expect(await status(`${clipId}/rows/study-162/3/sound.wav`)).toBe(400);
    expect(await status(`${clipId}/rows/study-162/-1/sound.wav`)).toBe(400);
  });

  it('counts in the distributions of its version, and one that was not measured is missing', async () => {
    const { clip } = await api.ask<{ clip: object }>(
      `query($id: ID!) { clip(id: $id) { rmsDbfs previous { id } next { position } datasetVersion {
        durations(by: GENDER) { groups { label statistics { max } } }
        loudness { groups { label statistics { count missing mean } } } } } }`,
      { id: clipId },
    );
    expect(clip).toEqual({
      rmsDbfs: -9,
      previous: null,
      next: { position: 1 },
      datasetVersion: {
        durations: {
          groups: [
            { label: 'female', statistics: { max: 2 } },
            { label: 'male', statistics: { max: 4 } },
          ],
        },
        loudness: { groups: [{ label: null, statistics: { count: 1, missing: 1, mean: -9 } }] },
      },
    });
  });
});
